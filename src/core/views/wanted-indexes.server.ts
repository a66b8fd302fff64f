/**
 * Which indexes an app calls for: derived from its views, access rules, unique keys and references, so that nobody has to know
 * what an index is. Pure: the worker builds what is wanted and not there, and drops what is not wanted any more (core/apps).
 */
import type { View, WorkApp } from '#core/definitions';
import { recordScope } from '#core/forms';
import { type PreparedAccess, prepareAccess } from '#core/policy';
import {
  columnName,
  type IndexParts,
  type Shape,
  type ShapeColumn,
  type WantedIndex,
} from '#core/records.server';
import { type Expr, readFormula, type Scope } from '#kernel/formula';
import { formulaText, keyText, typedText } from './expressions.sql.ts';
import { planList } from './plan.ts';

/** Beside unique keys and the record's own columns: every one makes each write slower. */
export const mostIndexes = 8;

const alive = 'deleted_at IS NULL';
const newest = ['created_at DESC NULLS LAST', 'id DESC'];

/** In the order of how much they are needed; at most `mostIndexes` beside the app's own and those that people asked for. */
export function wantedIndexes(app: WorkApp, shape: Shape, asks: readonly IndexParts[] = []): WantedIndex[] {
  const scope = recordScope(app.fields);
  const prepared = prepareAccess(app);
  const maker = new Maker(app, shape);
  const prefixes = accessColumns(prepared);
  const open = seesAlike(prepared);
  const asked = [
    ...prefixes.map((id) => maker.index([maker.plain(id), ...newest], 'アクセス権の条件と新しい順')),
    ...(app.work.views ?? []).flatMap((view) => maker.ofView(view, scope, prefixes, open)),
    ...maker.references(),
  ];
  const known = new Map<string, WantedIndex>();
  for (const one of [...maker.own(), ...maker.uniques(), ...asks.map((parts) => maker.ofParts(parts))])
    if (one !== null) known.set(one.key, one);
  const own = known.size;
  for (const one of asked) {
    if (known.size - own >= mostIndexes) break;
    if (one !== null && ![...known.values()].some((other) => serves(other, one))) known.set(one.key, one);
  }
  return [...known.values()];
}

/** What one question would be made fast by, or null where no index would help. */
export function partsOf(
  app: WorkApp,
  shape: Shape,
  asked: { filter?: string; sort?: { field: string; descending?: boolean }[] },
): IndexParts | null {
  const scope = recordScope(app.fields);
  const { equal, range } = usedBy(asked.filter, scope);
  const sort = plannedSort(app, scope, asked.sort ?? []);
  if (sort === null) return null;
  const parts = { equal: equal.map(Number), range: range.map(Number), sort };
  return indexOfParts(app, shape, parts) === null ? null : parts;
}

/** Null where the fields are gone, or have become such that no index serves them. */
export const indexOfParts = (app: WorkApp, shape: Shape, parts: IndexParts): WantedIndex | null =>
  new Maker(app, shape).ofParts(parts);

/** Titles of the app's lists that an index serves. */
export function viewsServed(app: WorkApp, shape: Shape, index: WantedIndex): string[] {
  const maker = new Maker(app, shape);
  const scope = recordScope(app.fields);
  return (app.work.views ?? []).flatMap((view) =>
    maker.ofView(view, scope, [], true).some((one) => one !== null && serves(index, one))
      ? [view.title.ja]
      : [],
  );
}

/** By id; null where something cannot be sorted by. */
function plannedSort(
  app: WorkApp,
  scope: Scope,
  sort: { field: string; descending?: boolean }[],
): IndexParts['sort'] | null {
  const fields = app.fields.map((field) => ({ field, read: true as const }));
  const planned = planList({ app, fields: fields as never, scope }, { sort, columns: [] });
  if (!planned.ok) return null;
  return planned.value.sort.map(({ field, descending }) => ({ field: field.field.id, descending }));
}

/** A longer index with the same beginning serves the shorter question, up to the id. */
function serves(longer: WantedIndex, shorter: WantedIndex): boolean {
  if (longer.table !== shorter.table || longer.using !== shorter.using || longer.where !== shorter.where)
    return false;
  return shorter.expressions.every((one, index) => longer.expressions[index] === one);
}

