/** From an app as written to a form that runs: every formula read once, resolved to field ids and typed. */
import { completeFields, type DefinedField, type Field, type FindLayer } from '#core/fields';
import { type Expr, parse, type Read, readFormula, type Scope, scopeOf, type Type } from '#kernel/formula';
import type {
  DefinedItem,
  DefinedPage,
  Form,
  FormApp,
  FormField,
  FormItem,
  FormPage,
  FormProblem,
} from './model.ts';
import { calculatedOnRead, type FindApp, namesIn, relatedScope } from './on-read.ts';
import { type FormScope, formScope } from './scope.ts';
import { usesOf } from './uses.ts';

/**
 * Compiles an app; keep the result as long as the definition holds. `findApp` gives the apps it looks at: without it
 * calculated fields about their records are left out. `findLayer` gives the layers of the map: without it areas stay as they are
 * stored, and map points have no map.
 */
export function prepareForm(app: FormApp, findApp?: FindApp, findLayer?: FindLayer): Form {
  const fields = completeFields(app.fields);
  const compiler = new Compiler(fields, findApp, findLayer);
  compiler.calculations();
  const pages = app.form.pages.map((page, index) => compiler.page(page, `form.pages[${index}]`));
  const pageOf = new Map<number, string>();
  for (const page of pages) {
    for (const item of page.items)
      if ('field' in item && !pageOf.has(Number(item.field))) pageOf.set(Number(item.field), page.id);
  }
  const ready = fields.map((field, index) => compiler.field(field, `fields[${index}]`, pageOf.get(field.id)));
  return {
    appId: app.id,
    title: app.title,
    fields: ready,
    pages,
    uses: usesOf(ready, pages),
    problems: compiler.problems,
  };
}

/**
 * The names that formulas about records of an app may say (access rules, filters, derived indexes), calculated fields with
 * their types. With `findApp` related records too, and what is calculated from them: only where SQL works it out.
 */
export function recordScope(fields: readonly DefinedField[], findApp?: FindApp): Scope {
  const compiler = new Compiler(completeFields([...fields]), findApp);
  compiler.calculations();
  return compiler.top;
}

/** Calculated fields that are worked out when records are read, by field id. */
export function formulasOnRead(
  fields: readonly DefinedField[],
  findApp: FindApp,
): ReadonlyMap<number, { expr: Expr; type: Type }> {
  const compiler = new Compiler(completeFields([...fields]), findApp);
  compiler.calculations();
  return compiler.formulasOnRead;
}

class Compiler {
  readonly problems: FormProblem[] = [];
  private readonly fields: readonly Field[];
  /** What the record itself holds. */
  private readonly scope: FormScope;
  /** With what stands in other apps. */
  private readonly wide: FormScope | undefined;
  private readonly onRead: ReadonlySet<string>;
  private readonly calculated = new Map<string, Expr | null>();
  readonly formulasOnRead = new Map<number, { expr: Expr; type: Type }>();

  private readonly findLayer: FindLayer | undefined;

  constructor(fields: readonly Field[], findApp?: FindApp, findLayer?: FindLayer) {
    this.fields = fields;
    this.findLayer = findLayer;
    this.onRead = calculatedOnRead(fields);
    this.scope = formScope(fields, this.onRead);
    this.wide =
      findApp === undefined
        ? undefined
        : formScope(fields, this.onRead, (field) => {
            const other = findApp(String(field.options.app));
            return relatedScope(other === undefined ? scopeOf([]) : recordScope(other.fields));
          });
  }

  get top(): Scope {
    return (this.wide ?? this.scope).top;
  }

  /** Types of calculated fields, each after those it names. */
  calculations(): void {
    const all = this.fields.flatMap((field, index) => [
      { field, path: `fields[${index}]`, id: String(field.id), scope: this.scope.top },
      ...(field.fields ?? []).map((child, at) => ({
        field: child,
        path: `fields[${index}].fields[${at}]`,
        id: `${field.id}.${child.id}`,
        scope: this.scope.lines.get(field.id) ?? this.scope.top,
      })),
    ]);
    const formulas = all.filter(({ field }) => field.type === 'formula');
    const byName = new Map<string, typeof formulas>();
    for (const each of formulas) {
      const key = each.field.code.normalize('NFKC');
      byName.set(key, [...(byName.get(key) ?? []), each]);
    }
    const open = new Set<string>();
    const done = new Set<string>();
    /** True when it ran into a formula that waits for it. */
    const compile = ({ field, path, id, scope }: (typeof formulas)[number]): boolean => {
      if (done.has(id)) return false;
      if (open.has(id)) return true;
      open.add(id);
      const source = String(field.options.formula ?? '');
      const syntax = parse(source);
      const named = syntax.ok ? [...namesIn(syntax.value)].flatMap((name) => byName.get(name) ?? []) : [];
      const circled = named.map(compile).includes(true);
      const at = `${path}.options.formula`;
      if (this.onRead.has(id)) this.calculateOnRead(field, id, at, circled);
      else this.calculated.set(id, this.calculation(source, id, scope, at, circled));
      done.add(id);
      return circled;
    };
    for (const each of formulas) compile(each);
  }

