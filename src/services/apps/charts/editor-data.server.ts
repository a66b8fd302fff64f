/** What the editor of views offers to one person: only what they may read. */
import type { Field } from '#core/fields';
import type { Audience } from '#core/saved-views';
import { conditionFieldsOf, mayShare } from '#core/saved-views.server';
import type { OpenApp, Period } from '#core/views.server';
import type { EditorData, OfferedField } from './editor-model.ts';
import { offeredWho } from './offered-who.server.ts';

/** Long texts, names and addresses make groups of one each. */
const neverGrouped: readonly string[] = [
  'long-text',
  'rich-text',
  'person-name',
  'address',
  'birth-date',
  'link',
  'mail',
  'phone',
  'map-point',
];
const days: Period[] = ['month', 'fiscal-year', 'year', 'quarter', 'day'];

/** `filter`: of the view as it is. */
export async function editorData(
  open: OpenApp,
  filter?: string,
  audience: Audience = {},
): Promise<EditorData> {
  const fields = open.fields.map((one) => one.field);
  return {
    fields: fields.flatMap((field) => [
      offered(field, field.code, field.label.ja, typeOf(open, field.id), true),
      ...(field.fields ?? []).map((line) =>
        offered(
          line,
          `${field.code}.${line.code}`,
          `${field.label.ja}の${line.label.ja}`,
          typeOf(open, line.id, field.id),
          false,
        ),
      ),
    ]),
    conditions: await conditionFieldsOf(open, filter),
    mayShare: mayShare(open),
    ...(await offeredWho(open, [...(audience.who ?? []), ...(audience.defaultFor ?? [])])),
  };
}

function typeOf(open: OpenApp, id: number, parent?: number): string | null {
  const columns =
    parent === undefined
      ? open.shape.columns
      : (open.shape.children.find((one) => one.fieldId === parent)?.columns ?? []);
  return columns.find((one) => one.fieldId === id)?.sqlType ?? null;
}

function offered(
  field: Field,
  code: string,
  label: string,
  type: string | null,
  column: boolean,
): OfferedField {
  return {
    code,
    label,
    column,
    periods: periodsOf(field, type),
    amount: type === 'numeric' || field.type === 'score-choice',
  };
}

function periodsOf(field: Field, type: string | null): Period[] {
  if (type === null || type === 'bytea' || neverGrouped.includes(field.type)) return [];
  if (type === 'date') return [...days, 'value'];
  if (type === 'timestamptz') return days;
  if (type === 'jsonb') return field.type === 'multiple-choice' ? ['value'] : [];
  // A date of which parts may be unknown is kept as text: months cannot be told from it.
  return field.type === 'date' ? [] : ['value'];
}
