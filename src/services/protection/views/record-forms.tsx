/** What an officer decides at a record. Each asks for a reason; nothing allows anything by itself. */
import { Form, Link } from 'react-router';
import { longestAllowance, seenDocuments } from '#core/protection';
import { href, staffPaths } from '#ui/paths';
import { Csrf, errorFor, Field, type FormIssue, Mark, Submit } from '#ui/staff';
import type { RecordExaminationPage } from '../record-page.server.ts';

interface Props {
  page: RecordExaminationPage;
  failed: { intent: string; about: string; issues: FormIssue[] } | undefined;
}

const wrongIn = (failed: Props['failed'], intent: string, about: string): FormIssue[] | undefined =>
  failed?.intent === intent && failed.about === about ? failed.issues : undefined;

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
            <fieldset className="field" id={`seen-${one.staffId}`}>
              <legend>確かめたもの</legend>
              {errorFor(wrong, 'seen') && <p className="error">{errorFor(wrong, 'seen')}</p>}
              {seenDocuments.map((seen) => (
                <label key={seen} className="choice">
                  <input type="checkbox" name="seen" value={seen} />
                  {seen}
                </label>
              ))}
            </fieldset>
            <Field label="理由と使いみち" error={errorFor(wrong, 'reason')}>
              <textarea id={`reason-${one.staffId}`} name="reason" rows={2} />
            </Field>
            <fieldset className="field" id={`verdict-${one.staffId}`}>
              <legend>結果</legend>
              {errorFor(wrong, 'verdict') && <p className="error">{errorFor(wrong, 'verdict')}</p>}
              <label className="choice">
                <input type="radio" name="verdict" value="refuse" />
                認めない
              </label>
              <label className="choice">
                <input type="radio" name="verdict" value="allow" />
                この人にだけ、下の日まで表示を認める
              </label>
            </fieldset>
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
  return page.matches.map((one) => {
    const wrong = wrongIn(failed, 'match', one.personId);
    return (
      <div key={one.personId} className="document">
        <p className="file-row">
          <b>{one.name}</b>
          <span>{one.birthDate}</span>
          <Mark tone={one.counterpart ? 'alert' : 'work'}>{one.role}</Mark>
          <Link to={href(staffPaths.protectionMeasure, { measure: one.measureId })}>
            支援措置 {one.number}
          </Link>
        </p>
        <p className="quiet">
          {one.certain
            ? '氏名と生年月日が合うか、担当者が結びつけました。'
            : '氏名だけが合います。本人とみなして隠しています。'}
          {one.expired && '期限は過ぎていますが、確認するまで続いています。'}
        </p>
        <details open={wrong !== undefined}>
          <summary>別人か、関わりがないかを判断する</summary>
          <Form method="post">
            <Csrf />
            <input type="hidden" name="about" value={one.personId} />
            <Field label="判断" error={errorFor(wrong, 'verdict')}>
              <select id={`verdict-${one.personId}`} name="verdict" className="short">
                <option value="same">同じ人（支援措置を続ける）</option>
                <option value="different">別人</option>
                {one.counterpart && (
                  <option value="unrelated">相手方だが、このレコードは守られる人と関わりがない</option>
                )}
              </select>
            </Field>
            <Field label="そう判断した理由" error={errorFor(wrong, 'matchReason')}>
              <textarea id={`matchReason-${one.personId}`} name="matchReason" rows={2} />
            </Field>
            <Submit kind="plain" name="intent" value="match">
              判断を記録する
            </Submit>
          </Form>
        </details>
      </div>
    );
  });
}

/** Those whose allowance stands, and ending it. */
export function Allowed({ page, failed }: Props) {
  const standing = page.examinations.filter((one) => one.stands);
  if (standing.length === 0) return <p className="empty">いません。</p>;
  return standing.map((one) => {
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
