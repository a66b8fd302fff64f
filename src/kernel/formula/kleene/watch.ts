/** Names of rows, and what is watched while a formula is worked out: for the trace. */
import type { Watch } from './frame.ts';
import { type Fact, keyOf, type Needs } from './needs.ts';
import { blankRow, type KleeneEnv } from './row.ts';
import { isBlankUnknown, isIncomplete, type KleeneRow, UNKNOWN, Unknown } from './unknown.ts';

type Items = ReturnType<KleeneRow['items']>;

/** Where each row stands, as far as it was met. Rows that stand for "any further item" have no name. */
class Names {
  private readonly names = new Map<KleeneRow, string>();

  constructor(env: KleeneEnv) {
    this.names.set(env, env.at ?? '');
    if (env.outer !== undefined) this.names.set(env.outer, env.at === undefined ? '..' : '');
  }

  fact(row: KleeneRow, field: string): Fact | undefined {
    const name = this.names.get(row);
    if (name === undefined) return undefined;
    return name === '' ? { field } : { field, item: name };
  }

  met(row: KleeneRow, id: string, raw: Items): void {
    const name = this.names.get(row);
    if (name === undefined) return;
    const items = Array.isArray(raw) ? (raw as readonly KleeneRow[]) : isIncomplete(raw) ? raw.items : [];
    for (const [index, item] of items.entries()) {
      const inner = item as KleeneRow;
      if (inner !== blankRow) this.names.set(inner, `${prefixOf(name)}${id}/${inner.key ?? index}`);
    }
  }
}

const prefixOf = (name: string): string => (name === '' ? '' : `${name}/`);

/** Sees what an unknown result depends on. */
export class Needing implements Watch {
  private readonly names: Names;

  constructor(env: KleeneEnv) {
    this.names = new Names(env);
  }

  field(_row: KleeneRow, _id: string, raw: unknown): unknown {
    return raw;
  }

  list(row: KleeneRow, id: string, raw: Items): Items {
    this.names.met(row, id, raw);
    return raw;
  }

  needs(row: KleeneRow, id: string): Needs | null {
    return this.names.fact(row, id) ?? null;
  }
}

/** How much of a known fact is kept: nothing, of a list the items it is known to hold, or all. */
type Kept = 'nothing' | 'items' | 'all';

interface Seen extends Fact {
  list: boolean;
}

/** Shows only some of the known facts, and notes which were looked at. */
export class Veil implements Watch {
  /** Facts looked at, in that order, while no veil lay on them. */
  readonly seen = new Map<string, Seen>();
  /** Absent while everything is shown. */
  kept: ReadonlyMap<string, Kept> | undefined;
  private readonly names: Names;

  constructor(env: KleeneEnv) {
    this.names = new Names(env);
  }

  field(row: KleeneRow, id: string, raw: unknown): unknown {
    if (raw instanceof Unknown && isBlankUnknown(raw)) return raw;
    return this.shown(row, id, false) === 'nothing' ? UNKNOWN : raw;
  }

  list(row: KleeneRow, id: string, raw: Items): Items {
    this.names.met(row, id, raw);
    if (raw instanceof Unknown) return raw;
    const shown = this.shown(row, id, true);
    if (shown === 'nothing') return UNKNOWN;
    return shown === 'all' || isIncomplete(raw) ? raw : { items: raw, complete: false };
  }

  needs(): null {
    return null;
  }

  private shown(row: KleeneRow, id: string, list: boolean): Kept {
    const fact = this.names.fact(row, id);
    if (fact === undefined) return 'all';
    const key = keyOf(fact);
    if (this.kept !== undefined) return this.kept.get(key) ?? 'nothing';
    if (!this.seen.has(key)) this.seen.set(key, { ...fact, list });
    return 'all';
  }
}

/** Whether a fact is of an item of that list, or of one within. */
export const standsIn = (fact: Fact, list: Fact): boolean =>
  fact.item?.startsWith(`${prefixOf(list.item ?? '')}${list.field}/`) ?? false;
