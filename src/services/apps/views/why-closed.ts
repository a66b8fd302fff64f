/** Why a cell cannot be changed here, in words; null when it can. */
import { type Field, isReadOnly } from '#core/fields';
import { editKindOf } from '../table/columns.ts';
import type { TableColumn, TableRow } from '../table/model.ts';

export function whyClosed({ field, closed }: TableColumn, { standing }: TableRow): string | null {
  if (standing.hidden.includes(field.id)) return 'この項目を見る権限がないため、変更できません。';
  if (isReadOnly(field.type)) return byItself(field);
  if (!standing.edit) return 'このレコードを変更する権限がありません。';
  if (closed || standing.closed.includes(field.id)) return 'この項目を変更する権限がありません。';
  const kind = editKindOf(field);
  if (kind === 'page' || kind === 'never') return 'この項目は、レコードの画面で変更します。';
  return null;
}

const byItself = ({ type }: Pick<Field, 'type'>): string =>
  type === 'formula' || type === 'area'
    ? '計算で決まる項目のため、直接は変更できません。'
    : '自動で入る項目のため、変更できません。';
