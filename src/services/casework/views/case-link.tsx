import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Mark } from '#ui/staff';
import type { CaseLine } from '../case-lines.server.ts';
import { toneOf } from '../labels.ts';

export const caseHref = (id: string): string => href(staffPaths.case, { case: id });

export function StateMark({ line }: { line: Pick<CaseLine, 'state' | 'stateLabel'> }) {
  return <Mark tone={toneOf[line.state]}>{line.stateLabel}</Mark>;
}

/** Days left in words; overdue with a mark of its own. */
export function DueText({ line }: { line: Pick<CaseLine, 'due' | 'dueOn'> }) {
  if (line.due === null) return <span className="quiet">{line.dueOn === '' ? '—' : line.dueOn}</span>;
  return line.due.late ? (
    <Mark tone="alert">{line.due.text}</Mark>
  ) : (
    <span className={line.due.near ? 'near nowrap' : 'nowrap'}>{line.due.text}</span>
  );
}

/** A short table of cases, for the home. */
export function CaseTable({ lines, label }: { lines: CaseLine[]; label: string }) {
  return (
    <div className="table-box">
      <table className="table">
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            <th scope="col">受付番号</th>
            <th scope="col">手続</th>
            <th scope="col">申請者</th>
            <th scope="col" className="optional">
              状態
            </th>
            <th scope="col" className="number">
              期限
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="nowrap">
                <Link to={caseHref(line.id)}>{line.receiptNumber}</Link>
              </td>
              <td className="procedure">{line.procedure}</td>
              <td className="name">
                {line.applicant}
                {line.guarded && <GuardedMark />}
              </td>
              <td className="optional">
                <StateMark line={line} />
              </td>
              <td className="number">
                <DueText line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Beside a name in a list: this case speaks of somebody under 支援措置. */
export const GuardedMark = () => (
  <span className="guarded">
    <Mark tone="alert">支援措置</Mark>
  </span>
);
