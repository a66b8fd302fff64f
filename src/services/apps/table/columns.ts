/** How fields stand as columns: width, side, and in which way a cell is changed. Pure. */
import { type Field, type FieldType, isReadOnly } from '#core/fields';
import type { ReadField } from '#core/views';
import type { TableColumn } from './model.ts';

/** Without rules and formulas: what they say may name fields this person must not know of. */
export function columnOf({ field }: Pick<ReadField, 'field'>, closed: boolean): TableColumn {
  return { field: bare(field), closed };
}

function bare({ id, code, type, label, help, classification, required, options, fields }: Field): Field {
  const { formula: _formula, ...rest } = options as Record<string, unknown>;
  return {
    id,
    code,
    type,
    label,
    ...(help === undefined ? {} : { help }),
    classification,
    required: required === true,
    checks: [],
    options: rest,
    ...(fields === undefined ? {} : { fields: fields.map(bare) }),
  };
}

/**
 * `text`: one line typed in the cell. `panel`: the field's own controls open below the cell. `page`: too much for a list, it is
 * changed on the page of the record. `never`: nobody types it.
 */
export type EditKind = 'text' | 'panel' | 'page' | 'never';

const inLine: readonly FieldType[] = [
  'text',
  'number',
  'money',
  'date',
  'time',
  'date-time',
  'phone',
  'mail',
  'link',
  'corporate-number',
  'code-scan',
];
const inPanel: readonly FieldType[] = [
  'long-text',
  'choice',
  'multiple-choice',
  'score-choice',
  'yes-no',
  'user',
  'department',
  'group',
  'reference',
  'person-name',
  'birth-date',
];

export function editKindOf({ type, classification }: Pick<Field, 'type' | 'classification'>): EditKind {
  if (isReadOnly(type) || type === 'lookup' || classification === 'sealed')
    return type === 'lookup' ? 'page' : 'never';
  if (inLine.includes(type)) return 'text';
  return inPanel.includes(type) ? 'panel' : 'page';
}

/** Values of a list are not in an order that a person would look for. */
const unsorted: readonly FieldType[] = [
  'lines',
  'household-members',
  'related',
  'file',
  'photo',
  'annotated-photo',
  'signature',
  'map-point',
  'rich-text',
  'multiple-choice',
  'consent',
];
export const isSortable = ({ type }: Pick<Field, 'type'>): boolean => !unsorted.includes(type);

/** Right-aligned, with digits of one width. */
export function isNumeric({ type, options }: Pick<Field, 'type' | 'options'>): boolean {
  return type === 'number' || type === 'money' || (type === 'formula' && options.result === 'number');
}

const widths: Partial<Record<FieldType, number>> = {
  number: 100,
  money: 120,
  date: 110,
  'birth-date': 150,
  time: 90,
  'date-time': 180,
  choice: 130,
  'yes-no': 110,
  text: 200,
  'long-text': 280,
  user: 140,
  department: 160,
  reference: 200,
  'auto-number': 140,
  phone: 140,
  mail: 200,
  'created-at': 180,
  'updated-at': 180,
  status: 130,
};
export const narrowest = 64;
export const widest = 800;

/** In pixels, before somebody draws it wider. */
export function widthOf({ type, label }: Pick<Field, 'type' | 'label'>): number {
  // Of the heading, too: its letters are 13 px wide, and a mark of the order stands beside it.
  return Math.min(Math.max(widths[type] ?? 160, label.ja.length * 13 + 44), 320);
}
