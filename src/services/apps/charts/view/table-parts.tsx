/** Columns with their order, sorting, what stays while one scrolls, and totals. */
import { useRef } from 'react';
import { errorFor, Field } from '#ui/staff';
import { measureWords } from '../editor-model.ts';
import type { PartProps } from './part-props.ts';

export function TableParts({ data, draft, put, issues }: PartProps) {
  const list = useRef<HTMLOListElement>(null);
  const label = (code: string) => data.fields.find((one) => one.code === code)?.label ?? code;
  const columns = data.fields.filter((one) => one.column);
  const left = columns.filter((one) => !draft.columns.includes(one.code));
  const move = (index: number, by: number) => {
    const next = [...draft.columns];
    const [one] = next.splice(index, 1);
    next.splice(index + by, 0, one!);
    put({ columns: next });
    // The button went with its row; the finger stays on it.
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>(by < 0 ? '[data-up]' : '[data-down]')[index + by]?.focus(),
    );
  };
  const wrong = errorFor(issues, 'columns');
  return (
    <>
      <fieldset className="field" id="columns" tabIndex={-1} aria-describedby={wrong && 'columns-error'}>
        <legend>項目と順番</legend>
        {wrong && (
          <p className="error" id="columns-error">
            {wrong}
          </p>
        )}
        <ol className="column-order" ref={list}>
          {draft.columns.map((code, index) => (
            <li key={code}>
              <span>{label(code)}</span>
              <span className="button-row">
                <button
                  type="button"
                  className="button button-quiet"
                  data-up=""
                  aria-disabled={index === 0}
                  aria-label={`${label(code)}を前へ`}
                  onClick={() => index > 0 && move(index, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="button button-quiet"
                  data-down=""
                  aria-disabled={index === draft.columns.length - 1}
                  aria-label={`${label(code)}を後へ`}
                  onClick={() => index < draft.columns.length - 1 && move(index, 1)}
                >
                  ↓
                </button>
                <button
                  type="button"
                  className="button button-quiet"
                  aria-label={`${label(code)}を外す`}
                  onClick={() => put({ columns: draft.columns.filter((one) => one !== code) })}
                >
                  外す
                </button>
              </span>
            </li>
          ))}
        </ol>
        {left.length > 0 && (
          <label className="inline-field">
            項目を足す
            <select
              value=""
              onChange={(event) =>
                event.target.value !== '' && put({ columns: [...draft.columns, event.target.value] })
              }
            >
              <option value="">選んでください</option>
              {left.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.label}
                </option>
              ))}
            </select>
          </label>
        )}
      </fieldset>
      <fieldset className="field">
        <legend>並べ方</legend>
        {[0, 1, 2].slice(0, Math.min(3, draft.sort.length + 1)).map((index) => {
          const one = draft.sort[index];
          const set = (field: string, descending: boolean) => {
            const next = draft.sort.slice(0, index);
            put({
              sort: field === '' ? next : [...next, { field, descending }, ...draft.sort.slice(index + 1)],
            });
          };
          return (
            <div className="inline-row" key={index}>
              <select
                aria-label={`${index + 1}番目に並べる項目`}
                value={one?.field ?? ''}
                onChange={(event) => set(event.target.value, one?.descending ?? false)}
              >
                <option value="">{index === 0 ? '新しい順（決めない）' : 'なし'}</option>
                {columns.map((field) => (
                  <option key={field.code} value={field.code}>
                    {field.label}
                  </option>
                ))}
              </select>
              {one !== undefined && (
                <select
                  aria-label={`${index + 1}番目の向き`}
                  value={one.descending ? 'down' : 'up'}
                  onChange={(event) => set(one.field, event.target.value === 'down')}
                >
                  <option value="up">小さい順・古い順・五十音順</option>
                  <option value="down">大きい順・新しい順・逆順</option>
                </select>
              )}
            </div>
          );
        })}
      </fieldset>
      <Field label="横に動かしても残す列" help="左からの数です。">
        <select value={draft.frozen} onChange={(event) => put({ frozen: Number(event.target.value) })}>
          {[0, 1, 2, 3, 4, 5].map((count) => (
            <option key={count} value={count}>
              {count === 0 ? 'なし' : `左から${count}列`}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className="field">
        <legend>下に出す合計など</legend>
        {data.fields
          .filter((one) => one.column && one.amount && draft.columns.includes(one.code))
          .map((one) => (
            <label className="inline-field" key={one.code}>
              {one.label}
              <select
                value={draft.totals.find((total) => total.field === one.code)?.by ?? ''}
                onChange={(event) => {
                  const others = draft.totals.filter((total) => total.field !== one.code);
                  const by = event.target.value as keyof typeof measureWords | '';
                  put({ totals: by === '' ? others : [...others, { by, field: one.code }] });
                }}
              >
                <option value="">出さない</option>
                {Object.entries(measureWords).map(([by, text]) => (
                  <option key={by} value={by}>
                    {by === 'count' ? '入力のある数' : text}
                  </option>
                ))}
              </select>
            </label>
          ))}
        {!data.fields.some((one) => one.amount && draft.columns.includes(one.code)) && (
          <p className="quiet">数の項目を足すと、合計や平均を出せます。</p>
        )}
      </fieldset>
    </>
  );
}
