/** Fields that change between a page and the lines 明細 of a table, while no record holds anything of them. Pure. */
import type { App } from '#core/definitions';
import type { DefinedField } from '#core/fields';
import { freeCode } from './codes.ts';
import { type Edited, refusal, removeField } from './edit-fields.ts';
import { fieldById, inserted, nameOf, placeOf, type Target, withItems } from './places.ts';

type LineTarget = Extract<Target, { kind: 'line' }>;

/**
 * Why a field cannot go into these lines, or out of its own; null when it can. Published fields have values where they are: moved, they
 * would lie where nobody looks for them.
 */
export function moveRefusal(
  body: App,
  field: DefinedField,
  published: ReadonlyMap<number, unknown>,
  into: DefinedField | null,
): string | null {
  if (published.has(field.id))
    return into === null
      ? `「${nameOf(field)}」は公開済みで、明細の行に値が入っているため、外へは出せません。外に新しい項目を作ってください。`
      : `「${nameOf(field)}」は公開済みで、レコードに値が入っているため、明細には入れられません。明細に新しい項目を加え、この項目は残すか消してください（消しても値は残ります）。`;
  return into === null ? null : refusal(body, field.type, true);
}

/** Off its page, to the end of the lines. */
export function intoLines(body: App, id: number, linesId: number): Edited | null {
  const [field, lines] = [fieldById(body, id), fieldById(body, linesId)];
  if (field === undefined || lines?.fields === undefined || id === linesId) return null;
  const removed = removeField(body, { kind: 'field', id })!.body;
  const moved = { ...field, code: codeAmong(field, lines.fields) };
  return {
    body: withField(removed, { ...lines, fields: [...lines.fields, moved] }),
    select: { kind: 'line', lines: linesId, id },
    words: `「${nameOf(field)}」を明細「${nameOf(lines)}」に入れました。`,
  };
}

/** Out of its lines, below them on their page. */
export function outOfLines(body: App, target: LineTarget): Edited | null {
  const lines = fieldById(body, target.lines);
  const field = lines?.fields?.find((one) => one.id === target.id);
  if (lines?.fields === undefined || field === undefined) return null;
  const left = withField(body, { ...lines, fields: lines.fields.filter((one) => one !== field) });
  const moved = { ...field, code: codeAmong(field, body.fields) };
  const whole = { ...left, fields: [...left.fields, moved] as App['fields'] };
  const place = placeOf(whole, lines.code);
  const items = place === null ? [] : whole.form.pages[place.page]!.items;
  return {
    body:
      place === null
        ? whole
        : withItems(whole, place.page, inserted(items, place.index + 1, { field: moved.code })),
    select: { kind: 'field', id: target.id },
    words: `「${nameOf(field)}」を明細「${nameOf(lines)}」の外に出しました。`,
  };
}

const codeAmong = (field: DefinedField, around: readonly DefinedField[]): string =>
  around.some((one) => one.code === field.code)
    ? freeCode(
        field.label.ja,
        around.map((one) => one.code),
      )
    : field.code;

const withField = (body: App, field: DefinedField): App => ({
  ...body,
  fields: body.fields.map((one) => (one.id === field.id ? field : one)) as App['fields'],
});
