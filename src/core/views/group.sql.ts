/** Counting and adding up: groups of records, or of their lines. */
import { type RawBuilder, sql } from 'kysely';
import { columnKinds, type Json } from '#core/fields';
import type { Issue } from '#kernel/errors';
import type { Aggregate, Grouped, Period } from './model.ts';
import type { OpenApp } from './open-app.server.ts';
import type { GroupPlan, MeasurePlan, Place } from './plan.ts';
import { amountOf, childOf, collated, type Key, keyOf, lineAlias, listOf, tableOf } from './rows.sql.ts';

/** More are not drawn and not read. */
export const mostGroups = 2000;

interface Part {
  key: Key;
  /** Elements of a list stand in a join of their own. */
  join: RawBuilder<unknown> | null;
}

/** The groups in the order of their keys, empty ones last. `issues` instead where something cannot be grouped or added up. */
export async function selectGroups(
  open: OpenApp,
  where: RawBuilder<boolean>,
  plan: GroupPlan,
): Promise<Omit<Grouped, 'by' | 'measures'> | { issues: Issue[] }> {
  const issues: Issue[] = [];
  const parts = plan.by.flatMap((one, index): Part[] => {
    const part = groupingOf(open, one, index);
    if (part === null)
      issues.push({
        path: `rows[${index}].field`,
        message: `「${codeOf(one)}」では、このように分けられません。`,
      });
    return part === null ? [] : [part];
  });
  const measures = plan.measures.flatMap((one, index) => {
    const measure = measureOf(open, one);
    if (measure === null)
      issues.push({
        path: `measures[${index}].field`,
        message: `「${one.of === null ? '' : codeOf(one.of)}」は、このように集計できません。`,
      });
    return measure === null ? [] : [measure];
  });
  if (issues.length > 0) return { issues };
  const columns = [
    ...parts.map(({ key }, index) => sql`${key.value} AS ${sql.id(`g${index}`)}`),
    ...measures.map((measure, index) => sql`(${measure})::text AS ${sql.id(`m${index}`)}`),
  ];
  const joins = [
    ...(plan.lines === null ? [] : [linesJoin(open, plan)]),
    ...parts.flatMap(({ join }) => join ?? []),
  ];
  const order = parts.map(
    ({ key }, index) => sql`${collated({ ...key, value: sql`${sql.id(`g${index}`)}` })} NULLS LAST`,
  );
  const inner = sql`SELECT ${sql.join(columns)} FROM ${sql.join([tableOf(open), ...joins], sql` `)} WHERE ${where}
    ${parts.length === 0 ? sql`` : sql`GROUP BY ${sql.join(parts.map((_part, index) => sql.raw(String(index + 1))))}`}`;
  const { rows } = await sql<Record<string, unknown>>`
    SELECT * FROM (${inner}) AS grouped ${order.length === 0 ? sql`` : sql`ORDER BY ${sql.join(order)}`} LIMIT ${mostGroups + 1}`.execute(
    open.desk.tx,
  );
  return {
    groups: rows.slice(0, mostGroups).map((row) => ({
      keys: parts.map(({ key }, index) => keyValue(key, row[`g${index}`])),
      values: measures.map((_measure, index) => trimmed(row[`m${index}`] as string | null)),
    })),
    cut: rows.length > mostGroups,
  };
}

/** Totals of the records meant, in one row. */
export async function selectTotals(
  open: OpenApp,
  where: RawBuilder<boolean>,
  totals: readonly MeasurePlan[],
): Promise<(string | null)[]> {
  const measures = totals.map((one) => measureOf(open, one) ?? sql`NULL`);
  if (measures.length === 0) return [];
  const { rows } = await sql<Record<string, string | null>>`
    SELECT ${sql.join(measures.map((one, index) => sql`(${one})::text AS ${sql.id(`m${index}`)}`))}
    FROM ${tableOf(open)} WHERE ${where}`.execute(open.desk.tx);
  return measures.map((_one, index) => trimmed(rows[0]?.[`m${index}`] ?? null));
}

