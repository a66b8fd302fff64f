/** What was drafted, line by line: a table, on a phone one below the other. J and K go from one to the next, Enter opens it. */
import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { approvalWord } from '#core/record-process';
import { approvalTone, momentText } from '#core/record-process.view';
import { href, staffPaths } from '#ui/paths';
import { Mark, ScrollBox, type Shortcut, useNarrow, useShortcuts } from '#ui/staff';
import { daysText, type HistoryRow } from '../figures.ts';

type Line = Omit<HistoryRow, 'steps'> & { days: number | null };

export function HistoryList({ lines }: { lines: readonly Line[] }) {
  const narrow = useNarrow();
  const list = useRef<HTMLDivElement>(null);
  useShortcuts(
    useMemo<Shortcut[]>(() => {
      const step = (by: number) => {
        const links = [...(list.current?.querySelectorAll<HTMLElement>('.history-link') ?? [])];
        const at = links.findIndex((one) => one === document.activeElement);
        links[Math.max(0, Math.min(at + by, links.length - 1))]?.focus();
      };
      return [
        { keys: 'j', label: '次の記録', run: () => step(1) },
        { keys: 'k', label: '前の記録', run: () => step(-1) },
      ];
    }, []),
  );
  return (
    <div ref={list} className="history-list">
      {narrow ? <Cards lines={lines} /> : <Table lines={lines} />}
    </div>
  );
}

function Title({ line }: { line: Line }) {
  return (
    <>
      <Link className="history-link" to={href(staffPaths.record, { app: line.appId, record: line.recordId })}>
        {line.title}
      </Link>
      {line.round > 1 && <span className="quiet">（{line.round}回目）</span>}
    </>
  );
}

const State = ({ line }: { line: Line }) => (
  <Mark tone={approvalTone[line.state]}>{approvalWord(line.state)}</Mark>
);

function Cards({ lines }: { lines: readonly Line[] }) {
  return (
    <ul className="box-list">
      {lines.map((line) => (
        <li key={line.id} className="box-item">
          <div className="box-main">
            <p className="box-head">
              <Title line={line} />
            </p>
            <p className="box-facts">
              <State line={line} />
              <span>{line.route}</span>
              <span>起案：{line.drafter}</span>
              <span className="quiet">{momentText(line.draftedAt)}</span>
              {line.decidedAt !== null && <span className="quiet">決裁 {momentText(line.decidedAt)}</span>}
              {line.days !== null && <span className="quiet">かかった時間 {daysText(line.days)}</span>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Table({ lines }: { lines: readonly Line[] }) {
  return (
    <ScrollBox label="決裁の一覧">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">件名</th>
            <th scope="col">起案した人</th>
            <th scope="col">起案</th>
            <th scope="col">経路</th>
            <th scope="col">状態</th>
            <th scope="col">決裁</th>
            <th scope="col">かかった時間</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <Title line={line} />
              </th>
              <td>{line.drafter}</td>
              <td className="number-left">{momentText(line.draftedAt)}</td>
              <td>{line.route}</td>
              <td>
                <State line={line} />
              </td>
              <td className="number-left">{line.decidedAt === null ? '' : momentText(line.decidedAt)}</td>
              <td className="number">{line.days === null ? '' : daysText(line.days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
