/** The list itself. Rows are links; a box in front of each selects it; below stands what can be done to the selection. */
import { useRef } from 'react';
import { Form, Link } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Csrf, ScrollBox, useMay } from '#ui/staff';
import type { CaseLine } from '../case-lines.server.ts';
import { caseHref, DueText, GuardedMark, StateMark } from './case-link.tsx';
import type { ListKeys } from './use-list-keys.ts';

const bulk = [
  { verb: 'receive', label: 'まとめて収受', permission: 'case.work' },
  { verb: 'assign', label: 'まとめて担当を決める', permission: 'case.assign' },
  { verb: 'approve', label: 'まとめて承認', permission: 'case.decide' },
  { verb: 'decide', label: 'まとめて決裁', permission: 'case.decide' },
  { verb: 'close', label: 'まとめて完結', permission: 'case.work' },
];

export function InboxTable({ lines, count, keys }: { lines: CaseLine[]; count: string; keys: ListKeys }) {
  const may = useMay();
  const shift = useRef(false);
  const { selected, at } = keys;
  if (lines.length === 0) {
    return (
      <p className="empty">
        この条件に合う案件はありません。条件を減らすか、氏名・受付番号の一部でさがしてください。
      </p>
    );
  }
  return (
    <Form method="post" action={staffPaths.casesBulk}>
      <Csrf />
      <input type="hidden" name="intent" value="preview" />
      <ScrollBox label={`案件 ${count}`} tall>
        <table className="table">
          <caption className="visually-hidden">案件 {count}</caption>
          <thead>
            <tr>
              <th scope="col" className="check">
                <label>
                  <span className="visually-hidden">この画面の案件をすべて選ぶ</span>
                  <input
                    type="checkbox"
                    checked={selected.size === lines.length}
                    onChange={(event) => keys.selectAll(event.currentTarget.checked)}
                  />
                </label>
              </th>
              <th scope="col">受付番号</th>
              <th scope="col">申請者</th>
              <th scope="col">手続</th>
              <th scope="col">状態</th>
              <th scope="col" className="number">
                期限
              </th>
              <th scope="col" className="optional">
                担当
              </th>
              <th scope="col" className="optional">
                経路
              </th>
              <th scope="col" className="optional number">
                到達日
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr
                key={line.id}
                id={`row-${line.id}`}
                className={at === line.id ? 'at' : undefined}
                aria-selected={selected.has(line.id)}
                onClick={() => keys.setAt(line.id)}
              >
                <td className="check">
                  <label>
                    <span className="visually-hidden">{line.receiptNumber}を選ぶ</span>
                    <input
                      type="checkbox"
                      name="id"
                      value={line.id}
                      checked={selected.has(line.id)}
                      onClick={(event) => {
                        shift.current = event.shiftKey;
                      }}
                      onChange={() => keys.toggle(line.id, shift.current)}
                    />
                  </label>
                </td>
                <td className="nowrap">
                  <Link to={caseHref(line.id)}>{line.receiptNumber}</Link>
                </td>
                <td className="name">
                  {line.applicant}
                  {line.guarded && <GuardedMark />}
                </td>
                <td className="procedure">{line.procedure}</td>
                <td>
                  <StateMark line={line} />
                </td>
                <td className="number">
                  <DueText line={line} />
                </td>
                <td className="optional nowrap">{line.assignee ?? <span className="quiet">なし</span>}</td>
                <td className="optional nowrap">{line.channel}</td>
                <td className="optional number nowrap">{line.arrivedOn}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {selected.size > 0 ? (
        <div className="bar">
          <b aria-live="polite">{selected.size}件を選びました</b>
          {bulk
            .filter((one) => may(one.permission))
            .map((one) => (
              <button
                key={one.verb}
                type="submit"
                name="verb"
                value={one.verb}
                className="button button-quiet"
              >
                {one.label}…
              </button>
            ))}
          <button type="button" className="link-button" onClick={() => keys.selectAll(false)}>
            選択をやめる
          </button>
        </div>
      ) : (
        <p className="small quiet list-hint">
          {count}　<kbd>J</kbd> <kbd>K</kbd> で移動、<kbd>Enter</kbd> で開く、<kbd>X</kbd> で選ぶ、
          <kbd>?</kbd> で一覧
        </p>
      )}
    </Form>
  );
}
