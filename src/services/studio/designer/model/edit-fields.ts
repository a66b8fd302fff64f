/** Steps about fields: each gives the app after it, what is chosen then, and what happened in words. Pure. */
import type { App } from '#core/definitions';
import { completeField, contracts, type DefinedField, type FieldType } from '#core/fields';
import { palette } from '../palette.ts';
import { codeFrom, freeCode, renameCode, renameLineCode } from './codes.ts';
import {
  fieldById,
  fieldOf,
  inserted,
  moved,
  nameOf,
  placeOf,
  type Spot,
  type Target,
  withItems,
  without,
  withPages,
} from './places.ts';
import { unlisted } from './unlisted.ts';

export interface Edited {
  body: App;
  select?: Target | null;
  /** Said to people who do not see it, and on the button that takes it back. */
  words: string;
  /** Steps with the same mark in a row are one step: letters of one word. */
  merge?: string;
}

/** Why a type cannot be put there, in words for the person; null when it can. */
export function refusal(body: App, type: FieldType, inLines: boolean): string | null {
  if (contracts[type].classification === 'sealed') {
    const individual = type === 'individual-number';
    const basis = individual ? body.individualNumberBasis : body.work?.legalBasis;
    if ((basis ?? '').trim() === '')
      return individual
        ? 'マイナンバーを集めてよいのは、番号法に定めた事務だけです。「設定」で番号法の根拠を書くと、置けるようになります。'
        : '厳重に守る項目です。「設定」で根拠となる法令や条例を書くと、置けるようになります。';
  }
  if (inLines && palette[type].inLines === false)
    return `「${palette[type].label}」は明細の中には置けません。`;
  return null;
}

export function addField(body: App, type: FieldType, id: number, spot: Spot): Edited {
  const { label, make } = palette[type];
  const made = make?.(body) ?? {};
  const lines = 'lines' in spot ? fieldById(body, spot.lines) : undefined;
  const around = lines?.fields ?? body.fields;
  const text = freeLabel(label, around);
  const field: DefinedField = {
    id,
    code: freeCode(
      text,
      around.map((one) => one.code),
    ),
    type,
    label: { ja: text },
    options: made.options ?? {},
    ...(made.fields === undefined
      ? {}
      : { fields: made.fields.map((one, at) => ({ ...one, id: id + 1 + at })) }),
  };
  const words = `「${text}」を加えました。`;
  if (lines !== undefined) {
    const fields = inserted(lines.fields ?? [], spot.index, field);
    return {
      body: withField(body, { ...lines, fields }),
      select: { kind: 'line', lines: lines.id, id },
      words,
    };
  }
  const at = spot as { page: number; index: number };
  const opened = body.form.pages.length === 0 ? withPages(body, [firstPage()]) : body;
  const page = Math.min(at.page, opened.form.pages.length - 1);
  const items = inserted(opened.form.pages[page]!.items, at.index, { field: field.code });
  const placed = withItems({ ...opened, fields: [...opened.fields, field] }, page, items);
  return { body: listed(named(placed, field.code), body, field), select: { kind: 'field', id }, words };
}

const inRows: readonly FieldType[] = [
  'text',
  'number',
  'money',
  'date',
  'date-time',
  'choice',
  'yes-no',
  'score-choice',
  'person-name',
  'user',
  'department',
  'reference',
  'formula',
  'auto-number',
  'status',
];
const inRow = ({ type }: DefinedField): boolean => inRows.includes(type);
const mostColumns = 8;

/** The one list that an app began with shows what is added, until somebody chose its columns. */
function listed(body: App, before: App, field: DefinedField): App {
  const [view, ...others] = body.work?.views ?? [];
  if (body.work === undefined || view?.kind !== 'table' || others.length > 0 || !inRow(field)) return body;
  const all = before.fields.filter(inRow).map((one) => one.code);
  const untouched = view.columns.length === all.length && all.every((code) => view.columns.includes(code));
  if (!untouched || view.columns.length >= mostColumns) return body;
  return { ...body, work: { ...body.work, views: [{ ...view, columns: [...view.columns, field.code] }] } };
}

