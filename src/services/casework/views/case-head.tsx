/** What case this is, at one look: number, applicant, state, due, channel, assignee. */
import { Facts } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';
import { DueText, StateMark } from './case-link.tsx';

export function CaseHead({ page }: { page: CasePage }) {
  const { line } = page;
  const cells: [string, React.ReactNode][] = [
    [
      '受付番号',
      <b key="n" className="case-number">
        {line.receiptNumber}
      </b>,
    ],
    ['状態', <StateMark key="s" line={line} />],
    [
      '処理期限',
      page.over || page.dueOn === null ? (
        (page.dueOn ?? '—')
      ) : (
        <span key="d">
          <DueText line={line} /> <span className="quiet small">{line.dueOn}</span>
        </span>
      ),
    ],
    [
      '担当',
      line.assignee ?? (
        <span key="a" className="quiet">
          なし
        </span>
      ),
    ],
    ['所属', line.department],
    ['経路・到達', `${line.channel}　${page.arrivedAt}`],
  ];
  return (
    <dl className="case-head">
      {cells.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Identity and fee, where the procedure asks for them. */
export function CounterFacts({ page }: { page: CasePage }) {
  const { proof, fee } = page;
  return (
    <Facts
      rows={[
        [
          '本人確認',
          proof.met ? `済み（${proof.has}）${proof.checkedAt ?? ''}` : `まだ（必要：${proof.needs}）`,
        ],
        fee !== null && [
          '手数料',
          fee.due ? `${fee.text}　まだ納められていません` : `${fee.text}　収納済み ${fee.paidAt ?? ''}`,
        ],
      ]}
    />
  );
}
