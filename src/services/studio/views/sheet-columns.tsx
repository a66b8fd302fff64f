/** The columns of a spreadsheet, each with what it becomes and the cells that would not fit. */
import { ScrollBox } from '#ui/staff';
import { sheetTypes } from '../labels.ts';
import type { PlannedColumn } from '../sheet/plan-columns.ts';

export function SheetColumns({ columns }: { columns: readonly PlannedColumn[] }) {
  return (
    <ScrollBox label="列と項目の表">
      <table className="table studio-sheet">
        <thead>
          <tr>
            <th scope="col">使う</th>
            <th scope="col">項目の名前</th>
            <th scope="col">種類</th>
            <th scope="col">表の値の例</th>
            <th scope="col">合わないセル</th>
            <th scope="col">重複なし</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((one, index) => (
            <Row key={one.field.code} column={one} index={index} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>記録を見分ける列を決めない</td>
            <td className="check">
              <label>
                <input type="radio" name="key" value="" defaultChecked />
                <span className="visually-hidden">記録を見分ける列を決めない</span>
              </label>
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  );
}

function Row({ column, index }: { column: PlannedColumn; index: number }) {
  const name = column.label;
  return (
    <tr>
      <td className="check">
        <label>
          <input
            id={`column-${index}`}
            type="checkbox"
            name={`use-${index}`}
            value="yes"
            defaultChecked={column.use}
          />
          <span className="visually-hidden">{name}を使う</span>
        </label>
      </td>
      <td>
        <input
          type="text"
          name={`label-${index}`}
          defaultValue={name}
          maxLength={100}
          aria-label={`${index + 1}列目の項目の名前`}
        />
      </td>
      <td>
        <select name={`type-${index}`} defaultValue={column.type} aria-label={`${name}の種類`}>
          {Object.entries(sheetTypes).map(([type, word]) => (
            <option key={type} value={type}>
              {word}
            </option>
          ))}
        </select>
        {column.reason !== '' && <span className="quiet studio-reason">{column.reason}</span>}
      </td>
      <td className="studio-examples-cell">
        {column.filled === 0 ? <span className="quiet">（空）</span> : column.examples.join('、')}
      </td>
      <td>
        {column.misfits === 0 ? (
          <span className="quiet">なし</span>
        ) : (
          <details>
            <summary>{column.misfits}か所</summary>
            <ul className="plain-list">
              {column.problems.map((one) => (
                <li key={one.row}>
                  {one.row}行目「{one.cell}」：{one.message}
                </li>
              ))}
            </ul>
          </details>
        )}
      </td>
      <td className="check">
        {column.unique && (
          <label>
            <input type="radio" name="key" value={index} />
            <span className="visually-hidden">{name}で記録を見分ける</span>
          </label>
        )}
      </td>
    </tr>
  );
}
