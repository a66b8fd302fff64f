/** A city at work with sealed answers: real use cases of both sides and all handlers, for tests of keys. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bodyOf, correct, openDraft, savePage, submit } from '#core/applications.server';
import {
  approveCase,
  askCorrection,
  checkIdentity,
  type Desk,
  draftDecision,
  readCase,
  receiveCase,
} from '#core/cases.server';
import type { Typed } from '#core/fields';
import { actorOfLogin } from '#core/people.server';
import { createRegisters } from '#core/registers.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { readConfig } from '#platform/config.server';
import type { Tx } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { createLog } from '#platform/log.server';
import { deliverAll } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { createTestCity, type TestCity } from '../../scripts/test/city.ts';
import { allHandlers } from './handlers.server.ts';
import { keyring, ports, readyDraft, sceneOf, type Written } from './sealed-draft.testing.ts';
import { selectCaseOf } from './sealed-house.sql.ts';

export interface Applied {
  applicationId: string;
  caseId: string;
  /** Goes on as the same visitor. */
  correct(typed: Typed): Promise<void>;
}

/** `logLevel` above silence writes to the process's output, as a process of the house does. */
export async function openSealedHouse(logLevel: 'silent' | 'debug' = 'silent') {
  const city: TestCity = await createTestCity();
  const filesDir = mkdtempSync(path.join(tmpdir(), 'madoguchi-sealed-'));
  const pdf = createPdf();
  const issuer = { portalOrigin: 'http://portal.test', registers: createRegisters({}) };
  const handlers = allHandlers({
    config: readConfig({}),
    log: createLog(logLevel, 'worker'),
    keyring,
    files: createFileStore({ dir: filesDir }),
    registers: issuer.registers,
    pdf,
    portalOrigin: issuer.portalOrigin,
  });
  let delivering: Promise<unknown> = Promise.resolve();
  /** One after the other: whoever waits finds the own messages delivered. */
  const deliver = () => {
    const mine = delivering.then(() => deliverAll({ db: city.worker, handlers }, city.code));
    delivering = mine.catch(() => undefined);
    return mine;
  };
  const asStaff = <T>(login: string, work: (desk: Desk) => Promise<T>) =>
    city.staff.tenant(city.code, 'staff', async (tx) =>
      work({
        tx,
        municipality: city.code,
        actor: await actorOfLogin(tx, login, tokyoDate(new Date())),
      }),
    );
  const asPortal = <T>(work: (tx: Tx) => Promise<T>) => city.portal.tenant(city.code, 'portal', work);
  const revision = (login: string, id: string) =>
    asStaff(login, async (desk) => unwrap(await readCase(desk, id)).row.revision);

  /** A draft with what was typed on a page. */
  async function write(written?: Written, page?: { pageId: string; typed: Typed }) {
    const begun = await readyDraft(city.portal, city.code, written);
    const scene = (tx: Tx) => sceneOf(tx, city.code, begun.actor);
    if (page !== undefined)
      await asPortal(async (tx) =>
        unwrap(await savePage(await scene(tx), begun.draftId, { ...page, uploads: [] }, ports)),
      );
    return { ...begun, scene };
  }

  /** Sent, and received by the office. */
  async function apply(written?: Written, page?: { pageId: string; typed: Typed }): Promise<Applied> {
    const { draftId, scene } = await write(written, page);
    const sent = await asPortal(async (tx) => {
      const open = unwrap(await openDraft(await scene(tx), draftId));
      return unwrap(await submit(await scene(tx), draftId, bodyOf(await scene(tx), open).hash));
    });
    if (sent.kind !== 'arrived') throw new Error(JSON.stringify(sent));
    await deliver();
    const { applicationId } = sent;
    return {
      applicationId,
      caseId: await asStaff('gakuji-shuji', ({ tx }) => selectCaseOf(tx, applicationId)),
      async correct(typed) {
        await asPortal(async (tx) => {
          const done = unwrap(await correct(await scene(tx), applicationId, { typed, uploads: [] }, ports));
          if (done.kind === 'kept' && typed._action?.[0] === 'next')
            throw new Error(JSON.stringify(done.issues));
        });
      },
    };
  }

  async function askFor(login: string, caseId: string, fields: string[]): Promise<void> {
    unwrap(await asStaff(login, (desk) => receiveCase(desk, caseId)));
    const at = await revision(login, caseId);
    const wanted = fields.map((field) => ({ path: field, reason: 'もう一度お願いします。' }));
    const request = { revision: at, fields: wanted, message: '', answerBy: null };
    unwrap(await asStaff(login, (desk) => askCorrection(desk, caseId, request)));
    await deliver();
  }

  /** The applicant shows who they are; then 起案 to 決裁, and the notice rendered. */
  async function decide(caseId: string): Promise<void> {
    const seen = { revision: await revision('gakuji-shuji', caseId), kinds: ['運転免許証'] };
    unwrap(await asStaff('gakuji-shuji', (desk) => checkIdentity(desk, caseId, seen)));
    const content = { validFrom: '2026-11-01', validTo: '2027-03-31' };
    const drafted = { outcome: 'granted' as const, reasons: '', content };
    const first = await revision('gakuji-shuji', caseId);
    unwrap(
      await asStaff('gakuji-shuji', (desk) =>
        draftDecision(desk, issuer, caseId, { ...drafted, revision: first }),
      ),
    );
    for (const [login, verb] of [
      ['gakuji-kakaricho', 'approve'],
      ['gakuji-kacho', 'decide'],
    ] as const) {
      const at = await revision(login, caseId);
      const step = { revision: at, verb, note: '' };
      unwrap(await asStaff(login, (desk) => approveCase(desk, issuer, caseId, step)));
    }
    await deliver();
  }

  return {
    city,
    keyring,
    filesDir,
    tools: { db: city.worker, keyring },
    deliver,
    write,
    apply,
    askFor,
    decide,
    asStaff,
    async close() {
      pdf.close();
      await city.close();
    },
  };
}
export type SealedHouse = Awaited<ReturnType<typeof openSealedHouse>>;
