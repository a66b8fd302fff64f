/** Lines of a file's records. Pure. */
import type { Answers, Field, Json } from '#core/fields';
import { linesOf } from '#core/records';

/**
 * Lines of a file have no names: each takes the place of the record's line at the same place, and keeps what the file does not speak of.
 */
export function withLineKeys(fields: readonly Field[], values: Answers, before: Answers): Answers {
  const lines = fields.filter((field) => field.type === 'lines' && Array.isArray(values[String(field.id)]));
  if (lines.length === 0) return values;
  const placed = lines.map(({ id }) => {
    const had = linesOf(before[String(id)]);
    const used = new Set(had.map((line) => line.key));
    const now = linesOf(values[String(id)]).map((line, at) => {
      const key = had[at]?.key ?? newKey(at, used);
      const merged = Object.entries({ ...had[at]?.values, ...line.values }).filter(([, one]) => one !== null);
      return { key, values: Object.fromEntries(merged) };
    });
    return [String(id), now as unknown as Json] as const;
  });
  return { ...values, ...Object.fromEntries(placed) };
}

function newKey(at: number, used: Set<string>): string {
  let key = `i${at}`;
  for (let n = 0; used.has(key); n++) key = `i${at}x${n}`;
  used.add(key);
  return key;
}

/** Lines are rows of tables of their own: records whose lines change are written one by one. */
export function changesLines(
  { fields }: { fields: readonly Field[] },
  before: Answers,
  after: Answers,
): boolean {
  const lines = ({ id }: Field, answers: Answers) => JSON.stringify(linesOf(answers[String(id)]));
  return fields.some((field) => field.fields !== undefined && lines(field, before) !== lines(field, after));
}
