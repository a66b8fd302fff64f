/** Two records side by side: which one stays, and whose value each field takes. */
import { useState } from 'react';
import { Form } from 'react-router';
import { Csrf, ScrollBox, Submit } from '#ui/staff';
import type { Compared } from '../duplicates-page.server.ts';

const blank = '（空欄）';

export function CompareTwo({ compared }: { compared: Compared }) {
  const { one, other, rows } = compared;
  const [survivor, setSurvivor] = useState<'one' | 'other'>('one');
  const differ = rows.filter((row) => !row.same);
  const sides = [
    ['one', one],
    ['other', other],
  ] as const;
  return (
    <Form method="post">
      <Csrf />
      <input type="hidden" name="intent" value="unite" />
      {sides.map(([name, end]) => (
        <span key={name} hidden>
          <input type="hidden" name={name} value={end.id} />
          <input type="hidden" name={`${name}Revision`} value={end.revision} />
        </span>
      ))}
      <p>
        残すレコードと、項目ごとの値を選んでください。コメント、ファイル、参照は、残すレコードに移ります。
      </p>
      <ScrollBox label="二つのレコードの比較">
        <table className="table compare">
          <thead>
            <tr>
              <th scope="col">項目</th>
              {sides.map(([name, end]) => (
                <th key={name} scope="col">
                  <label className="choice">
                    <input
                      type="radio"
                      name="survivor"
                      value={name}
                      checked={survivor === name}
                      onChange={() => setSurvivor(name)}
                    />
                    <span>「{end.title}」を残す</span>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.label}</th>
                {row.same ? (
                  <td colSpan={2} className="quiet">
                    {row.one || blank}（同じ）
                  </td>
                ) : (
                  (['one', 'other'] as const).map((side) => (
                    <td key={side}>
                      <label className="choice">
                        <input
                          type="radio"
                          name={`value-${row.id}`}
                          value={side}
                          aria-label={`${row.label}：${row[side] || blank}`}
                          defaultChecked={side === better(row)}
                        />
                        <span>{row[side] || blank}</span>
                      </label>
                    </td>
                  ))
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p className="help">
        違う項目：{differ.length}
        。統合すると、残さないほうはごみ箱に入り、その番号で開くと残したレコードが出ます。統合は取り消せません。
      </p>
      <Submit kind="danger">この内容で一つにする</Submit>
    </Form>
  );
}

/** Something stands before nothing. */
const better = ({ one, other }: Compared['rows'][number]): 'one' | 'other' =>
  one === '' && other !== '' ? 'other' : 'one';
