/** What an officer decides at a record. Each asks for a reason; nothing allows anything by itself. */
import { Form } from 'react-router';
import { longestAllowance } from '#core/protection';
import { Csrf, errorFor, Field, Submit } from '#ui/staff';
import type { RecordExaminationPage } from '../record-page.server.ts';
import { SeenDocuments, Verdict } from './examination-parts.tsx';
import { type Failed, wrongIn } from './failed.ts';
import { MatchCard } from './match-card.tsx';

interface Props {
  page: RecordExaminationPage;
  failed: Failed | undefined;
}

export function Requests({ page, failed }: Props) {
  if (page.requests.length === 0)
    return <p className="empty">判断を待っている依頼はありません。居場所は、だれにも表示していません。</p>;
  return page.requests.map((one) => {
    const wrong = wrongIn(failed, 'examine', one.staffId);
    return (
      <div key={one.id} className="document">
        <p className="file-row">
          <b>{one.who}</b>
          <span className="quiet">{one.at}に依頼</span>
        </p>
        <p>{one.reason}</p>
        {one.own ? (
          <p className="quiet">自分の依頼は、別の担当者が判断します。</p>
        ) : (
          <Form method="post">
            <Csrf />
            <input type="hidden" name="about" value={one.staffId} />
            <SeenDocuments id={`seen-${one.staffId}`} wrong={wrong} />
            <Field label="理由と使いみち" error={errorFor(wrong, 'reason')}>
              <textarea id={`reason-${one.staffId}`} name="reason" rows={2} />
            </Field>
            <Verdict
              id={`verdict-${one.staffId}`}
              wrong={wrong}
              allow="この人にだけ、下の日まで表示を認める"
            />
            <Field
              label="いつまで（認めるとき）"
              help={`${longestAllowance}日以内。支援措置に人が加わると、その前でも終わります。`}
              error={errorFor(wrong, 'validTo')}
            >
              <input id={`validTo-${one.staffId}`} type="text" name="validTo" className="short" />
            </Field>
            <Submit name="intent" value="examine">
              審査の結果を記録する
            </Submit>
          </Form>
        )}
      </div>
    );
  });
}

export function RecordMatches({ page, failed }: Props) {
  return page.matches.map((one) => (
    <MatchCard
      key={one.personId}
      match={one}
      failed={failed}
      told={
        one.certain
          ? '氏名と生年月日が合うか、担当者が結びつけました。'
          : '氏名だけが合います。本人とみなして隠しています。'
      }
      unrelated="相手方だが、このレコードは守られる人と関わりがない"
    />
  ));
}

/** Those whose allowance stands, and ending it. */
export function Allowed({ page, failed }: Props) {
  if (page.allowed.length === 0) return <p className="empty">いません。</p>;
  return page.allowed.map((one) => {
    const wrong = wrongIn(failed, 'withdraw', one.staffId);
    return (
      <div key={one.id} className="document">
        <p>
          <b>{one.whom}</b>（{one.verdict}）
        </p>
        {!one.own && (
          <details open={wrong !== undefined}>
            <summary>期限より前に取り消す</summary>
            <Form method="post">
              <Csrf />
              <input type="hidden" name="about" value={one.staffId} />
              <Field label="取り消す理由" error={errorFor(wrong, 'withdrawReason')}>
                <textarea id={`withdrawReason-${one.staffId}`} name="withdrawReason" rows={2} />
              </Field>
              <Submit kind="plain" name="intent" value="withdraw">
                取り消す
              </Submit>
            </Form>
          </details>
        )}
      </div>
    );
  });
}
