/**
 * From what was asked, in codes, to fields and trees. A field somebody may never read is as unknown here as one that does not
 * exist: nothing in the answer tells the two apart. Pure.
 */
import type { View, WorkApp } from '#core/definitions';
import type { Field } from '#core/fields';
import type { Issue } from '#kernel/errors';
import { type Expr, readFormula, type Scope } from '#kernel/formula';
import { fail, ok, type Result } from '#kernel/result';
import type {
  Aggregate,
  Asked,
  AskedGroups,
  AskedList,
  GroupBy,
  MeasureBy,
  Period,
  ReadField,
} from './model.ts';

/** What planning needs to know of an open app. */
export interface Planned {
  app: WorkApp;
  fields: readonly ReadField[];
  scope: Scope;
}

/** Which records, settled. */
export interface Chosen {
  /** All of these must hold. Fields in them are as the person sees them. */
  filters: Expr[];
  search: string | null;
  trash: boolean;
}

export interface SortPlan {
  field: ReadField;
  descending: boolean;
}

/** A field of the record, or of the lines of one field. */
export interface Place {
  field: ReadField;
  line: Field | null;
}

export interface MeasurePlan {
  by: Aggregate;
  of: Place | null;
}

export interface ListPlan extends Chosen {
  columns: ReadField[];
  sort: SortPlan[];
  totals: MeasurePlan[];
}

export interface GroupPlan extends Chosen {
  by: (Place & { period: Period })[];
  measures: MeasurePlan[];
  /** Items of this field are counted instead of records. */
  lines: ReadField | null;
}

const unknownField = (path: string, code: string): Issue => ({
  path,
  message: `「${code}」という項目はありません。`,
});

/** The view of that id as long as this person may know all that its filter names. */
export function findView({ app, scope }: Planned, id: string): View | null {
  const view = (app.work.views ?? []).find((one) => one.id === id);
  if (view === undefined) return null;
  return view.filter === undefined || readFormula(view.filter, scope).expr !== undefined ? view : null;
}

class Planner {
  readonly issues: Issue[] = [];
  private readonly open: Planned;
  private readonly byCode: ReadonlyMap<string, ReadField>;

  constructor(open: Planned) {
    this.open = open;
    this.byCode = new Map(open.fields.map((one) => [one.field.code, one]));
  }

  view(id: string | undefined): View | undefined {
    if (id === undefined) return undefined;
    const found = findView(this.open, id);
    if (found === null) this.issues.push({ path: 'view', message: `「${id}」という一覧はありません。` });
    return found ?? undefined;
  }

  chosen(asked: Asked, view: View | undefined): Chosen {
    const texts = [
      ...(view?.filter === undefined ? [] : [{ path: 'view', text: view.filter }]),
      ...(asked.filter === undefined || asked.filter.trim() === ''
        ? []
        : [{ path: 'filter', text: asked.filter }]),
    ];
    const filters = texts.flatMap(({ path, text }) => this.condition(path, text));
    const search = asked.search?.trim() ?? '';
    return { filters, search: search === '' ? null : search, trash: asked.trash === true };
  }

  private condition(path: string, text: string): Expr[] {
    const { expr, type, issues } = readFormula(text, this.open.scope);
    if (expr !== undefined && (type?.kind === 'boolean' || type?.kind === 'blank')) return [expr];
    const errors = issues.filter((one) => one.severity === 'error').map((one) => one.message);
    const all = errors.length > 0 ? errors : ['条件は、はい・いいえで答えられる式にしてください。'];
    this.issues.push(...all.map((message) => ({ path, message })));
    return [];
  }

  field(path: string, code: string): ReadField | undefined {
    const found = this.byCode.get(code);
    if (found === undefined) this.issues.push(unknownField(path, code));
    return found;
  }

  /** Of a view of the app: fields somebody may not read are simply not in it. */
  known<T>(all: readonly T[], code: (one: T) => string | undefined): T[] {
    return all.filter((one) => {
      const named = code(one);
      return named === undefined || this.byCode.has(named.split('.')[0]!);
    });
  }

  place(path: string, code: string): Place | undefined {
    const [top = '', inner] = code.split('.');
    const whole = this.byCode.get(code);
    if (whole !== undefined || inner === undefined) {
      const field = this.field(path, code);
      return field === undefined ? undefined : { field, line: null };
    }
    const field = this.byCode.get(top);
    const line = field?.field.fields?.find((child) => child.code === inner);
    if (field === undefined || line === undefined) {
      this.issues.push(unknownField(path, code));
      return undefined;
    }
    return { field, line };
  }

