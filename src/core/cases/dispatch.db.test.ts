/** From an issued document to the letter box and back. */
import { writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type LetterAct,
  listUnopened,
  markLetters,
  printLetters,
  selectLetters,
  selectLog,
} from '#core/dispatch.server';
import { post } from '#core/exchange.server';
import { caseRows } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createPdf } from '#platform/pdf.server';
import { pdfText } from '../../../e2e/support/pdf.ts';
import { type Desk, draftDecision, receiveCase, reissueDocument, revokeDocument } from './index.server.ts';
import { type Office, openOffice } from './office-fixture.testing.ts';

let office: Office;
const pdf = createPdf();
const clerk = 'shiminzei-kakaricho';
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  pdf.close();
  await office?.close();
});

async function accepted(delivery?: 'electronic' | 'post', change = {}): Promise<string> {
  const id = await office.newCase('declare-accepted', change);
  if (delivery !== undefined) await choose(id, delivery);
  unwrap(await office.as('shiminzei-shuji', (desk) => receiveCase(desk, id)));
  const revision = await office.revisionOf('shiminzei-shuji', id);
  const decision = { revision, outcome: 'accepted' as const, reasons: '', content: {} };
  unwrap(await office.as(clerk, (desk) => draftDecision(desk, office.issuer, id, decision)));
  await office.deliver();
  return id;
}
const asStaff = <T>(work: (tx: Desk['tx']) => Promise<T>) =>
  office.city.staff.tenant(office.city.code, 'staff', work);
const applicationOf = (id: string) =>
  asStaff(async (tx) => {
    const { rows } = await sql<{
      id: string;
    }>`SELECT application_id AS id FROM cases WHERE id = ${id}`.execute(tx);
    return rows[0]!.id;
  });
async function choose(id: string, delivery: 'electronic' | 'post') {
  const applicationId = await applicationOf(id);
  await office.city.portal.tenant(office.city.code, 'portal', (tx) =>
    post(tx, 'application.delivery', { applicationId, delivery }),
  );
  await office.deliver();
}
const letterOf = (caseId: string) =>
  office.as(clerk, async (desk) =>
    (await selectLetters(desk.tx, caseRows(desk.actor, 'case.work'), { limit: 500 })).find(
      (one) => one.case_id === caseId,
    ),
  );
const print = (...ids: string[]) =>
  office.as(clerk, (desk) =>
    printLetters(desk, { pdf, files: office.files.of(office.city.code), sender: ['見本市 市民税課'] }, ids),
  );
const mark = (act: LetterAct, id: string, more: { note?: string; on?: string; kind?: string } = {}) =>
  office.as(clerk, (desk) => markLetters(desk, { act, ids: [id], note: '', on: '', kind: '', ...more }));
const today = tokyoDate(new Date());

it('by post without a choice or by choice; with electronic delivery only when it stays unopened so long', async () => {
  const silent = await accepted();
  const wanted = await accepted('post');
  const electronic = await accepted('electronic');
  expect((await letterOf(silent))?.reason).toBe('no-choice');
  expect((await letterOf(wanted))?.reason).toBe('chosen');
  expect(await letterOf(electronic)).toBeUndefined();

  expect(await asStaff((tx) => listUnopened(tx, office.city.code))).toBe(0);
  const age = (days: number) =>
    asStaff(async (tx) => {
      await sql`UPDATE documents SET issued_at = now() - make_interval(days => ${days}) WHERE case_id = ${electronic}`.execute(
        tx,
      );
    });
  await age(13);
  expect(await asStaff((tx) => listUnopened(tx, office.city.code))).toBe(0);
  await age(15);
  expect(await asStaff((tx) => listUnopened(tx, office.city.code))).toBe(1);
  expect(await asStaff((tx) => listUnopened(tx, office.city.code))).toBe(0);
  expect((await letterOf(electronic))?.reason).toBe('unopened');
});

it('opened in time stays electronic; a choice before printing takes the letter off the list', async () => {
  const id = await accepted('electronic');
  const { rows } = await asStaff((tx) =>
    sql<{ id: string }>`SELECT id FROM documents WHERE case_id = ${id}`.execute(tx),
  );
  await office.city.portal.tenant(office.city.code, 'portal', (tx) =>
    post(tx, 'document.opened', { documentId: rows[0]!.id, at: new Date().toISOString() }),
  );
  await office.deliver();
  await asStaff(async (tx) => {
    await sql`UPDATE documents SET issued_at = now() - interval '90 days' WHERE case_id = ${id}`.execute(tx);
  });
  await asStaff((tx) => listUnopened(tx, office.city.code));
  expect(await letterOf(id)).toBeUndefined();

  const changed = await accepted('post');
  await choose(changed, 'electronic');
  expect((await letterOf(changed))?.state).toBe('pulled');
});

