/** Issue 3: the number of persons a leak concerns is counted from the audit. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import { type Office, openOffice } from '../../../scripts/test/office.ts';
import { countAffected } from './affected.sql.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const reader = '00000000-0000-4000-8000-00000000aaaa';
const read = (tx: Tx, actorId: string, ids: string[], fieldClasses: string[]) =>
  insertAudit(tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId,
    postId: null,
    act: 'case.read',
    noun: 'case',
    ids,
    fieldClasses,
    purpose: null,
    requestId: null,
  });

test('a person in two cases counts once, another reader and acts without personal fields do not count', async () => {
  const [one, again, other] = [
    await office.newCase('school-received'),
    await office.newCase('school-received'),
    await office.newCase('tax-visit-1'),
  ];
  const { city } = office;
  await city.staff.tenant(city.code, 'staff', async (tx) => {
    await read(tx, reader, [one], ['personal']);
    await read(tx, reader, [again], ['personal', 'sensitive']);
    await read(tx, reader, [other], []);
    await read(tx, '00000000-0000-4000-8000-00000000bbbb', [other], ['personal']);
  });
  const count = (actorId?: string) =>
    city.admin.tenant(city.code, 'owner', (tx) =>
      countAffected(tx, {
        from: '2020-01-01 00:00',
        to: '2099-12-31 23:59',
        ...(actorId ? { actorId } : {}),
      }),
    );
  const mine = await count(reader);
  expect(mine).toMatchObject({ acts: 2, cases: 2, classes: ['personal', 'sensitive'], gone: 0 });
  const single = await city.admin.tenant(city.code, 'owner', async (tx) => {
    await read(tx, 'alone', [one], ['personal']);
    return countAffected(tx, { from: '2020-01-01 00:00', to: '2099-12-31 23:59', actorId: 'alone' });
  });
  // The same household twice: nobody is counted a second time.
  expect(single.persons).toBeGreaterThan(0);
  expect(mine.persons).toBe(single.persons);
  expect((await count()).cases).toBe(3);
});
