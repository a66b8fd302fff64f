/** A unique key refused a record: which fields, and which other record, as far as the person may see it. */
import type { Answers } from '#core/fields';
import { loadRecord, type Shape } from '#core/records.server';
import type { Issue } from '#kernel/errors';
import { type Err, fail } from '#kernel/result';
import { reachOf } from './grants.ts';
import type { EntryError } from './model.ts';
import type { EntryDesk, OpenApp } from './open-app.server.ts';
import { recordApp } from './settle.server.ts';
import { selectTwins } from './write-guard.sql.ts';

/** Of a key with a field that the person may not know of, nothing is named. */
const unnamed = '同じ値のレコードがすでにあるため、この内容では保存できません。';

/** The other record's id stands in `twin` only where the person may see that record and the fields of the key there. */
export async function takenTwice(
  desk: EntryDesk,
  open: OpenApp,
  shape: Shape,
  recordId: string,
  answers: Answers,
): Promise<Err<EntryError>> {
  const issues: Issue[] = [];
  let seen: string | undefined;
  for (const twin of await selectTwins(desk.tx, open.app, open.fields, shape, recordId, answers)) {
    const other = await loadRecord(desk.tx, recordApp(open), twin.id);
    const reach = other === null ? null : reachOf(open, twin.id, other.answers);
    const visible = reach?.may('view') === true && twin.fields.every((field) => reach.reads(field.id));
    if (visible) seen ??= twin.id;
    const known = twin.fields.filter((field) => open.access.field(field.id).read !== false);
    if (known.length < twin.fields.length) {
      issues.push({ path: '', message: unnamed });
      continue;
    }
    const names = known.map((field) => `「${field.label.ja}」`).join('と');
    for (const field of known)
      issues.push({
        path: `f${field.id}`,
        message: `${names}が同じレコードが、すでにあります。${visible ? '' : '（あなたには表示できないレコードです。）'}`,
      });
  }
  const failed = fail('invalid', '同じ値のレコードが、すでにあります。', issues) as Err<EntryError>;
  return seen === undefined ? failed : { ok: false, error: { ...failed.error, twin: seen } };
}
