/**
 * Automatic numbers 自動採番: taken by the statement that writes the record, from one row per series. Who creates holds that
 * row until the transaction ends, so that no number is given twice and only a rolled back creation leaves one out; take
 * them as late as possible.
 */
import { type RawBuilder, sql } from 'kysely';
import {
  type Answers,
  type AutoNumberOptions,
  type NumberOffice,
  numberText,
  type Series,
  say,
  seriesKey,
  seriesOf,
} from '#core/fields';
import type { Issue } from '#kernel/errors';
import type { Tx } from '#platform/db.server';
import type { RecordApp } from './model.ts';

interface Numbered {
  fieldId: number;
  series: Series;
}

type Place = { numbers: Numbered[]; issues: Issue[] };

/** The series of each number that a new record gets; `issues` where a place of a pattern is empty. */
function seriesFor(app: RecordApp, answers: Answers, office: NumberOffice): Place {
  const found: Place = { numbers: [], issues: [] };
  for (const field of app.fields) {
    // A number that is there already was taken before (`numberRecords`, an import of old ones).
    if (field.type !== 'auto-number' || answers[field.id] != null) continue;
    const { pattern } = field.options as AutoNumberOptions;
    const given = seriesOf(pattern, app.fields, answers, office);
    if ('series' in given) found.numbers.push({ fieldId: field.id, series: given.series });
    else
      for (const place of given.missing) {
        const cause = app.fields.find((one) => one.code === place);
        const message = say('number.office', { language: 'ja' }, { place });
        found.issues.push({ path: `f${(cause ?? field).id}`, message });
      }
  }
  return found;
}

/** What keeps a new record from being numbered: say it beside the field before it is written. */
export const numberIssues = (app: RecordApp, answers: Answers, office: NumberOffice): Issue[] =>
  seriesFor(app, answers, office).issues;

export interface NumberPieces {
  /** Of the WITH clause. */
  pieces: RawBuilder<unknown>[];
  /** The text of each number, by field id. */
  values: Map<number, RawBuilder<unknown>>;
}

/**
 * Pieces of the statement that creates a record; `planned` is its condition on `app_tables`: a statement that writes nothing
 * takes no number. Without `office` an app must have no numbers to give.
 */
export function numberPieces(
  app: RecordApp,
  answers: Answers,
  office: NumberOffice | undefined,
  planned: RawBuilder<unknown>,
): NumberPieces {
  const missing =
    office === undefined &&
    app.fields.some((field) => field.type === 'auto-number' && answers[field.id] == null);
  if (missing) throw new Error(`app ${app.id} gives numbers: its records need to know where they are made`);
  const { numbers, issues } =
    office === undefined ? { numbers: [], issues: [] } : seriesFor(app, answers, office);
  if (issues.length > 0)
    throw new Error(`a record of ${app.id} cannot be numbered; numberIssues was not asked`);
  const pieces: RawBuilder<unknown>[] = [];
  const values = new Map<number, RawBuilder<unknown>>();
  for (const { fieldId, series } of numbers) {
    const piece = sql.id(`number_${fieldId}`);
    pieces.push(
      sql`${piece} AS (${taken(app.id, fieldId, series, 1, sql`FROM app_tables WHERE ${planned}`)})`,
    );
    values.set(
      fieldId,
      sql`(SELECT ${series.before}::text || lpad(last::text, greatest(${series.digits}::integer, length(last::text)), '0') || ${series.after}::text FROM ${piece})`,
    );
  }
  return { pieces, values };
}

/** Numbers for many new records at once, one statement per series; the answers come back with them. */
export async function numberRecords(
  tx: Tx,
  app: RecordApp,
  records: readonly Answers[],
  office: NumberOffice,
): Promise<Answers[]> {
  const numbered = records.map((answers) => ({ ...answers }));
  const wanted = new Map<string, Numbered & { records: Answers[] }>();
  for (const answers of numbered) {
    const { numbers, issues } = seriesFor(app, answers, office);
    if (issues.length > 0)
      throw new Error(`a record of ${app.id} cannot be numbered; numberIssues was not asked`);
    for (const one of numbers) {
      const key = `${one.fieldId} ${seriesKey(one.series)}`;
      const known = wanted.get(key) ?? { ...one, records: [] };
      known.records.push(answers);
      wanted.set(key, known);
    }
  }
  // In one order for everybody: two that take several series at once would else wait for each other.
  for (const [, { fieldId, series, records: of }] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { rows } = await sql<{ last: string }>`${taken(app.id, fieldId, series, of.length)}`.execute(tx);
    const first = Number(rows[0]!.last) - of.length + 1;
    for (const [index, answers] of of.entries()) answers[fieldId] = numberText(series, first + index);
  }
  return numbered;
}

function taken(
  appId: string,
  fieldId: number,
  series: Series,
  count: number,
  when: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  return sql`INSERT INTO app_numbers AS n (app_id, field_id, series, last)
    SELECT ${appId}::text, ${fieldId}::integer, ${seriesKey(series)}::text, ${count}::bigint ${when}
    ON CONFLICT (app_id, field_id, series) DO UPDATE SET last = n.last + excluded.last RETURNING last`;
}