function linesJoin(open: OpenApp, { lines }: GroupPlan): RawBuilder<unknown> {
  const child = childOf(open, lines!.field.id)!;
  const l = sql.id(lineAlias);
  return sql`JOIN ${sql.id(child.table)} AS ${l} ON ${l}.record_id = r.id AND ${l}.position IS NOT NULL`;
}

function groupingOf(open: OpenApp, place: Place & { period: Period }, index: number): Part | null {
  const list = listOf(open, place);
  if (list !== null) {
    if (place.period !== 'value') return null;
    const name = sql.id(`e${index}`);
    // A record counts once for each of its values, and as empty when it has none.
    const join = sql`LEFT JOIN LATERAL unnest(${list}) AS ${name} (v) ON true`;
    return { key: { value: sql`${name}.v`, type: 'text', collate: true }, join };
  }
  const key = keyOf(open, place);
  if (key === null) return null;
  if (place.period === 'value') return { key, join: null };
  const day = dayOf(key);
  return day === null ? null : { key: periodOf(place.period, day), join: null };
}

/** Nine hours always, as formulas count. */
function dayOf({ value, type }: Key): RawBuilder<unknown> | null {
  if (type === 'date') return sql`(${value})`;
  return type === 'timestamptz' ? sql`((${value}) AT TIME ZONE INTERVAL '9 hours')::date` : null;
}

/** The first day of a day's period, or the number of its fiscal year (April to March). */
function periodOf(period: Exclude<Period, 'value'>, day: RawBuilder<unknown>): Key {
  const date = (value: RawBuilder<unknown>): Key => ({ value, type: 'date', collate: false });
  switch (period) {
    case 'day':
      return date(day);
    case 'fiscal-year':
      return {
        value: sql`extract(year FROM ${day} - CASE WHEN extract(month FROM ${day}) < 4 THEN interval '1 year' ELSE interval '0' END)::integer`,
        type: 'integer',
        collate: false,
      };
    default:
      return date(sql`date_trunc(${sql.lit(period)}, ${day}::timestamp)::date`);
  }
}

function measureOf(open: OpenApp, { by, of }: MeasurePlan): RawBuilder<unknown> | null {
  if (of === null) return sql`count(*)`;
  const list = by === 'count' ? listOf(open, of) : null;
  if (list !== null) return sql`count(*) FILTER (WHERE cardinality(${list}) > 0)`;
  const key = by === 'count' ? keyOf(open, of) : amountOf(open, of);
  if (key === null) return null;
  return aggregate(by, key);
}

/** As formulas do: SUM of nothing is 0, AVERAGE of nothing empty, ten digits after the point. */
function aggregate(by: Aggregate, { value, type }: Key): RawBuilder<unknown> | null {
  switch (by) {
    case 'count':
      return sql`count(${value})`;
    case 'sum':
      return type === 'numeric' ? sql`coalesce(sum(${value}), 0)` : null;
    case 'average':
      return type === 'numeric' ? sql`round(avg(${value}), 10)` : null;
    default: {
      const extreme = sql.raw(by);
      if (type === 'timestamptz')
        return sql`to_char(${extreme}(${value}) AT TIME ZONE INTERVAL '9 hours', 'YYYY-MM-DD"T"HH24:MI:SS')`;
      return type === 'numeric' || type === 'date' || type === 'time' ? sql`${extreme}(${value})` : null;
    }
  }
}

const codeOf = ({ field, line }: Place): string =>
  line === null ? field.field.code : `${field.field.code}.${line.code}`;

function keyValue({ type }: Key, value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (type === 'integer') return String(value);
  return columnKinds[type as keyof typeof columnKinds].fromColumn(value);
}

/** `1200.5000000000` of the database is `1200.5`. */
function trimmed(value: string | null): string | null {
  return value === null || !/^-?\d+\.\d+$/.test(value) ? value : value.replace(/\.?0+$/, '');
}
