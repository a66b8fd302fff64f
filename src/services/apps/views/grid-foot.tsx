/** Totals below their columns. */
import { printAnswer } from '#core/fields';
import { isNumeric } from '../table/columns.ts';
import type { TableColumn } from '../table/model.ts';
import { frozenClass } from './grid-row.tsx';
import type { Totals } from './use-totals.ts';
import { leadWidths } from './use-widths.ts';

const words: Record<string, string> = { sum: '計', average: '平均', min: '最小', max: '最大', count: '件数' };
const lead = leadWidths.length;

interface GridFootProps {
  columns: readonly TableColumn[];
  frozen: number;
  totals: Totals;
}

export function GridFoot({ columns, frozen, totals }: GridFootProps) {
  const { all, busy, failure } = totals;
  if (all?.length === 0) return null;
  if (all === null)
    return (
      <tfoot>
        <tr>
          <td className={`open${frozenClass(0, frozen)}`} colSpan={lead}>
            合計
          </td>
          <td colSpan={columns.length} className="totals-asked">
            <span role="status">{busy ? '計算しています' : (failure ?? '')}</span>
            {!busy && (
              <button type="button" className="link-button" onClick={totals.ask}>
                {failure === null ? '合計を計算する' : 'もう一度計算する'}
              </button>
            )}
          </td>
        </tr>
      </tfoot>
    );
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
            {all
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
