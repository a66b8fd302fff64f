/** Finding records by words, through what each person may read of them. */
import { type RawBuilder, sql } from 'kysely';
import { allOf as allGrants, type Grant } from '#core/policy';
import { type SearchTerm, searchTerms } from '#kernel/text';
import type { OpenApp } from './open-app.server.ts';
import type { Chosen } from './plan.ts';
import { chosenRows, granted, namedRows, tableOf } from './rows.sql.ts';

/** So many records are taken from the index of words and put in order; of more, the order is walked until enough are found. */
const mostCandidates = 5000;
/** Above this share of the records the order is walked at once. */
const commonShare = 0.05;

/** The records meant, search words included. */
export async function searchedRows(open: OpenApp, chosen: Chosen): Promise<RawBuilder<boolean>> {
  const rows = chosenRows(open, chosen);
  if (chosen.search === null) return rows;
  const found = await searchRows(open, chosen.search);
  return sql<boolean>`${rows} AND ${found}`;
}

async function searchRows(open: OpenApp, text: string): Promise<RawBuilder<boolean>> {
  const { search } = open.shape;
  const terms = searchTerms(text).slice(0, 10);
  const classes = search === undefined ? [] : readableClasses(open, search.held);
  if (search === undefined || terms.length === 0 || classes.length === 0) return sql<boolean>`false`;
  const table = sql.id(search.table);
  const readable = classesReadable(open, classes);
  const holds = ({ word, grams }: SearchTerm) =>
    sql<boolean>`t.grams @> ${grams}::text[] AND strpos(t.words, ${word}) > 0`;
  // A scalar subquery stays one: as EXISTS the planner may read all that a common word finds.
  const matches = terms.map(
    (term) =>
      sql<boolean>`coalesce((SELECT bool_or(${holds(term)}) FROM ${table} t WHERE t.record_id = r.id AND ${readable}), false)`,
  );
  // Of one word the index itself says soon enough how common it is.
  const rarest = terms.length === 1 ? { term: terms[0]!, share: 0 } : await rarestTerm(open, table, terms);
  const all = sql<boolean>`${sql.join(matches, sql` AND `)}`;
  if (rarest.share > commonShare) return all;
  const { rows } = await sql<{ ids: string[] | null }>`
    SELECT array_agg(DISTINCT record_id) AS ids FROM (
      SELECT t.record_id FROM ${table} t WHERE ${holds(rarest.term)} AND t.class = ANY (${classes.map((one) => one.key)}::text[])
      LIMIT ${mostCandidates + 1}) AS found`.execute(open.desk.tx);
  const ids = rows[0]?.ids ?? [];
  if (ids.length > mostCandidates) return all;
  // One class that everybody here may read: the index has decided already.
  const settled = terms.length === 1 && classes.every((one) => one.grant === true);
  const found = namedRows(open, ids);
  return settled ? found : sql<boolean>`${found} AND ${all}`;
}

interface ReadableClass {
  key: string;
  grant: Grant;
}

/** A class is found by whoever may read all that its rows may hold. */
function readableClasses(open: OpenApp, held: Readonly<Record<string, readonly number[]>>): ReadableClass[] {
  const reads = new Map(open.fields.map((one) => [one.field.id, one.read]));
  return Object.entries(held).flatMap(([key, ids]): ReadableClass[] => {
    // Fields that left the app are not read any more, but the rows of before may hold them.
    const grant = allGrants(ids.map((id) => reads.get(id) ?? false));
    return grant === false ? [] : [{ key, grant }];
  });
}

function classesReadable(open: OpenApp, classes: readonly ReadableClass[]): RawBuilder<boolean> {
  const always = classes.filter((one) => one.grant === true).map((one) => one.key);
  const parts = [
    ...(always.length === 0 ? [] : [sql`t.class = ANY (${always}::text[])`]),
    ...classes
      .filter((one) => one.grant !== true)
      .map((one) => sql`(t.class = ${one.key} AND ${granted(open, one.grant)})`),
  ];
  return sql<boolean>`(${sql.join(parts, sql` OR `)})`;
}

/** By the planner's statistics; a wrong guess costs time only. */
async function rarestTerm(
  open: OpenApp,
  table: RawBuilder<unknown>,
  terms: SearchTerm[],
): Promise<{ term: SearchTerm; share: number }> {
  let best = { term: terms[0]!, share: 1 };
  const whole = Math.max(await estimateOf(open, sql`${tableOf(open)}`), 1);
  for (const term of terms) {
    const rows = await estimateOf(open, sql`${table} t WHERE t.grams @> ${term.grams}::text[]`);
    if (rows / whole < best.share) best = { term, share: rows / whole };
  }
  return best;
}

/** How many rows the planner expects of what stands after FROM. */
export async function estimateOf(open: OpenApp, from: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>`
    EXPLAIN (FORMAT JSON) SELECT FROM ${from}`.execute(open.desk.tx);
  return rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
}