export const firstPage = (): App['form']['pages'][number] => ({
  id: 'page-1',
  title: { ja: '入力' },
  minutes: 1,
  items: [],
});

/** A record is called by its first field until somebody says otherwise. */
function named(body: App, code: string): App {
  if (body.work === undefined || (body.work.title ?? []).length > 0) return body;
  return { ...body, work: { ...body.work, title: [code] } };
}

function freeLabel(label: string, around: readonly DefinedField[]): string {
  const used = new Set(around.map((one) => one.label.ja));
  if (!used.has(label)) return label;
  let at = 2;
  while (used.has(`${label}${at}`)) at++;
  return `${label}${at}`;
}

export function copyField(body: App, target: Target, id: number): Edited | null {
  const field = fieldOf(body, target);
  if (field === undefined) return null;
  const lines = target.kind === 'line' ? fieldById(body, target.lines) : undefined;
  const around = lines?.fields ?? body.fields;
  const text = freeLabel(field.label.ja, around);
  const copy: DefinedField = {
    ...structuredClone(field),
    id,
    code: freeCode(
      text,
      around.map((one) => one.code),
    ),
    label: { ...field.label, ja: text },
    ...(field.fields === undefined
      ? {}
      : { fields: field.fields.map((one, at) => ({ ...one, id: id + 1 + at })) }),
  };
  const words = `「${nameOf(field)}」の写しを作りました。`;
  if (lines !== undefined) {
    const at = around.indexOf(field) + 1;
    const next = withField(body, { ...lines, fields: inserted(around, at, copy) });
    return { body: next, select: { kind: 'line', lines: lines.id, id }, words };
  }
  const place = placeOf(body, field.code);
  const whole = { ...body, fields: [...body.fields, copy] };
  const next =
    place === null
      ? whole
      : withItems(
          whole,
          place.page,
          inserted(body.form.pages[place.page]!.items, place.index + 1, { field: copy.code }),
        );
  return { body: next, select: { kind: 'field', id }, words };
}

/** Off its page, off the lists that named it. Formulas that say it are shown as wrong: only the person knows what they meant. */
export function removeField(body: App, target: Target): Edited | null {
  const field = fieldOf(body, target);
  if (field === undefined) return null;
  const words = `「${nameOf(field)}」を消しました。`;
  if (target.kind === 'line') {
    const lines = fieldById(body, target.lines)!;
    const at = lines.fields!.indexOf(field);
    const next = lines.fields![at + 1] ?? lines.fields![at - 1];
    return {
      body: withField(body, { ...lines, fields: without(lines.fields!, at) }),
      select: next === undefined ? { kind: 'field', id: lines.id } : { ...target, id: next.id },
      words,
    };
  }
  const place = placeOf(body, field.code);
  const items = place === null ? [] : body.form.pages[place.page]!.items;
  const beside = place === null ? undefined : (items[place.index + 1] ?? items[place.index - 1]);
  const neighbour = beside !== undefined && 'field' in beside ? beside.field : undefined;
  const off = place === null ? body : withItems(body, place.page, without(items, place.index));
  const fields = off.fields.filter((one) => one.id !== field.id);
  const next = fields.find((one) => one.code === neighbour);
  return {
    body: unlisted({ ...off, fields }, field.code),
    select: next === undefined ? null : { kind: 'field', id: next.id },
    words,
  };
}

export type FieldPatch = Partial<Omit<DefinedField, 'id' | 'type' | 'fields'>>;

