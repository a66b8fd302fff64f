import { afterAll, beforeAll, expect, it } from 'vitest';
import { unwrap } from '#kernel/result';
import { createPdf } from '#platform/pdf.server';
import {
  draftDecision,
  readCase,
  receiveCase,
  reissueDocument,
  repairDocument,
  revokeDocument,
  voidDocument,
} from './index.server.ts';
import { type Office, openOffice } from './office-fixture.testing.ts';

const pdf = createPdf();
let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  pdf.close();
  await office?.close();
});

/** A declaration is accepted in one step and has a notice. */
async function acceptedCase(change = {}): Promise<string> {
  const id = await office.newCase('declare-accepted', change);
  unwrap(await office.as('shiminzei-shuji', (desk) => receiveCase(desk, id)));
  const revision = await office.revisionOf('shiminzei-shuji', id);
  const decision = { revision, outcome: 'accepted' as const, reasons: '', content: {} };
  unwrap(await office.as('shiminzei-kakaricho', (desk) => draftDecision(desk, office.issuer, id, decision)));
  await office.deliver();
  return id;
}
const view = (id: string) =>
  office.as('shiminzei-kakaricho', async (desk) => unwrap(await readCase(desk, id)));

it('a character no font has opens a repair task; a substitute is printed with consent, the record keeps the name', async () => {
  // U+2A6D6, a character of extension B that BIZ UD and Noto JP lack.
  const rare = '𪛖';
  const id = await acceptedCase({ 1: { kind: 'two', family: rare, given: '太郎' } });
  const waiting = await view(id);
  expect(waiting.row.state).toBe('decided');
  expect(waiting.documents[0]!.state).toBe('waiting-repair');
  const documentId = waiting.documents[0]!.id;

  const silent = await office.as('shiminzei-shuji', (desk) =>
    repairDocument(desk, pdf, id, documentId, { [rare]: '龍' }, false),
  );
  expect(silent.ok).toBe(false);
  const sentence = await office.as('shiminzei-shuji', (desk) =>
    repairDocument(desk, pdf, id, documentId, { [rare]: '金百万円を支払うことを約束する。' }, true),
  );
  expect(sentence).toMatchObject({ ok: false, error: { code: 'invalid' } });
  unwrap(
    await office.as('shiminzei-shuji', (desk) =>
      // 太 is not missing: nobody may write over it.
      repairDocument(desk, pdf, id, documentId, { [rare]: '龍', 太: '次' }, true),
    ),
  );
  await office.deliver();
  const mended = await view(id);
  expect(mended.documents[0]!.state).toBe('issued');
  expect(mended.row.state).toBe('accepted');
  expect(JSON.stringify(mended.documents[0]!.data)).toContain('龍');
  expect(JSON.stringify(mended.documents[0]!.data)).not.toContain('次郎');
  expect(JSON.stringify(mended.record.answers)).toContain(rare);
});

it('numbers run without a gap, every document has its own code', async () => {
  const ids = [await acceptedCase(), await acceptedCase(), await acceptedCase()];
  const documents = (await Promise.all(ids.map(view))).map((one) => one.documents[0]!);
  const serials = documents.map((one) => Number(/第(\d+)号/.exec(one.number)![1]));
  expect(serials).toEqual([serials[0]!, serials[0]! + 1, serials[0]! + 2]);
  expect(new Set(documents.map((one) => one.verification_code)).size).toBe(3);
});

it('reissue gives a new number and says of the old one that it was reissued; revocation needs a reason', async () => {
  const id = await acceptedCase();
  const old = (await view(id)).documents[0]!;
  unwrap(await office.as('shiminzei-kakaricho', (desk) => reissueDocument(desk, office.issuer, id, old.id)));
  await office.deliver();
  const after = await view(id);
  expect(after.documents.map((one) => one.state).sort()).toEqual(['issued', 'revoked']);
  const states = office.crossed.filter((one) => one.kind === 'document.state');
  expect(states.at(-1)!.payload).toMatchObject({
    verificationCode: old.verification_code,
    state: 'reissued',
  });

  const fresh = after.documents.find((one) => one.state === 'issued')!;
  const silent = await office.as('shiminzei-kakaricho', (desk) => revokeDocument(desk, id, fresh.id, ' '));
  expect(silent.ok).toBe(false);
  unwrap(
    await office.as('shiminzei-kakaricho', (desk) => revokeDocument(desk, id, fresh.id, '誤りがあったため')),
  );
  await office.deliver();
  expect(office.crossed.at(-1)).toMatchObject({ kind: 'document.state', payload: { state: 'revoked' } });
});

it('pressed again before the first reissue is set, there is one: two would both verify', async () => {
  const id = await acceptedCase();
  const old = (await view(id)).documents[0]!;
  const reissue = () =>
    office.as('shiminzei-kakaricho', (desk) => reissueDocument(desk, office.issuer, id, old.id));
  unwrap(await reissue());
  expect(await reissue()).toMatchObject({ ok: false, error: { code: 'conflict' } });
  const lost = (await view(id)).documents.find((one) => one.replaces === old.id)!;
  unwrap(await office.as('shiminzei-kakaricho', (desk) => voidDocument(desk, id, lost.id, '誤り')));
  // What is issued stands in for the 欠番: the next is made of it, so that it ends.
  expect(
    await office.as('shiminzei-kakaricho', (desk) => reissueDocument(desk, office.issuer, id, lost.id)),
  ).toMatchObject({ ok: false, error: { code: 'conflict' } });
  unwrap(await reissue());
  await office.deliver();
  const states = (await view(id)).documents.map((one) => one.state);
  expect(states).toEqual(['revoked', 'void', 'issued']);
});
