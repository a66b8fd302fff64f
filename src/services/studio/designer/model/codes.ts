/** Codes: the names that formulas say. They follow the label until somebody writes one, and whatever says them goes along. Pure. */
import type { App } from '#core/definitions';
import type { DefinedField } from '#core/fields';
import { recordScope } from '#core/forms';
import { print, readFormula, type Scope, scopeOf } from '#kernel/formula';

const most = 64;

/** A code that looks like the label. */
export function codeFrom(label: string): string {
  const kept = [...label.normalize('NFKC')].filter((char) => /[\p{L}\p{N}_ー々〆]/u.test(char)).join('');
  const begun = kept === '' ? '項目' : /^[\p{L}_]/u.test(kept) ? kept : `_${kept}`;
  return [...begun].slice(0, most - 4).join('');
}

export function freeCode(label: string, taken: Iterable<string>): string {
  const used = new Set([...taken].map((one) => one.normalize('NFKC')));
  const base = codeFrom(label);
  if (!used.has(base)) return base;
  let at = 2;
  while (used.has(`${base}_${at}`)) at++;
  return `${base}_${at}`;
}

type Formulas = (text: string) => string;

/** Another code for a field: formulas, pages, views, rules and options that named the old one name the new one. */
export function renameCode(body: App, id: number, code: string): App {
  const field = body.fields.find((one) => one.id === id);
  if (field === undefined || field.code === code) return body;
  const old = field.code;
  const fields = body.fields.map((one) => (one.id === id ? { ...one, code } : one));
  return everywhere({ ...body, fields }, { ...body }, (text) => (text === old ? code : text), old, code);
}

/** The same for a field inside lines: only formulas and the totals of its lines name it. */
export function renameLineCode(body: App, lines: number, id: number, code: string): App {
  const old = body.fields.find((one) => one.id === lines)?.fields?.find((one) => one.id === id)?.code;
  if (old === undefined || old === code) return body;
  const fields = body.fields.map((one) =>
    one.id !== lines
      ? one
      : {
          ...one,
          options: renameTotals(one.options, old, code),
          fields: one.fields?.map((child) => (child.id === id ? { ...child, code } : child)),
        },
  );
  return everywhere({ ...body, fields }, body, (text) => text, null, code);
}

function renameTotals(options: DefinedField['options'], old: string, code: string): DefinedField['options'] {
  const totals = (options as { totals?: { field?: string }[] }).totals;
  if (totals === undefined) return options;
  return { ...options, totals: totals.map((one) => (one.field === old ? { ...one, field: code } : one)) };
}

function everywhere(
  after: App,
  before: App,
  name: (code: string) => string,
  old: string | null,
  code: string,
): App {
  const [scopeBefore, scopeAfter] = [recordScope(before.fields), recordScope(after.fields)];
  const top: Formulas = (text) => reprint(text, scopeBefore, scopeAfter);
  const within =
    (was: DefinedField | undefined, is: DefinedField): Formulas =>
    (text) =>
      reprint(text, lineScope(scopeBefore, was), lineScope(scopeAfter, is));
  const fields = after.fields.map((field) => {
    const was = before.fields.find((one) => one.id === field.id);
    const options = old === null ? field.options : renameOptions(field, name, old, code);
    const children = field.fields?.map((child) => formulasIn(child, within(was, field)));
    return {
      ...formulasIn({ ...field, options }, top),
      ...(children === undefined ? {} : { fields: children }),
    };
  });
  const pages = after.form.pages.map((page) => ({
    ...page,
    ...(page.visible === undefined ? {} : { visible: top(page.visible) }),
    items: page.items.map((item) => {
      if ('field' in item) return { ...item, field: name(item.field) };
      return 'guidance' in item && item.visible !== undefined
        ? { ...item, visible: top(item.visible) }
        : item;
    }),
  }));
  return {
    ...after,
    fields,
    form: { ...after.form, pages },
    summary: (after.summary ?? []).map(name),
    ...(after.work === undefined ? {} : { work: renameIn(after.work, '', name, top) as App['work'] }),
  };
}

