import { type Answers, type Field, issue, type Json, lineControlName, linesIn, pickedIn } from '#core/fields';
import { type RecordDesk, readRecords } from '#core/views.server';
import type { Issue } from '#kernel/errors';
import { targetOf } from './target.server.ts';

/**
 * Records named anew must be there for whoever names them: a reference is no way to learn of what one may not see. What
 * stood before may stay, deleted or not. One query per app.
 */
export async function referenceIssues(
  desk: RecordDesk,
  fields: readonly Field[],
  values: Answers,
  before: Answers,
): Promise<Issue[]> {
  const named: { field: Field; path: string; ids: string[] }[] = [];
  const note = (field: Field, path: string, value: Json | undefined, old: Json | undefined) => {
    const kept = new Set(pickedIn(old));
    const ids = pickedIn(value).filter((id) => !kept.has(id));
    if (field.type === 'reference' && ids.length > 0) named.push({ field, path, ids });
  };
  for (const field of fields) {
    const [value, old] = [values[String(field.id)], before[String(field.id)]];
    if (field.fields === undefined) note(field, `f${field.id}`, value, old);
    else
      for (const line of linesIn(value)) {
        const past = linesIn(old).find((one) => one.key === line.key)?.values ?? {};
        for (const child of field.fields)
          note(
            child,
            lineControlName(`f${field.id}`, line.key, child),
            line.values[String(child.id)],
            past[String(child.id)],
          );
      }
  }
  const issues: Issue[] = [];
  for (const app of new Set(named.map((one) => String(one.field.options.app)))) {
    const here = named.filter((one) => one.field.options.app === app);
    const there = await targetOf(desk, { options: { app } });
    const ids = [...new Set(here.flatMap((one) => one.ids))];
    const seen = there === null ? new Map() : await readRecords(there, ids, []);
    for (const { path, ids: own } of here)
      if (own.some((id) => !seen.has(id)))
        issues.push({ ...issue('choice.unknown', { language: 'ja' }), path });
  }
  return issues;
}