class Maker {
  private readonly app: WorkApp;
  private readonly shape: Shape;

  constructor(app: WorkApp, shape: Shape) {
    this.app = app;
    this.shape = shape;
  }

  index(expressions: (string | null)[], reason: string, more: Partial<WantedIndex> = {}): WantedIndex | null {
    if (!expressions.every((one) => one !== null)) return null;
    const index = { table: this.shape.table, expressions: expressions as string[], where: alive, ...more };
    const { table, where, unique = false, using = 'btree' } = index;
    return { ...index, reason, key: hashOf([table, ...index.expressions, where, String(unique), using]) };
  }

  own(): (WantedIndex | null)[] {
    return [
      this.index(newest, '新しい順の一覧'),
      this.index(['deleted_at'], 'ごみ箱', { where: 'deleted_at IS NOT NULL' }),
    ];
  }

  uniques(): (WantedIndex | null)[] {
    const byCode = new Map(this.app.fields.map((field) => [field.code, field.id]));
    return (this.app.work.unique ?? []).map((codes) =>
      this.index(
        codes.map((code) => this.plain(byCode.get(code))),
        `重複を許さない項目（${codes.join('・')}）`,
        { unique: true },
      ),
    );
  }

  references(): (WantedIndex | null)[] {
    return this.shape.columns
      .filter((one) => one.type === 'reference' && !one.retired && one.place === 'column')
      .map((one) =>
        this.index(
          [columnName(one)],
          `参照「${one.label}」をたどる`,
          one.sqlType === 'uuid[]' ? { using: 'gin' } : {},
        ),
      );
  }

  ofView(view: View, scope: Scope, prefixes: readonly string[], open: boolean): (WantedIndex | null)[] {
    const { equal, range } = usedBy(view.filter, scope);
    const sort = view.kind === 'table' ? plannedSort(this.app, scope, view.sort ?? []) : [];
    const order = sort === null ? null : this.orderOf(equal, range, sort);
    if (order === null) return [];
    const reason = `一覧「${view.title?.ja ?? ''}」`;
    const starts: (string | null)[][] = prefixes
      .filter((id) => !equal.includes(id))
      .map((id) => [this.plain(id)]);
    if (open || starts.length === 0) starts.push([]);
    return starts.map((start) => this.index([...start, ...order], reason));
  }

  ofParts({ equal, range, sort }: IndexParts): WantedIndex | null {
    const order = this.orderOf(equal.map(String), range.map(String), sort);
    if (order === null) return null;
    const ids = [...equal, ...range, ...sort.map((one) => one.field)];
    const labels = [...new Set(ids)].map((id) => this.column(id)?.label ?? '');
    return this.index(order, `速くした一覧（${labels.join('・')}）`);
  }

  /** What is compared, then the order of the list; null where no index serves that. */
  private orderOf(
    equal: readonly string[],
    range: readonly string[],
    sort: IndexParts['sort'],
  ): (string | null)[] | null {
    if (equal.length === 0 && range.length === 0 && sort.length === 0) return null;
    const keys = this.keysOf(sort);
    if (keys === null) return null;
    const order = keys.length > 0 ? keys : range.length > 0 ? [this.plain(range[0]), 'id'] : newest;
    return [...equal.map((id) => this.plain(id)), ...order];
  }

  /** The keys of the list as `paging.sql.ts` orders by them; null where something cannot be sorted by an index. */
  private keysOf(sort: IndexParts['sort']): string[] | null {
    const keys = sort.map(({ field, descending }) => {
      const column = this.column(field);
      const key = column === undefined || column.place === 'overflow' ? null : keyText(column, '');
      if (key === null) return null;
      const text = bare(key.text);
      return `${key.collate ? `(${text} COLLATE "ja-x-icu")` : text}${descending ? ' DESC NULLS LAST' : ''}`;
    });
    if (keys.some((one) => one === null)) return null;
    const last = sort.at(-1);
    return last === undefined ? [] : [...(keys as string[]), last.descending ? 'id DESC' : 'id'];
  }