/** Changes of settings. The code follows the label until somebody wrote another one. */
export function changeField(body: App, target: Target, patch: FieldPatch): Edited | null {
  const field = fieldOf(body, target);
  if (field === undefined) return null;
  const lines = target.kind === 'line' ? fieldById(body, target.lines) : undefined;
  const label = patch.label?.ja;
  const follows = label !== undefined && patch.code === undefined && follow(field);
  const taken = (lines?.fields ?? body.fields).filter((one) => one !== field).map((one) => one.code);
  const code = follows ? freeCode(label, taken) : patch.code;
  const { code: _, ...rest } = patch;
  const next = withField(body, trimmed({ ...field, ...rest }), lines);
  const renamed =
    code === undefined || code === field.code
      ? next
      : lines === undefined
        ? renameCode(next, field.id, code)
        : renameLineCode(next, lines.id, field.id, code);
  const what = Object.keys(patch).join(',');
  return {
    body: renamed,
    words: `「${nameOf(field)}」の設定を変えました。`,
    merge: `${JSON.stringify(target)}:${what}`,
  };
}

const follow = (field: DefinedField): boolean =>
  field.code === codeFrom(field.label.ja) || field.code.startsWith(`${codeFrom(field.label.ja)}_`);

/** What was emptied is left out, so that a definition says only what is meant. */
function trimmed(field: DefinedField): DefinedField {
  const entries = Object.entries(field).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(entries) as unknown as DefinedField;
}

/** Another type: what both know of options stays; the rest begins as in the palette. */
export function retypeField(body: App, target: Target, type: FieldType): Edited | null {
  const field = fieldOf(body, target);
  if (field === undefined || field.type === type) return null;
  const made = palette[type].make?.(body) ?? {};
  const shared = Object.entries(field.options).filter(([key]) => carried(field.type, type).has(key));
  const { fields: _, ...rest } = field;
  const next: DefinedField = {
    ...rest,
    type,
    options: { ...made.options, ...Object.fromEntries(shared) },
    ...(made.fields === undefined
      ? {}
      : { fields: made.fields.map((one, at) => ({ ...one, id: field.id + 1 + at })) }),
  };
  // Whoever stands in the law stays there: the least of a type is its own.
  if (next.classification !== undefined) next.classification = completeField(next).classification;
  const lines = target.kind === 'line' ? fieldById(body, target.lines) : undefined;
  return {
    body: withField(body, next, lines),
    words: `「${nameOf(field)}」の種類を「${palette[type].label}」に変えました。`,
  };
}

const choosing: readonly FieldType[] = ['choice', 'multiple-choice'];
const counting: readonly FieldType[] = ['number', 'money'];
const writing: readonly FieldType[] = ['text', 'long-text'];
const showing: readonly FieldType[] = ['photo', 'annotated-photo'];
const dating: readonly FieldType[] = ['date', 'date-time'];

function carried(from: FieldType, to: FieldType): ReadonlySet<string> {
  const both = (family: readonly FieldType[]) => family.includes(from) && family.includes(to);
  if (both(choosing)) return new Set(['choices']);
  if (both(counting)) return new Set(['min', 'max', 'decimals']);
  if (both(writing)) return new Set(['maxLength', 'minLength']);
  if (both(showing)) return new Set(['maxFiles', 'maxBytes', 'accept', 'portrait']);
  return new Set(both(dating) ? ['min', 'max', 'picker'] : []);
}

/** One place up or down among the fields of its lines. */
export function moveLine(body: App, target: { lines: number; id: number }, to: number): Edited | null {
  const lines = fieldById(body, target.lines);
  const at = lines?.fields?.findIndex((one) => one.id === target.id) ?? -1;
  if (lines?.fields === undefined || at < 0 || to < 0 || to > lines.fields.length) return null;
  const field = lines.fields[at]!;
  const fields = moved(lines.fields, at, to);
  return {
    body: withField(body, { ...lines, fields }),
    select: { kind: 'line', lines: lines.id, id: field.id },
    words: `「${nameOf(field)}」を${fields.indexOf(field) + 1}番目に動かしました（全${fields.length}）。`,
  };
}

function withField(body: App, field: DefinedField, lines?: DefinedField): App {
  const swap = (list: readonly DefinedField[], one: DefinedField) =>
    list.map((each) => (each.id === one.id ? one : each));
  const whole = lines === undefined ? field : { ...lines, fields: swap(lines.fields ?? [], field) };
  return { ...body, fields: swap(body.fields, whole) as App['fields'] };
}
