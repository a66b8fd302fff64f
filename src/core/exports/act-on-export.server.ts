/** What people do with an export that was asked for: answer, choose characters, call off, see the password, fetch. */
import type { Desk } from '#core/cases.server';
import { departmentsFor } from '#core/policy.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { splitCharacters } from '#kernel/text';
import type { Keyring } from '#platform/crypto.server';
import { ownerOf, viewerOf } from './desk.server.ts';
import {
  approveExport,
  cancelExportRow,
  chooseCharactersRow,
  countDownload,
  type ExportRow,
  refuseExport,
  selectExport,
  selectExports,
  takePassword,
} from './exports.sql.ts';
import { auditExport } from './request-export.server.ts';
import { passwordContext } from './run-export.server.ts';
import { fits } from './windows31j.server.ts';

const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

/** One export as its requester or somebody who may answer sees it; anything else is not found. */
export async function readExport(desk: Desk, id: string): Promise<Result<ExportRow>> {
  const row = isId(id) ? await selectExport(desk.tx, id, viewerOf(desk.actor)) : null;
  return row === null ? fail('notFound') : ok(row);
}

export const listExports = (desk: Desk, limit = 100): Promise<ExportRow[]> =>
  selectExports(desk.tx, viewerOf(desk.actor), limit);

/** Whether this actor may say yes or no to it. */
export function mayAnswer(desk: Desk, row: ExportRow): boolean {
  return (
    row.state === 'waiting' &&
    row.requester_staff_id !== desk.actor.id &&
    departmentsFor(desk.actor, 'export.approve').includes(row.department)
  );
}

const moved = '内容が変わっています。いまの人数と件数を確かめて、もう一度操作してください。';

export async function answerExport(
  desk: Desk,
  id: string,
  answer: { yes: boolean; note: string; rows: number; persons: number },
): Promise<Result<unknown>> {
  const found = await readExport(desk, id);
  if (!found.ok) return found;
  const row = found.value;
  const by = { ...ownerOf(desk.actor), departments: departmentsFor(desk.actor, 'export.approve') };
  if (row.requester_staff_id === desk.actor.id)
    return fail('conflict', '自分が頼んだ書出しを、自分で承認することはできません。');
  if (!by.departments.includes(row.department)) return fail('notFound');
  if (!answer.yes && answer.note.trim() === '')
    return fail('invalid', undefined, [{ path: 'note', message: '承認しない理由を書いてください。' }]);
  const done = answer.yes
    ? await approveExport(desk.tx, id, by, answer)
    : await refuseExport(desk.tx, id, by, answer.note.trim().slice(0, 500));
  if (!done) return fail('conflict', moved);
  const act = answer.yes ? 'export.approve' : 'export.refuse';
  await auditExport(desk, act, id, row.field_classes, `${row.number} ${row.purpose}`);
  return ok();
}

export async function chooseCharacters(
  desk: Desk,
  id: string,
  choice: { encoding: 'utf-8' } | { encoding: 'windows-31j'; replacements: Record<string, string> },
): Promise<Result<unknown>> {
  const found = await readExport(desk, id);
  if (!found.ok) return found;
  const row = found.value;
  const replacements: Record<string, string> = {};
  const issues: Issue[] = [];
  if (choice.encoding === 'windows-31j') {
    row.misfits?.characters.forEach(({ character }, index) => {
      const instead = (choice.replacements[character] ?? '').trim();
      if (instead === '' || instead.length > 20 || !splitCharacters(instead).every(fits))
        issues.push({
          path: `instead${index}`,
          message: `「${character}」の代わりに書く文字を、Windows-31Jにある文字で入力してください。`,
        });
      else replacements[character] = instead;
    });
  }
  if (issues.length > 0) return fail('invalid', undefined, issues);
  if (
    !(await chooseCharactersRow(desk.tx, id, ownerOf(desk.actor), {
      encoding: choice.encoding,
      replacements,
    }))
  )
    return fail('conflict', moved);
  await auditExport(desk, 'export.chooseCharacters', id, [], row.number);
  return ok();
}

export async function cancelExport(desk: Desk, id: string): Promise<Result<unknown>> {
  const found = await readExport(desk, id);
  if (!found.ok) return found;
  if (!(await cancelExportRow(desk.tx, id, ownerOf(desk.actor)))) return fail('conflict', moved);
  await auditExport(desk, 'export.cancel', id, [], found.value.number);
  return ok();
}

/** Once, to whoever asked. Who lost it makes a new export: nobody can look it up. */
export async function showPassword(desk: Desk, keyring: Keyring, id: string): Promise<Result<string>> {
  const found = await readExport(desk, id);
  if (!found.ok) return found;
  const sealed = await takePassword(desk.tx, id, ownerOf(desk.actor));
  if (sealed === null)
    return fail(
      'conflict',
      'パスワードは一度しか表示できません。わからなくなったときは、もう一度書き出してください。',
    );
  await auditExport(desk, 'export.showPassword', id, [], found.value.number);
  return keyring.unseal(sealed, passwordContext(desk.municipality, id));
}

/** Counts and audits the download; the file itself is read piece by piece afterwards. */
export async function beginDownload(
  desk: Desk,
  id: string,
): Promise<Result<{ fileName: string; bytes: number }>> {
  const found = await readExport(desk, id);
  if (!found.ok) return found;
  const file = await countDownload(desk.tx, id, ownerOf(desk.actor));
  if (file === null) return fail('notFound');
  const row = found.value;
  await auditExport(desk, 'export.download', id, row.field_classes, `${row.number} ${row.purpose}`);
  return ok({ fileName: file.file_name, bytes: Number(file.bytes) });
}