  /** A column as conditions compare it; null where an index does not serve them. */
  plain(id: string | number | undefined): string | null {
    const column = id === undefined ? undefined : this.column(Number(id));
    if (column === undefined || column.place === 'overflow' || column.sealed) return null;
    const comparable = ['text', 'numeric', 'boolean', 'date', 'uuid', 'timestamptz'].includes(column.sqlType);
    return comparable && formulaText(column, 'r')?.text === typedText(column, 'r')
      ? columnName(column)
      : null;
  }

  private column(id: number): ShapeColumn | undefined {
    return this.shape.columns.find((one) => one.fieldId === id && !one.retired);
  }
}

/** Without the alias: inside CREATE INDEX columns stand alone. */
const bare = (text: string): string => text.replaceAll('."', '"');

/** Fields on which it depends who sees a record: every question of those people has them compared with something of theirs. */
function accessColumns(prepared: PreparedAccess): string[] {
  const found = new Set<string>();
  for (const rule of prepared.rules.filter((one) => one.may.includes('view'))) {
    for (const who of rule.who) {
      const person = 'field' in who ? prepared.persons.get(who.field) : undefined;
      if (person !== undefined && person.type !== 'multi') found.add(person.ref);
    }
    const [first] = rule.when === undefined ? [] : compared(rule.when).equal;
    if (first !== undefined) found.add(first);
  }
  return [...found].slice(0, 2);
}

/** Somebody sees all records, or all that some constant condition leaves. */
const seesAlike = (prepared: PreparedAccess): boolean =>
  prepared.rules.some(
    (one) => one.may.includes('view') && one.when === undefined && one.who.some((who) => !('field' in who)),
  );

function usedBy(filter: string | undefined, scope: Scope): { equal: string[]; range: string[] } {
  const { expr } = filter === undefined ? {} : readFormula(filter, scope);
  return expr === undefined ? { equal: [], range: [] } : compared(expr);
}

/** Fields of the record that must equal, or lie beside, something that is not of the record. */
function compared(expr: Expr): { equal: string[]; range: string[] } {
  const equal = new Set<string>();
  const range = new Set<string>();
  for (const one of conjuncts(expr)) {
    if (one.kind === 'ref' && one.type === 'boolean') equal.add(one.ref);
    if (one.kind === 'call' && one.name === 'IN' && isField(one.args[0]) && one.args.slice(1).every(isFree))
      equal.add((one.args[0] as { ref: string }).ref);
    if (one.kind !== 'binary') continue;
    const [field, other] = isField(one.left) ? [one.left, one.right] : [one.right, one.left];
    if (!isField(field) || !isFree(other)) continue;
    if (one.op === '=') equal.add(field.ref);
    else if (one.op !== '<>') range.add(field.ref);
  }
  return { equal: [...equal], range: [...range].filter((id) => !equal.has(id)) };
}

const conjuncts = (expr: Expr): Expr[] =>
  expr.kind === 'call' && expr.name === 'AND' ? expr.args.flatMap(conjuncts) : [expr];

type Ref = Extract<Expr, { kind: 'ref' }>;
const isField = (expr: Expr | undefined): expr is Ref =>
  expr?.kind === 'ref' && (expr.up ?? 0) === 0 && expr.type !== 'multi' && expr.type !== 'collection';

/** Says nothing of the record. */
function isFree(expr: Expr): boolean {
  switch (expr.kind) {
    case 'ref':
    case 'member':
      return false;
    case 'negate':
      return isFree(expr.of);
    case 'binary':
      return isFree(expr.left) && isFree(expr.right);
    case 'call':
      return expr.args.every(isFree);
    default:
      return true;
  }
}

function hashOf(parts: readonly string[]): string {
  let [a, b] = [0x811c9dc5, 0x1b873593];
  for (const character of parts.join('\n')) {
    a = Math.imul(a ^ character.codePointAt(0)!, 0x01000193) >>> 0;
    b = Math.imul(b ^ character.codePointAt(0)!, 0x85ebca6b) >>> 0;
  }
  return `${a.toString(36)}${b.toString(36)}`;
}
