/** Totals below their columns. */
import { printAnswer } from '#core/fields';
import { isNumeric } from '../table/columns.ts';
import type { TableColumn, Total } from '../table/model.ts';
import { frozenClass } from './grid-row.tsx';
import { leadWidths } from './use-widths.ts';

const words: Record<string, string> = { sum: '計', average: '平均', min: '最小', max: '最大', count: '件数' };
const lead = leadWidths.length;

export function GridFoot({
  columns,
  frozen,
  totals,
}: {
  columns: readonly TableColumn[];
  frozen: number;
  totals: readonly Total[];
}) {
  if (totals.length === 0) return null;
  return (
    <tfoot>
      <tr>
        <td className={`open${frozenClass(0, frozen)}`} colSpan={lead}>
          合計
        </td>
        {columns.map(({ field }, index) => (
          <td
            key={field.id}
            className={`${isNumeric(field) ? 'number' : ''}${frozenClass(lead + index, frozen)}`}
          >
            {totals
              .filter((one) => one.field === field.code)
              .map(({ by, value }) => (
                <span key={by} className="total">
                  {by !== 'sum' && <small>{words[by]} </small>}
                  {by === 'count' ? `${value ?? 0}件` : printAnswer(field, value, 'ja')}
                </span>
              ))}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
