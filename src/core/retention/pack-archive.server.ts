/**
 * What goes to the archives 移管: one package of the list's cases, made anew each time it is asked for and kept nowhere. Its
 * digest is that of its manifest, which holds the digest of every file. Sealed answers are not handed over (番号法20: an
 * individual number is kept only where a law says so).
 */
import { createHash } from 'node:crypto';
import { type CaseView, type Desk, readCase } from '#core/cases.server';
import { post } from '#core/exchange.server';
import { type Answers, completeFields, type DefinedField, type Field, type Line } from '#core/fields';
import { protectionOf } from '#core/protection.server';
import { fail, ok, type Result } from '#kernel/result';
import { decideGoing } from './decide-going.server.ts';
import {
  confirmPackageRow,
  handOverItems,
  type ItemRow,
  selectItems,
  selectPackage,
  upsertPackage,
} from './lists.sql.ts';
import { openList } from './propose-disposal.server.ts';

/** A file of the package: bytes made here, or the digest of a content of the file store. */
export type PackageEntry = { name: string } & ({ bytes: Buffer } | { sha256: string; size: number });

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);

export async function archivePackage(
  desk: Desk,
  listId: string,
): Promise<Result<{ sha256: string; entries: PackageEntry[]; caseIds: string[] }>> {
  const list = await openList(desk, listId, true);
  if (!list.ok) return list;
  if (list.value.second_at === null)
    return fail('conflict', '二人の承認が済むと移管用のまとまりを取り出せます。');
  const items = (await selectItems(desk.tx, listId)).filter(
    (one) => one.action === 'transfer' && (one.state === 'listed' || one.state === 'handedOver'),
  );
  if (items.length === 0) return fail('notFound');
  const caseIds = items.map((one) => one.case_id);
  if ((await protectionOf(desk.tx, { caseIds })).size > 0)
    return fail(
      'conflict',
      '支援措置の確認が要る案件が含まれています。指名された職員に確かめて、一覧から外してください。',
    );
  const entries: PackageEntry[] = [];
  for (const item of items) {
    const view = await readCase(desk, item.case_id);
    // Packed by the section itself: the records office reaches no answers.
    if (!view.ok) return view;
    entries.push(...entriesOf(view.value, item));
  }
  const manifest = json({
    list: listId,
    basis: list.value.basis,
    files: entries.map((one) => ({
      name: one.name,
      sha256: 'bytes' in one ? digest(one.bytes) : one.sha256,
    })),
  });
  const sha256 = digest(manifest);
  await upsertPackage(desk.tx, { listId, sha256, cases: items.length });
  return ok({
    sha256,
    entries: [{ name: 'manifest.json', bytes: manifest }, ...entries],
    caseIds,
  });
}

/** Somebody at the archives received the package with this digest; its cases go now. */
export async function confirmArchive(
  desk: Desk,
  listId: string,
  receivedBy: string,
): Promise<Result<unknown>> {
  const list = await openList(desk, listId, true);
  if (!list.ok) return list;
  if (receivedBy === '' || [...receivedBy].length > 100)
    return fail('invalid', undefined, [
      { path: 'receivedBy', message: '受け取った人の氏名を書いてください。' },
    ]);
  const made = await selectPackage(desk.tx, listId);
  if (made === null) return fail('conflict', '先に移管用のまとまりを取り出して、公文書館へ渡してください。');
  const row = { listId, sha256: made.sha256, receivedBy, postId: desk.actor.postId! };
  if (!(await confirmPackageRow(desk.tx, row))) return fail('conflict');
  for (const caseId of await handOverItems(desk.tx, listId)) {
    await decideGoing(desk.tx, listId, caseId, true);
    await post(desk.tx, 'case.dispose', { listId, caseId });
  }
  return ok();
}

function entriesOf(view: CaseView, item: ItemRow): PackageEntry[] {
  const folder = item.receipt_number.replaceAll(/[^\w-]/g, '_');
  const { row, app, procedure, record, actions, documents, files } = view;
  const answers = readable(completeFields(app.fields as DefinedField[]), record.answers);
  const about = json({
    receiptNumber: row.receipt_number,
    procedure: procedure.title.ja,
    arrivedAt: row.arrived_at,
    closedOn: item.closed_on,
    recordClass: item.record_class,
    state: row.state,
    answers,
    actions: actions.map(({ at, verb, position, note }) => ({ at, verb, position, note })),
  });
  const kept = [
    ...documents.map((one) => ({ name: `${one.number}.pdf`, sha256: one.sha256, bytes: one.bytes })),
    ...files.map((one) => ({ name: `${one.id}-${one.name}`, sha256: one.sha256, bytes: one.bytes })),
  ];
  return [
    { name: `${folder}/case.json`, bytes: about },
    ...kept.flatMap(({ name, sha256, bytes }) =>
      sha256 === null ? [] : [{ name: `${folder}/${name.replaceAll('/', '_')}`, sha256, size: bytes ?? 0 }],
    ),
  ];
}

/** Answers by code, without what is sealed, inside lines too. */
function readable(fields: Field[], answers: Answers): { code: string; label: string; value: unknown }[] {
  return fields.flatMap((field) => {
    const value = answers[String(field.id)] ?? null;
    if (field.classification === 'sealed' || value === null) return [];
    const said =
      field.fields === undefined
        ? value
        : (value as unknown as Line[]).map((line) => readable(field.fields ?? [], line.values));
    return [{ code: field.code, label: field.label.ja, value: said }];
  });
}
