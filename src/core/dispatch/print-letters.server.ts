/** One PDF of many letters for the window envelope, in the order of post codes. */
import { PDFDocument } from 'pdf-lib';
import type { StaffActor } from '#core/policy';
import { caseRows } from '#core/policy.server';
import { formatWareki, tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { CityFiles } from '#platform/files.server';
import type { Pdf } from '#platform/pdf.server';
import { addressForLetter } from './address-for-letter.server.ts';
import { coverSource } from './cover.typ.ts';
import { changeLetter, type LetterRow, selectLetters } from './dispatch.sql.ts';
import { letterLimit } from './model.ts';

export interface PrintTools {
  pdf: Pdf;
  files: CityFiles;
  /** Name and place of the sender, for the cover sheet. */
  sender: string[];
}

export interface Printed {
  bytes: Uint8Array;
  caseIds: string[];
  documentIds: string[];
}

/** Everything chosen is in the file and noted as printed, or nothing is: what cannot be printed is named. */
export async function printLetters(
  desk: { tx: Tx; actor: StaffActor },
  tools: PrintTools,
  chosen: string[],
): Promise<Result<Printed>> {
  const ids = chosen.filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (ids.length === 0) return fail('invalid', '印刷する郵便物を選んでください。');
  if (ids.length > letterLimit) return fail('invalid', `一度に印刷できるのは${letterLimit}通までです。`);
  const letters = await selectLetters(desk.tx, caseRows(desk.actor, 'case.work'), {
    ids,
    limit: letterLimit,
  });
  if (letters.length !== new Set(ids).size) return fail('notFound');
  const batch = await PDFDocument.create();
  batch.setTitle('発送');
  for (const letter of letters) {
    const address = await addressForLetter(desk.tx, {
      caseId: letter.case_id,
      documentId: letter.document_id,
      lines: letter.envelope ?? [],
      postId: desk.actor.postId,
    });
    if (!address.ok)
      return fail(
        'conflict',
        `${letter.number}は印刷できません。${address.error.message}何も印刷していません。`,
      );
    const act = letter.prints === 0 ? 'print' : 'reprint';
    if (
      !(await changeLetter(
        desk.tx,
        letter.id,
        { act, state: 'printed', from: ['waiting', 'printed'] },
        desk.actor.postId,
      ))
    )
      return fail('conflict', `${letter.number}は、ほかの人が先に処理しました。`);
    const cover = letter.has_block ? null : await coverOf(tools, letter, address.value);
    if (cover !== null && !cover.ok) return cover;
    const stored = await tools.files.read(letter.sha256);
    if (!stored.ok) return stored;
    for (const bytes of [...(cover === null ? [] : [cover.value]), stored.value])
      await append(batch, bytes as Uint8Array);
  }
  return ok({
    bytes: await batch.save(),
    caseIds: letters.map((letter) => letter.case_id),
    documentIds: letters.map((letter) => letter.document_id),
  });
}

async function coverOf(tools: PrintTools, letter: LetterRow, address: string[]): Promise<Result<Uint8Array>> {
  const rendered = await tools.pdf.renderPdf({
    source: coverSource,
    data: {
      address,
      sender: tools.sender,
      date: formatWareki(tokyoDate(new Date())),
      document: { title: letter.title, number: letter.number },
    },
  });
  return rendered.ok ? ok(rendered.value.bytes) : rendered;
}

async function append(batch: PDFDocument, bytes: Uint8Array): Promise<void> {
  const letter = await PDFDocument.load(bytes);
  for (const page of await batch.copyPages(letter, letter.getPageIndices())) batch.addPage(page);
}
