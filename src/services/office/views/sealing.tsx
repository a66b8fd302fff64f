/** Whether the list below can be trusted: sealed up to when, and what keeps it outside the database. */
import { staffPaths } from '#ui/paths';
import { Mark } from '#ui/staff';
import type { SealingState } from '../sealing-state.server.ts';

export function Sealing({ state }: { state: SealingState }) {
  const { head, waiting, anchors, trouble } = state;
  return (
    <section className="sealing" aria-label="封印の状態">
      {trouble !== null && (
        <p className="note note-warning">
          <Mark tone="alert">封印の異常</Mark> {trouble}
        </p>
      )}
      <dl className="sealing-facts">
        <div>
          <dt>封印済み</dt>
          <dd>
            {head === null ? (
              <Mark tone="waiting">まだありません</Mark>
            ) : (
              <>
                <Mark tone="done">{head.size.toLocaleString('ja')}件</Mark> {head.at} まで
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>封印待ち</dt>
          <dd>
            {waiting.long ? <Mark tone="alert">{waiting.rows}　1分以上待っています</Mark> : waiting.rows}
          </dd>
        </div>
        {anchors.map((anchor) => (
          <div key={anchor.name}>
            <dt>外部の控え：{anchor.name}</dt>
            <dd>
              <Mark tone={anchor.failing ? 'alert' : 'done'}>{anchor.text}</Mark>
            </dd>
          </div>
        ))}
      </dl>
      <a className="button button-plain" href={staffPaths.auditReport} target="_blank" rel="noreferrer">
        今日の日報（PDF）
      </a>
    </section>
  );
}
