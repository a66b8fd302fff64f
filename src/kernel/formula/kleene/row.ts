/** Rows of which not all is known, and such rows over plain answers. */
import type { Actor } from '../value.ts';
import { isIncomplete, type KleeneRow, UNKNOWN, Unknown } from './unknown.ts';

/** Where a formula is worked out with what is known. */
export interface KleeneEnv extends KleeneRow {
  today: string;
  now: string;
  actor?: Actor | undefined;
  /** Of a line's own formulas: the record around the line. */
  outer?: KleeneRow;
  /** With `outer`: what the trace calls the line itself, such as `10/a`; the record around is then called nothing. */
  at?: string;
}

/** Values by field id, with unknowns in the places of values, lists and items. */
export type KleeneAnswers = { readonly [id: string]: unknown };

/** An item of which nothing is known. */
export const blankRow: KleeneRow = { get: () => UNKNOWN, items: () => UNKNOWN };

const own = Object.prototype.hasOwnProperty;

/** The row of answers; what is not in them is empty, not unknown, unless `missing` says so. */
export function kleeneRowOf(
  answers: KleeneAnswers,
  missing: undefined | Unknown = undefined,
  key?: string,
): KleeneRow {
  const get = (id: string): unknown => (own.call(answers, id) ? answers[id] : missing);
  const made = new Map<string, ReturnType<KleeneRow['items']>>();
  const rows = (lines: readonly unknown[]) => lines.map((line) => lineOf(line, missing));
  return {
    get,
    key,
    items: (id) => {
      let found = made.get(id);
      if (found === undefined) {
        const raw = get(id);
        if (raw instanceof Unknown) found = raw;
        else if (isIncomplete(raw)) {
          const other = raw.other === undefined ? undefined : lineOf(raw.other, UNKNOWN);
          found = { items: rows(raw.items), complete: false, other };
        } else found = Array.isArray(raw) ? rows(raw) : [];
        made.set(id, found);
      }
      return found;
    },
  };
}

function lineOf(line: unknown, missing: undefined | Unknown): KleeneRow {
  if (typeof line !== 'object' || line === null) return kleeneRowOf({}, missing);
  const { values, key } = line as { values?: unknown; key?: unknown };
  const answers = typeof values === 'object' && values !== null ? values : line;
  return kleeneRowOf(answers as KleeneAnswers, missing, typeof key === 'string' ? key : undefined);
}

/** Where to work out formulas with these answers. `missing: UNKNOWN` makes unknown what is not in them, instead of empty. */
export function kleeneEnvOf(
  answers: KleeneAnswers,
  at: { today: string; now: string; actor?: Actor | undefined; missing?: Unknown },
  outer?: KleeneAnswers,
): KleeneEnv {
  const row = kleeneRowOf(answers, at.missing);
  return {
    get: row.get,
    items: row.items,
    today: at.today,
    now: at.now,
    actor: at.actor,
    outer: outer === undefined ? undefined : kleeneRowOf(outer, at.missing),
  };
}