it('printed in the order of post codes, dispatched once, returned, sent again; every print is in the log', async () => {
  const [a, b] = [await accepted(), await accepted()];
  await asStaff(async (tx) => {
    await sql`UPDATE dispatches SET post_code = CASE WHEN case_id = ${a} THEN '999-0001' ELSE '100-0001' END
      WHERE case_id IN (${a}, ${b})`.execute(tx);
    await sql`UPDATE documents SET data = jsonb_set(data, '{title}', '"x"') WHERE case_id = ${a}`.execute(tx);
  });
  const [first, second] = [(await letterOf(a))!, (await letterOf(b))!];
  expect((await mark('dispatch', first.id, { on: today, kind: 'ordinary' })).ok).toBe(false);
  const { bytes } = unwrap(await print(first.id, second.id));
  if (process.env.LETTERS) writeFileSync(process.env.LETTERS, bytes);
  const text = await pdfText(bytes);
  expect(text.indexOf(second.number)).toBeGreaterThan(-1);
  expect(text.indexOf(second.number)).toBeLessThan(text.indexOf(first.number));

  expect(await mark('dispatch', first.id, { on: '2099-01-01', kind: 'ordinary' })).toMatchObject({
    ok: false,
  });
  expect(await mark('dispatch', first.id, { on: today, kind: 'pigeon' })).toMatchObject({ ok: false });
  unwrap(await print(first.id));
  unwrap(await mark('dispatch', first.id, { on: today, kind: 'specified-record' }));
  // Never twice: neither marked nor printed again.
  expect((await mark('dispatch', first.id, { on: today, kind: 'ordinary' })).ok).toBe(false);
  expect((await print(first.id)).ok).toBe(false);
  expect((await mark('return', first.id, { on: today })).ok).toBe(false);
  unwrap(await mark('return', first.id, { on: today, note: 'あて所に尋ねあたらず' }));
  unwrap(await mark('resend', first.id));
  const log = await asStaff((tx) => selectLog(tx, [first.id]));
  expect(log.map((one) => one.act)).toEqual(['list', 'print', 'reprint', 'dispatch', 'return', 'resend']);
  expect((await letterOf(a))?.prints).toBe(2);
});

it('pulled out with a reason and put back; two people at once: one wins; nothing of a revoked document is printed', async () => {
  const id = await accepted();
  const letter = (await letterOf(id))!;
  expect((await mark('pull', letter.id)).ok).toBe(false);
  const both = await Promise.all([
    mark('pull', letter.id, { note: '窓口で渡した' }),
    mark('pull', letter.id, { note: '同時' }),
  ]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect((await print(letter.id)).ok).toBe(false);
  unwrap(await mark('put-back', letter.id));
  unwrap(await office.as(clerk, (desk) => revokeDocument(desk, id, letter.document_id, '誤記')));
  expect(await letterOf(id)).toBeUndefined();
  expect((await print(letter.id)).ok).toBe(false);
});

it('one line per document, by constraint; a reissue is a letter of its own; others cannot reach it', async () => {
  const id = await accepted();
  const letter = (await letterOf(id))!;
  await expect(
    asStaff(async (tx) => {
      await sql`INSERT INTO dispatches (id, document_id, case_id, department, reason)
        VALUES (gen_random_uuid(), ${letter.document_id}, ${id}, 'X', 'chosen')`.execute(tx);
    }),
  ).rejects.toThrow();
  const stranger = await office.as('gakuji-kacho', (desk) =>
    markLetters(desk, { act: 'pull', ids: [letter.id], note: 'x', on: '', kind: '' }),
  );
  expect(stranger).toMatchObject({ ok: false, error: { code: 'notFound' } });
  unwrap(await office.as(clerk, (desk) => reissueDocument(desk, office.issuer, id, letter.document_id)));
  await office.deliver();
  const again = (await letterOf(id))!;
  expect(again.id).not.toBe(letter.id);
  expect(again.number).not.toBe(letter.number);
});
