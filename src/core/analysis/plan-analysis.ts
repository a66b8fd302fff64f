/** What analysts may read of an app: decided from its definition alone, whoever asks. Pure. */
import type { WorkApp } from '#core/definitions';
import { completeFields, type Field, type LookupOptions } from '#core/fields';
import { prepareForm } from '#core/forms';
import { prepareAccess } from '#core/policy';
import { type Expr, ofTheMoment, references } from '#kernel/formula';
import { holds, type Left } from './kinds.ts';

/** A field with its place: `3`, or `10.11` inside the lines 10. */
export interface AnalysisField {
  path: string;
  field: Field;
}
/** One view: of the records, or of one kind of lines. */
export interface AnalysisTable {
  /** Null: the records themselves. */
  lines: Field | null;
  fields: AnalysisField[];
}
export interface AnalysisPlan {
  tables: AnalysisTable[];
  left: (AnalysisField & { why: Left; within: string | null })[];
  /** Free texts that the owner may let out, because nothing but their being free keeps them in. */
  texts: (AnalysisField & { open: boolean; within: string | null })[];
}

/** `texts`: paths of the free texts that are let out. */
export function planAnalysis(app: WorkApp, texts: ReadonlySet<string>): AnalysisPlan {
  const judge = new Judge(app, texts);
  const records: AnalysisTable = { lines: null, fields: [] };
  const plan: AnalysisPlan = { tables: [records], left: [], texts: [] };
  const put = (table: AnalysisTable, one: AnalysisField, within: string | null) => {
    const why = judge.why(one.path);
    if (why === null) table.fields.push(one);
    else plan.left.push({ ...one, why, within });
    if (holds[one.field.type] === 'text' && (why === null || why === 'text'))
      plan.texts.push({ ...one, open: why === null, within });
  };
  for (const field of judge.fields) {
    const one = { path: String(field.id), field };
    if (holds[field.type] !== 'lines' || judge.why(one.path) !== null) {
      put(records, one, null);
      continue;
    }
    const table: AnalysisTable = { lines: field, fields: [] };
    plan.tables.push(table);
    for (const child of field.fields ?? [])
      put(table, { path: `${field.id}.${child.id}`, field: child }, field.label.ja);
  }
  return plan;
}

class Judge {
  readonly fields: readonly Field[];
  private readonly texts: ReadonlySet<string>;
  private readonly byPath = new Map<string, Field>();
  private readonly masked: ReadonlySet<string>;
  private readonly copied: ReadonlySet<string>;
  private readonly formulas = new Map<string, { expr: Expr; base: string | undefined }>();
  private readonly known = new Map<string, Left | null>();

  constructor(app: WorkApp, texts: ReadonlySet<string>) {
    this.texts = texts;
    this.fields = completeFields(app.fields);
    for (const field of this.fields) {
      this.byPath.set(String(field.id), field);
      for (const child of field.fields ?? []) this.byPath.set(`${field.id}.${child.id}`, child);
    }
    const { fields } = prepareAccess(app);
    this.masked = new Set([...fields].flatMap(([id, { read }]) => (read.length > 0 ? [String(id)] : [])));
    this.copied = copiedInto(this.fields);
    for (const field of prepareForm(app as never).fields) {
      const own = String(field.id);
      if (field.calculate !== undefined) this.formulas.set(own, { expr: field.calculate, base: undefined });
      for (const child of field.fields ?? [])
        if (child.calculate !== undefined)
          this.formulas.set(`${own}.${child.id}`, { expr: child.calculate, base: own });
    }
  }

  /** Null: analysts may read it. What cannot be judged stays out. */
  why(path: string): Left | null {
    const known = this.known.get(path);
    if (known !== undefined) return known;
    // While it is judged, whoever comes back to it does not settle it.
    this.known.set(path, 'calculated');
    const found = this.judge(path);
    this.known.set(path, found);
    return found;
  }

  private judge(path: string): Left | null {
    const field = this.byPath.get(path);
    if (field === undefined) return 'otherApp';
    const [lines] = path.split('.');
    if (lines !== path) {
      const parent = this.why(lines!);
      if (parent !== null) return parent;
    }
    if (field.classification === 'sealed') return 'sealed';
    const held = holds[field.type];
    if (held !== 'value' && held !== 'text' && held !== 'lines') return held;
    if (field.classification !== 'public' && field.classification !== 'internal') return 'personal';
    if (this.masked.has(path)) return 'masked';
    if (this.copied.has(path)) return 'copied';
    if (held === 'text') return this.texts.has(path) ? null : 'text';
    if (field.type === 'formula') return this.ofFormula(path);
    return null;
  }

  private ofFormula(path: string): Left | null {
    const formula = this.formulas.get(path);
    // Only formulas about the record itself are prepared here.
    if (formula === undefined) return 'otherApp';
    if (ofTheMoment(formula.expr)) return 'moment';
    const sources = [...references(formula.expr, formula.base)];
    return sources.some((source) => this.why(source) !== null) ? 'calculated' : null;
  }
}

/** The class of the field over there is not known here, and may be another one tomorrow. */
function copiedInto(fields: readonly Field[]): Set<string> {
  const found = new Set<string>();
  const look = (siblings: readonly Field[], before: string) => {
    const byCode = new Map(siblings.map((one) => [one.code, one.id]));
    for (const field of siblings) {
      if (field.type !== 'lookup') continue;
      for (const { to } of (field.options as Partial<LookupOptions>).copy ?? [])
        if (byCode.has(to)) found.add(`${before}${byCode.get(to)}`);
    }
  };
  look(fields, '');
  for (const field of fields) look(field.fields ?? [], `${field.id}.`);
  return found;
}
