/** What becomes of a document between its number and the applicant: signature, waiting, 欠番, second person. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RenderTools, retryWaiting, selectNumbers } from '#core/documents.server';
import { caseRows } from '#core/policy.server';
import { fiscalYearOf, tokyoDate } from '#kernel/dates';
import { fail, unwrap } from '#kernel/result';
import { checkPdf, makeSelfSigned, openSigner, type Signer } from '#platform/signing.server';
import {
  approveCase,
  type Desk,
  draftDecision,
  readCase,
  receiveCase,
  reissueDocument,
  revokeDocument,
  voidDocument,
  withdrawProposal,
} from './index.server.ts';
import { type Office, openOffice } from './office-fixture.testing.ts';

let office: Office;
let signer: Signer;
/** What the authority does next. */
let down = false;
let patienceMs: number | null = null;
beforeAll(async () => {
  signer = await openSigner({ p12: await makeSelfSigned({ name: '見本市長' }, 'x'), password: 'x' });
  const signing: RenderTools['signing'] = {
    get patienceMs() {
      return patienceMs;
    },
    signer: {
      ...signer,
      sign: (pdf, options) =>
        down && options?.timestamp !== 'omit'
          ? Promise.resolve(fail('unavailable', 'down'))
          : signer.sign(pdf, options),
    },
  };
  office = await openOffice({ signing: async () => signing });
});
afterAll(() => office?.close());

async function accepted(change = {}): Promise<string> {
  const id = await office.newCase('declare-accepted', change);
  unwrap(await office.as('shiminzei-shuji', (desk) => receiveCase(desk, id)));
  const revision = await office.revisionOf('shiminzei-shuji', id);
  const decision = { revision, outcome: 'accepted' as const, reasons: '', content: {} };
  unwrap(await office.as('shiminzei-kakaricho', (desk) => draftDecision(desk, office.issuer, id, decision)));
  return id;
}
const view = (id: string) =>
  office.as('shiminzei-kakaricho', async (desk) => unwrap(await readCase(desk, id)));
const documentsOf = async (id: string) => (await view(id)).documents;
const asStaff = <T>(work: Parameters<Office['city']['staff']['tenant']>[2]) =>
  office.city.staff.tenant(office.city.code, 'staff', work) as Promise<T>;
/** The next try is due now. */
const due = () => asStaff(async (tx) => void (await sql`UPDATE documents SET retry_at = now()`.execute(tx)));

it('an issued document is signed with the configured certificate, and the verification page is told', async () => {
  const id = await accepted();
  await office.deliver();
  const [document] = await documentsOf(id);
  expect(document).toMatchObject({ state: 'issued', signature: { signer: '見本市長' } });
  const bytes = unwrap(await office.files.of(office.city.code).read(document!.sha256!));
  expect(await checkPdf(bytes)).toMatchObject({
    valid: true,
    fingerprint: signer.certificate.fingerprint,
  });
  expect(office.crossed.findLast((one) => one.kind === 'document.issued')!.payload.signature).toMatchObject({
    signer: '見本市長',
  });
});

it('authority down: the document waits where staff see it, is tried again, and is not lost', async () => {
  down = true;
  const id = await accepted();
  await office.deliver();
  expect((await documentsOf(id))[0]).toMatchObject({ state: 'rendering', waiting_for: 'timestamp' });
  expect((await view(id)).row.state).toBe('decided');
  // Not before its time, then again and again.
  expect(await asStaff((tx) => retryWaiting(tx))).toBe(0);
  await due();
  expect(await asStaff((tx) => retryWaiting(tx))).toBe(1);
  expect(await asStaff((tx) => retryWaiting(tx))).toBe(0);
  await office.deliver();
  expect((await documentsOf(id))[0]).toMatchObject({ waiting_for: 'timestamp' });
  down = false;
  await due();
  await asStaff((tx) => retryWaiting(tx));
  await office.deliver();
  expect((await documentsOf(id))[0]).toMatchObject({ state: 'issued', waiting_for: null });
  expect((await view(id)).row.state).toBe('accepted');
});

it('with a limit set, it goes out without a timestamp once it has waited so long', async () => {
  down = true;
  patienceMs = 0;
  const id = await accepted();
  await office.deliver();
  down = false;
  patienceMs = null;
  const [document] = await documentsOf(id);
  expect(document).toMatchObject({ state: 'issued', signature: { timestamp: null } });
  expect(
    (await checkPdf(unwrap(await office.files.of(office.city.code).read(document!.sha256!)))).valid,
  ).toBe(true);
});