  measures(all: readonly MeasureBy[], path: string): MeasurePlan[] {
    return all.flatMap(({ by, field }, index): MeasurePlan[] => {
      if (field === undefined) {
        if (by === 'count') return [{ by, of: null }];
        this.issues.push({ path: `${path}[${index}]`, message: '集計する項目を選んでください。' });
        return [];
      }
      const of = this.place(`${path}[${index}].field`, field);
      return of === undefined ? [] : [{ by, of }];
    });
  }

  groupings(all: readonly GroupBy[], path: string): GroupPlan['by'] {
    return all.flatMap(({ field, by }, index) => {
      const place = this.place(`${path}[${index}].field`, field);
      return place === undefined ? [] : [{ ...place, period: by ?? 'value' }];
    });
  }

  done<T>(value: T): Result<T> {
    return this.issues.length === 0 ? ok(value) : fail('invalid', undefined, this.issues);
  }
}

/** Which records are meant, when nothing but that is asked. */
export function planChosen(open: Planned, asked: Asked): Result<Chosen> {
  const planner = new Planner(open);
  return planner.done(planner.chosen(asked, planner.view(asked.view)));
}

export function planList(open: Planned, asked: Omit<AskedList, 'limit'>): Result<ListPlan> {
  const planner = new Planner(open);
  const view = planner.view(asked.view);
  const table = view?.kind === 'table' ? view : undefined;
  const chosen = planner.chosen(asked, view);
  const own = planner.known(table?.columns ?? [], (code) => code);
  const codes = asked.columns ?? (table === undefined ? open.fields.map((one) => one.field.code) : own);
  const columns = codes.flatMap((code, index) => planner.field(`columns[${index}]`, code) ?? []);
  const sort = asked.sort ?? planner.known(table?.sort ?? [], ({ field }) => field);
  const keys = sort.flatMap(({ field, descending }, index): SortPlan[] => {
    const found = planner.field(`sort[${index}].field`, field);
    return found === undefined ? [] : [{ field: found, descending: descending === true }];
  });
  const totals = asked.totals ?? planner.known(table?.totals ?? [], ({ field }) => field);
  return planner.done({ ...chosen, columns, sort: keys, totals: planner.measures(totals, 'totals') });
}

export function planGroups(open: Planned, asked: AskedGroups): Result<GroupPlan> {
  const planner = new Planner(open);
  const view = planner.view(asked.view);
  const chosen = planner.chosen(asked, view);
  const own = view === undefined || view.kind === 'table' ? null : shapeOfView(view);
  // A grouping that may not be read makes another table of it: then there is none.
  const by = planner.groupings(
    [...(asked.rows ?? own?.rows ?? []), ...(asked.columns ?? own?.columns ?? [])],
    'rows',
  );
  const measures = planner.measures(asked.measures ?? own?.measures ?? [{ by: 'count' }], 'measures');
  if (by.length > 5) planner.issues.push({ path: 'rows', message: '分ける項目は5つまでです。' });
  const over = new Set(
    [...by, ...measures.flatMap((one) => one.of ?? [])].flatMap((one) =>
      one.line === null ? [] : [one.field],
    ),
  );
  const [lines = null] = over;
  if (over.size > 1) planner.issues.push({ path: 'rows', message: '一度に集計できる明細は一つです。' });
  const doubled = lines !== null && measures.some((one) => one.of !== null && one.of.line === null);
  if (doubled)
    planner.issues.push({
      path: 'measures',
      message: '明細の集計に、明細の外の項目の合計は入れられません（行の数だけ重なります）。',
    });
  return planner.done({ ...chosen, by, measures, lines });
}

/** What is wrong with a question, before it is kept or asked. */
export function checkQuestion(
  open: Planned,
  asked: { list: Omit<AskedList, 'limit'> } | { groups: AskedGroups },
): Issue[] {
  const planned = 'list' in asked ? planList(open, asked.list) : planGroups(open, asked.groups);
  return planned.ok ? [] : (planned.error.issues ?? []);
}

function shapeOfView(view: Exclude<View, { kind: 'table' }>): {
  rows: GroupBy[];
  columns: GroupBy[];
  measures: MeasureBy[];
} {
  if (view.kind === 'pivot') return view;
  return {
    rows: [view.x],
    columns: view.series === undefined ? [] : [view.series],
    measures: [view.measure],
  };
}
