/** Rows over plain answers: values by field id, collections as arrays of lines. */
import type { Actor, Env, Row } from './value.ts';

/** A record's or a line's values by field id. A line may be `{ key, values }` or the values themselves. */
export type Answers = { readonly [id: string]: unknown };

// Object.hasOwn is younger than the browsers of residents.
const own = Object.prototype.hasOwnProperty;

/** The row of plain answers, as they are now: make another after they changed. */
export function rowOf(answers: Answers): Row {
  const get = (id: string): unknown => (own.call(answers, id) ? answers[id] : undefined);
  // Made once: conditions within conditions ask for the same items again and again.
  const made = new Map<string, readonly Row[]>();
  return {
    get,
    items: (id) => {
      let rows = made.get(id);
      if (rows === undefined) {
        const lines = get(id);
        rows = Array.isArray(lines) ? lines.map((line: unknown) => rowOf(valuesOf(line))) : [];
        made.set(id, rows);
      }
      return rows;
    },
  };
}

function valuesOf(line: unknown): Answers {
  if (typeof line !== 'object' || line === null) return {};
  const values = (line as { values?: unknown }).values;
  return typeof values === 'object' && values !== null ? (values as Answers) : (line as Answers);
}

/** Where to work out formulas of these answers. `outer` are the answers around, for a line's own formulas. */
export function envOf(
  answers: Answers,
  at: { today: string; now: string; actor?: Actor | undefined },
  outer?: Answers,
): Env {
  const row = rowOf(answers);
  return {
    get: row.get,
    items: row.items,
    today: at.today,
    now: at.now,
    actor: at.actor,
    outer: outer === undefined ? undefined : rowOf(outer),
  };
}
