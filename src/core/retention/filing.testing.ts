/** A test office whose closed cases have their terms, and what the resident side keeps of them. */

import { closeCase, commentOnCase, readCase, receiveCase, withdrawCase } from '#core/cases.server';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { type Office, openOffice } from '../../../scripts/test/office.ts';
import { insertApplicationOf } from './footprint.sql.ts';
import { scheduleTerms } from './index.server.ts';

export type Filing = Office;
export const openFiling = openOffice;

/** A case of 就学援助 that was withdrawn and closed, with a person who is found by `canary` alone. */
export async function closedCase(
  office: Office,
  canary: string,
): Promise<{ id: string; applicationId: string; canary: string }> {
  const name = { kind: 'two', family: `${canary}氏`, given: '名' };
  const id = await office.newCase('school-received', { 1: name });
  const revision = () => office.revisionOf('gakuji-shuji', id);
  unwrap(await office.as('gakuji-shuji', (desk) => receiveCase(desk, id)));
  unwrap(await office.as('gakuji-shuji', (desk) => commentOnCase(desk, id, `${canary}から電話`)));
  const note = `${canary}の都合`;
  unwrap(
    await office.as('gakuji-shuji', async (desk) =>
      withdrawCase(desk, id, { revision: await revision(), note }),
    ),
  );
  unwrap(await office.as('gakuji-shuji', async (desk) => closeCase(desk, id, await revision())));
  const { row } = await office.as('gakuji-shuji', async (desk) => unwrap(await readCase(desk, id)));
  const { city } = office;
  const on = (zone: 'portal' | 'staff', work: (tx: Tx) => Promise<unknown>) =>
    city[zone].tenant(city.code, zone, work);
  await on('portal', (tx) => insertApplicationOf(tx, row.application_id!, canary));
  await on('staff', (tx) => scheduleTerms(tx, city.code));
  await office.deliver();
  return { id, applicationId: row.application_id!, canary };
}
