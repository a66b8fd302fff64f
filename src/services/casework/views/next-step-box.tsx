/** The one thing to do next, large; the others folded beneath; and why the rest is not possible now. */
import type { FormIssue } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';
import { CounterFacts } from './case-head.tsx';
import { VerbForm, VerbLink, verbHref, verbTitles } from './verb-forms.tsx';

const waiting: Partial<Record<CasePage['line']['state'], string>> = {
  awaitingCorrection: '申請者の補正を待っています。',
  approving: '決裁の途中です。ほかの人の番です。',
  decided: '決定しました。文書を作成しています。',
  awaitingVisit: '申請者の来庁を待っています。',
};

export function NextStepBox({
  page,
  failed,
}: {
  page: CasePage;
  failed?: { intent: string; issues: FormIssue[] };
}) {
  const { primary, others } = page.next;
  const issuesOf = (verb: string) => (failed?.intent === verb ? failed.issues : undefined);
  const says =
    primary === null
      ? (waiting[page.line.state] ??
        (page.over ? 'この案件の処理は終わっています。' : 'いまの役職でできることはありません。'))
      : null;
  return (
    <section className="next-step" id="next" tabIndex={-1} aria-labelledby="next-title">
      <h2 id="next-title">次にすること</h2>
      {says && <p>{says}</p>}
      {page.decision?.waitsFor && primary === null && <p>次は{page.decision.waitsFor}の番です。</p>}
      {(page.fee !== null || !page.proof.met || page.proof.checkedAt !== null) && !page.over && (
        <CounterFacts page={page} />
      )}
      {primary !== null &&
        (verbHref(primary, page.id) === null ? (
          <VerbForm verb={primary} page={page} issues={issuesOf(primary)} primary />
        ) : (
          <VerbLink verb={primary} page={page} primary />
        ))}
      {others.map((verb) =>
        verbHref(verb, page.id) === null ? (
          <details key={verb} open={failed?.intent === verb}>
            <summary>{verbTitles[verb]}</summary>
            <VerbForm verb={verb} page={page} issues={issuesOf(verb)} />
          </details>
        ) : (
          <p key={verb} className="beside">
            <VerbLink verb={verb} page={page} />
          </p>
        ),
      )}
      {page.impossible.length > 0 && (
        <details className="small">
          <summary>できない操作とその理由</summary>
          <ul>
            {page.impossible.map((one) => (
              <li key={one.label}>
                {one.label}：<span className="quiet">{one.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