  private calculation(source: string, id: string, scope: Scope, path: string, circled: boolean): Expr | null {
    if (circled && readFormula(source, scope).expr === undefined) {
      this.report(
        path,
        '計算が循環しています。',
        'たがいに使い合っている計算項目の、どれかの式から参照を外してください。',
      );
      return null;
    }
    const read = this.read(source, scope, path);
    if (read.expr === undefined || read.type === undefined) return null;
    const type = storedType(read.type);
    if (type === undefined) {
      this.report(
        path,
        '計算項目の結果は、一つの値でなければなりません。',
        'SUM、COUNT、JOIN などで一つの値にしてください。',
      );
      return null;
    }
    for (const { declared } of [this.scope, this.wide ?? this.scope]) {
      const known = declared.get(id);
      if (known !== undefined && known.type !== 'sealed') known.type = type;
    }
    return read.expr;
  }

  private calculateOnRead(field: Field, id: string, path: string, circled: boolean): void {
    if (this.wide === undefined) return;
    if (id.includes('.')) {
      this.report(path, '明細の計算には、関連レコードを使えません。', '明細の外の計算項目にしてください。');
      return;
    }
    const expr = this.calculation(String(field.options.formula ?? ''), id, this.wide.top, path, circled);
    const type = this.wide.declared.get(id)?.type;
    if (expr !== null && type !== undefined)
      this.formulasOnRead.set(field.id, { expr, type: { kind: type } as Type });
  }

  field(field: Field, path: string, page: string | undefined, lines?: Field): FormField {
    const scope = lines === undefined ? this.scope.top : (this.scope.lines.get(lines.id) ?? this.scope.top);
    const id = lines === undefined ? String(field.id) : `${lines.id}.${field.id}`;
    const { required, visible, checks, fields, options, ...rest } = field;
    const ready: FormField = {
      ...rest,
      options,
      required:
        typeof required === 'string'
          ? (this.condition(required, scope, `${path}.required`) ?? false)
          : required,
      checks: [],
    };
    if (page !== undefined) ready.page = page;
    if (visible !== undefined) ready.visible = this.condition(visible, scope, `${path}.visible`);
    for (const [index, { rule, message }] of checks.entries()) {
      const expr = this.condition(rule, scope, `${path}.checks[${index}].rule`);
      if (expr !== undefined) ready.checks.push({ rule: expr, message });
    }
    if (field.type === 'formula') {
      const calculate = this.calculated.get(id) ?? undefined;
      if (calculate !== undefined) ready.calculate = calculate;
      const type = this.scope.declared.get(id)?.type ?? this.formulasOnRead.get(field.id)?.type.kind;
      ready.options = { ...options, result: options.result ?? type };
      if (this.onRead.has(id)) ready.onRead = true;
    }
    if (field.type === 'area' || field.type === 'map-point') this.mapped(ready, scope, path);
    if (fields !== undefined)
      ready.fields = fields.map((child, index) => this.field(child, `${path}.fields[${index}]`, page, field));
    return ready;
  }

  /** An area is calculated from its point: what the formula gives is then looked up in the layer (`planOf`). */
  private mapped(ready: FormField, scope: Scope, path: string): void {
    const {
      layer,
      layers = [],
      point,
    } = ready.options as {
      layer?: string;
      layers?: string[];
      point?: string;
    };
    const ids = layer === undefined ? layers : [layer];
    const found = ids.flatMap((id) => this.findLayer?.(id) ?? []);
    if (found.length > 0) ready.layers = found;
    if (ready.type !== 'area') return;
    const { expr } = this.read(String(point), scope, `${path}.options.point`);
    if (expr !== undefined) ready.calculate = expr;
  }

  page(page: DefinedPage, path: string): FormPage {
    const { visible, items, minutes = 1, ...rest } = page;
    const ready: FormPage = {
      ...rest,
      minutes,
      items: items.flatMap((item, index) =>
        this.item(item, `${path}.items[${index}]`, `guidance-${page.id}-${index}`),
      ),
    };
    if (visible !== undefined) ready.visible = this.condition(visible, this.scope.top, `${path}.visible`);
    return ready;
  }

  private item(item: DefinedItem, path: string, name: string): FormItem[] {
    if ('heading' in item) return [item];
    if ('guidance' in item) {
      const { guidance, visible } = item;
      return [
        {
          guidance,
          name,
          visible:
            visible === undefined ? undefined : this.condition(visible, this.scope.top, `${path}.visible`),
        },
      ];
    }
    const field = this.fields.find((each) => each.code === item.field);
    if (field !== undefined) return [{ field: String(field.id) }];
    this.report(path, `「${item.field}」という項目はありません。`, 'fields にある code を書いてください。');
    return [];
  }

  private condition(source: string, scope: Scope, path: string): Expr | undefined {
    const { expr, type } = this.read(source, scope, path);
    if (expr === undefined) return undefined;
    if (type?.kind === 'boolean' || type?.kind === 'blank') return expr;
    this.report(
      path,
      '条件の式は、真か偽になるように書いてください。',
      '= や >= で比べるか、AND、OR、ISBLANK などを使ってください。',
    );
    return undefined;
  }

  private read(source: string, scope: Scope, path: string): Read {
    const read = readFormula(source, scope);
    for (const { severity, message, from, to } of read.issues) {
      const part = source.slice(from, to);
      this.report(
        path,
        message,
        part === '' ? '式を書き直してください。' : `式の「${part}」のところを直してください。`,
        severity,
      );
    }
    return read;
  }

  private report(
    path: string,
    message: string,
    remedy: string,
    severity: FormProblem['severity'] = 'error',
  ): void {
    this.problems.push({ path, message, remedy, severity });
  }
}

/** What a calculated field may give: one value. */
function storedType(type: Type): 'text' | 'number' | 'boolean' | 'date' | 'datetime' | undefined {
  if (type.kind === 'list' || type.kind === 'collection') return undefined;
  return type.kind === 'blank' ? 'text' : type.kind;
}