function lineScope(top: Scope, lines: DefinedField | undefined): Scope {
  const item = lines === undefined ? undefined : top.byName.get(lines.code.normalize('NFKC'))?.item;
  return item === undefined ? top : scopeOf(item.byId.values(), top, lines!.code);
}

/** What cannot be read stays as it is: the person mends it. */
function reprint(text: string, before: Scope, after: Scope): string {
  const { expr } = readFormula(text, before);
  if (expr === undefined) return text;
  const printed = print(expr, after);
  return printed === print(expr, before) ? text : printed;
}

function formulasIn<F extends DefinedField>(field: F, top: Formulas): F {
  const { formula } = field.options as { formula?: unknown };
  return {
    ...field,
    ...(typeof field.required === 'string' ? { required: top(field.required) } : {}),
    ...(field.visible === undefined ? {} : { visible: top(field.visible) }),
    ...(field.checks === undefined
      ? {}
      : { checks: field.checks.map((one) => ({ ...one, rule: top(one.rule) })) }),
    ...(typeof formula === 'string' && formula !== ''
      ? { options: { ...field.options, formula: top(formula) } }
      : {}),
  };
}

/** Options that name fields of the same app. */
function renameOptions(
  { type, options }: DefinedField,
  name: (code: string) => string,
  old: string,
  code: string,
): DefinedField['options'] {
  const own = options as {
    point?: string;
    copy?: { to: string }[];
    match?: { own: string };
    pattern?: string;
  };
  if (type === 'area' && own.point !== undefined) return { ...options, point: name(own.point) };
  if (type === 'lookup' && own.copy !== undefined)
    return { ...options, copy: own.copy.map((one) => ({ ...one, to: name(one.to) })) };
  if (type === 'related' && own.match !== undefined)
    return { ...options, match: { ...own.match, own: name(own.match.own) } };
  if (type === 'auto-number' && own.pattern !== undefined)
    return { ...options, pattern: own.pattern.replaceAll(`{${old}}`, `{${code}}`) };
  return options;
}

const codeKeys: ReadonlySet<string> = new Set([
  'field',
  'fields',
  'columns',
  'title',
  'unique',
  'editable',
  'require',
]);
const formulaKeys: ReadonlySet<string> = new Set(['when', 'filter']);

/** Rules, views and process: strings under keys that hold codes or formulas, however deep. */
function renameIn(value: unknown, key: string, name: (code: string) => string, top: Formulas): unknown {
  if (typeof value === 'string')
    return codeKeys.has(key) ? name(value) : formulaKeys.has(key) ? top(value) : value;
  if (Array.isArray(value)) return value.map((one) => renameIn(one, key, name, top));
  if (typeof value !== 'object' || value === null) return value;
  const effect = value as {
    kind?: string;
    to?: string;
    record?: string;
    values?: Record<string, string>;
  };
  // `to` of an act is a state: only what an effect puts somewhere is a formula.
  const put = (text: string) => renameIn(text, 'when', name, top);
  if (effect.kind === 'set' && effect.to !== undefined)
    return {
      ...(renameIn({ ...effect, kind: '' }, '', name, top) as object),
      kind: 'set',
      to: put(effect.to),
    };
  if (effect.kind === 'create' && effect.values !== undefined)
    return {
      ...effect,
      values: Object.fromEntries(Object.entries(effect.values).map(([at, one]) => [at, put(one)])),
    };
  if (effect.kind === 'update' && effect.values !== undefined)
    return {
      ...effect,
      record: name(effect.record ?? ''),
      values: Object.fromEntries(Object.entries(effect.values).map(([at, one]) => [at, put(one)])),
    };
  return Object.fromEntries(Object.entries(value).map(([at, one]) => [at, renameIn(one, at, name, top)]));
}
