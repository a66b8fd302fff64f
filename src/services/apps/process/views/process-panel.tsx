/** Where a record stands: its state, what the one who looks may do, the route and everything done so far. */
import { Link, useSearchParams } from 'react-router';
import type { ApprovalShown, ProcessShown } from '#core/record-process';
import { approvalTone, momentText, ProcessLog, RouteSteps, stateTone } from '#core/record-process.view';
import { formatShort } from '#kernel/dates';
import { href, staffPaths } from '#ui/paths';
import { Mark, Section } from '#ui/staff';
import { boxOf } from '../box-of.ts';
import type { ProcessPanel as Panel } from '../panel.server.ts';
import { Acting } from './acting.tsx';
import { BoxBar } from './box-bar.tsx';
import { ReseatBox } from './reseat-box.tsx';

export function ProcessPanel({ panel, issue }: { panel: Panel; issue: string | undefined }) {
  const { process } = panel;
  const { approval, earlier, log } = process;
  return (
    <Section title="決裁と状態" id="process" actions={<NextLink />}>
      <div className="process-panel">
        <Head process={process} />
        <Acting panel={panel} issue={issue} />
        {approval !== null && <Approval approval={approval} process={process} />}
        {earlier.length > 0 && (
          <details className="process-fold">
            <summary>前の起案（{earlier.length}件）</summary>
            {earlier.map((one) => (
              <Approval key={one.id} approval={one} process={process} over />
            ))}
          </details>
        )}
        {log.length > 0 && (
          <details className="process-fold" open={approval === null || undefined}>
            <summary>経過（{log.length}件）</summary>
            <ProcessLog log={log} />
          </details>
        )}
      </div>
    </Section>
  );
}

/** Whoever came from their box is led through it; whoever did not may begin with it. */
function NextLink() {
  const [search] = useSearchParams();
  const asked = boxOf(search);
  if (asked !== null) return <BoxBar asked={asked} />;
  if (!(search.get('done') ?? '').startsWith('verb-')) return null;
  return <Link to={staffPaths.approvalNext}>次の決裁へ</Link>;
}

function Head({ process }: { process: ProcessShown }) {
  const { state, since, dueOn, late, assignees, lock } = process;
  return (
    <>
      <p className="process-now">
        <Mark tone={stateTone(state)}>
          <b>{state.title}</b>
        </Mark>
        <span className="quiet">{momentText(since)} から</span>
        {dueOn !== null &&
          (late ? (
            <Mark tone="alert">期限 {formatShort(dueOn)} を過ぎています</Mark>
          ) : (
            <span>期限 {formatShort(dueOn)}</span>
          ))}
        {assignees.length > 0 && <span>担当：{assignees.join('、')}</span>}
      </p>
      {lock !== null && <p className="quiet">{lock}</p>}
    </>
  );
}

function Approval({
  approval,
  process,
  over,
}: {
  approval: ApprovalShown;
  process: ProcessShown;
  over?: boolean;
}) {
  const { appId, recordId } = process;
  return (
    <div className="process-approval">
      <div className="process-approval-head">
        <h3>
          {approval.route.title}
          {approval.route.delegated && <span className="quiet">専決</span>}
          {approval.round > 1 && <span className="quiet">{approval.round}回目の起案</span>}
        </h3>
        <Mark tone={approvalTone[approval.state]}>{approval.stateTitle}</Mark>
        {approval.id !== null && approval.decidedAt !== null && (
          <a href={href(staffPaths.approvalPaper, { app: appId, record: recordId, approval: approval.id })}>
            決裁書（PDF）
          </a>
        )}
      </div>
      <RouteSteps
        approval={approval}
        {...(process.keeper && !over
          ? { beside: (seat) => <ReseatBox process={process} seat={seat} /> }
          : {})}
      />
    </div>
  );
}
