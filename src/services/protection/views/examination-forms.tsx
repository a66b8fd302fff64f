/** The two decisions of an examination. Both ask for a reason; neither has a default that allows anything. */
import { Form, Link } from 'react-router';
import { outputLabels, seenDocuments } from '#core/protection';
import { href, staffPaths } from '#ui/paths';
import { Csrf, errorFor, Field, type FormIssue, Mark, Submit } from '#ui/staff';
import type { ExaminationPage } from '../examination-page.server.ts';

interface Failed {
  intent: string;
  personId: string;
  issues: FormIssue[];
}

export function Matches({ page, failed }: { page: ExaminationPage; failed: Failed | undefined }) {
  return page.matches.map((one) => {
    const wrong = failed?.intent === 'match' && failed.personId === one.personId ? failed.issues : undefined;
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
          {one.applicant ? '申請者として出てきます。' : '申請の中に出てきます。'}
          {one.certain
            ? '氏名と生年月日（または番号）が合います。'
            : '氏名だけが合います。本人とみなして止めています。'}
          {one.expired && '期限は過ぎていますが、確認するまで続いています。'}
        </p>
        <details open={wrong !== undefined}>
          <summary>別人か、関わりがないかを判断する</summary>
          <Form method="post">
            <Csrf />
            <input type="hidden" name="personId" value={one.personId} />
            <Field label="判断" error={errorFor(wrong, 'verdict')}>
              <select id={`verdict-${one.personId}`} name="verdict" className="short">
                <option value="same">同じ人（支援措置を続ける）</option>
                <option value="different">別人</option>
                {one.counterpart && (
                  <option value="unrelated">相手方だが、この請求は守られる人と関わりがない</option>
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

export function ExamineForm({ page, issues }: { page: ExaminationPage; issues?: readonly FormIssue[] }) {
  return (
    <Form method="post">
      <Csrf />
      <Field label="何を" error={errorFor(issues, 'output')}>
        <select id="output" name="output" defaultValue="">
          <option value="">選んでください</option>
          {(['issue', 'fields', 'register'] as const).map((output) => (
            <option key={output} value={output}>
              {outputLabels[output]}
            </option>
          ))}
          {page.targets.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      </Field>
      <fieldset id="seen" className="field">
        <legend>確かめたもの</legend>
        {errorFor(issues, 'seen') && <p className="error">{errorFor(issues, 'seen')}</p>}
        {seenDocuments.map((one) => (
          <label key={one} className="choice">
            <input type="checkbox" name="seen" value={one} />
            {one}
          </label>
        ))}
      </fieldset>
      <Field
        label="理由と使いみち"
        help="だれが、何のために必要とし、何で確かめたか。"
        error={errorFor(issues, 'reason')}
      >
        <textarea id="reason" name="reason" rows={3} />
      </Field>
      {page.mayShowAddress && (
        <>
          <label className="choice">
            <input type="checkbox" name="showAddress" value="yes" id="showAddress" />
            交付する文書に本人の住所を載せる（本人が必要とする証明書だけ）
          </label>
          {errorFor(issues, 'showAddress') && <p className="error">{errorFor(issues, 'showAddress')}</p>}
        </>
      )}
      <fieldset id="verdict" className="field">
        <legend>結果</legend>
        {errorFor(issues, 'verdict') && <p className="error">{errorFor(issues, 'verdict')}</p>}
        <label className="choice">
          <input type="radio" name="verdict" value="refuse" />
          認めない
        </label>
        <label className="choice">
          <input type="radio" name="verdict" value="allow" />
          1回だけ認める（7日以内）
        </label>
      </fieldset>
      <Submit name="intent" value="examine">
        審査の結果を記録する
      </Submit>
    </Form>
  );
}