it('欠番: a document that cannot be set loses its number with the reason, is made anew with the next, and the book has no hole', async () => {
  const id = await accepted();
  const [first] = await documentsOf(id);
  // No window takes this address.
  await asStaff(async (tx) => {
    await sql`
      UPDATE documents SET data = jsonb_set(data, '{address}', to_jsonb(ARRAY[repeat('見本市', 900)]))
      WHERE id = ${first!.id}`.execute(tx);
  });
  for (let attempt = 0; attempt < 3; attempt++) {
    await office.deliver().catch(() => undefined);
    await office.city.worker.tenant(office.city.code, 'worker', async (tx) => {
      await sql`UPDATE outbox SET relayed_at = NULL WHERE delivered_at IS NULL`.execute(tx);
    });
  }
  expect((await documentsOf(id))[0]).toMatchObject({
    state: 'void',
    void_reason: expect.stringContaining('紙面'),
  });

  unwrap(
    await office.as('shiminzei-kakaricho', (desk) => reissueDocument(desk, office.issuer, id, first!.id)),
  );
  const twice = await office.as('shiminzei-kakaricho', (desk) =>
    reissueDocument(desk, office.issuer, id, first!.id),
  );
  expect(twice.ok).toBe(false);
  const [, second] = await documentsOf(id);
  const silent = await office.as('shiminzei-kakaricho', (desk) => voidDocument(desk, id, second!.id, ' '));
  expect(silent.ok).toBe(false);
  unwrap(await office.as('shiminzei-kakaricho', (desk) => voidDocument(desk, id, second!.id, '二重の作成')));
  // Its message is still on the way: it does nothing any more.
  await office.deliver();
  unwrap(
    await office.as('shiminzei-kakaricho', (desk) => reissueDocument(desk, office.issuer, id, second!.id)),
  );
  await office.deliver();
  expect((await documentsOf(id)).map((one) => one.state)).toEqual(['void', 'void', 'issued']);
  expect((await view(id)).row.state).toBe('accepted');

  const book = await office.as('shiminzei-kakaricho', (desk) =>
    selectNumbers(
      desk.tx,
      {
        department: (first as { department: string }).department,
        fiscalYear: fiscalYearOf(tokyoDate(new Date())),
        limit: 100,
      },
      caseRows(desk.actor, 'case.read'),
    ),
  );
  expect(book.map((one) => one.serial)).toEqual(book.map((_, index) => book.length - index));
  expect(book.filter((one) => one.state === 'void').map((one) => one.void_reason)).toEqual([
    '二重の作成',
    expect.stringContaining('紙面'),
  ]);
  expect(book.every((one) => one.state === 'void' || one.issued_at !== null)).toBe(true);
});

it('what one person decided, one may revoke; an issued document never becomes a 欠番', async () => {
  const id = await accepted();
  await office.deliver();
  const [document] = await documentsOf(id);
  const late = await office.as('shiminzei-kakaricho', (desk) => voidDocument(desk, id, document!.id, 'x'));
  expect(late).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(
    await office.as('shiminzei-kakaricho', (desk) => withdrawProposal(desk, id, document!.id)),
  ).toMatchObject({ ok: false });
  unwrap(await office.as('shiminzei-kakaricho', (desk) => revokeDocument(desk, id, document!.id, '誤記')));
  expect((await documentsOf(id))[0]!.state).toBe('revoked');
});

it('what several persons decided, one asks to end and another confirms', async () => {
  const id = await office.newCase('school-granted');
  const at = async <T>(login: string, act: (desk: Desk, revision: number) => Promise<T>) => {
    const revision = await office.revisionOf(login, id);
    return office.as(login, (desk) => act(desk, revision));
  };
  unwrap(await at('gakuji-shuji', (desk, revision) => receiveCase(desk, id, revision)));
  const content = { validFrom: '2026-11-01', validTo: '2027-03-31' };
  unwrap(
    await at('gakuji-shuji', (desk, revision) =>
      draftDecision(desk, office.issuer, id, { revision, outcome: 'granted', reasons: '', content }),
    ),
  );
  for (const [login, verb] of [
    ['gakuji-kakaricho', 'approve'],
    ['gakuji-kacho', 'decide'],
  ] as const)
    unwrap(
      await at(login, (desk, revision) => approveCase(desk, office.issuer, id, { revision, verb, note: '' })),
    );
  await office.deliver();
  const read = () => office.as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)).documents);
  const [issued] = await read();
  const revoke = (login: string, reason: string) =>
    office.as(login, (desk) => revokeDocument(desk, id, issued!.id, reason));
  expect((await revoke('gakuji-kacho', '')).ok).toBe(false);
  unwrap(await revoke('gakuji-kacho', '所得の誤り'));
  expect((await read())[0]).toMatchObject({ state: 'issued', proposal: { reason: '所得の誤り' } });
  expect(await revoke('gakuji-kacho', 'もう一度')).toMatchObject({ ok: false, error: { code: 'conflict' } });
  const other = await office.as('gakuji-kakaricho', (desk) =>
    reissueDocument(desk, office.issuer, id, issued!.id, 'x'),
  );
  expect(other).toMatchObject({ ok: false, error: { code: 'conflict' } });
  unwrap(await revoke('gakuji-kakaricho', ''));
  expect((await read())[0]).toMatchObject({ state: 'revoked', proposal: null });
  const { actions } = await office.as('gakuji-kacho', async (desk) => unwrap(await readCase(desk, id)));
  expect(actions.slice(-2).map((one) => [one.verb, one.note])).toEqual([
    ['proposeRevoke', '所得の誤り'],
    ['revoke', '所得の誤り'],
  ]);
});
