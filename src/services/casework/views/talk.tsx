/** Internal comments, letters with the applicant, and what was asked to be corrected. */
import { errorFor, Field, type FormIssue, Section, Submit, useMay } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';
import { ActForm } from './act-form.tsx';

export function Comments({ page, issues }: { page: CasePage; issues?: readonly FormIssue[] }) {
  return (
    <Section title="内部コメント" id="comments">
      <p className="help">職員だけが見ます。申請者には出ません。</p>
      <ul className="letters">
        {page.comments.map((one) => (
          <li key={`${one.at}${one.body}`}>
            <p className="small quiet">
              {one.name}　{one.at}
            </p>
            <p className="said">{one.body}</p>
          </li>
        ))}
      </ul>
      <ActForm intent="comment">
        <Field label="コメント" error={errorFor(issues, 'body')}>
          <textarea id="comment" name="comment" rows={2} />
        </Field>
        <Submit kind="plain">コメントを残す</Submit>
      </ActForm>
    </Section>
  );
}

export function Letters({ page, issues }: { page: CasePage; issues?: readonly FormIssue[] }) {
  const may = useMay();
  if (!page.online && page.letters.length === 0) return null;
  return (
    <Section title="申請者とのやりとり" id="letters">
      {page.letters.length === 0 && <p className="quiet">まだありません。</p>}
      <ul className="letters">
        {page.letters.map((one) => (
          <li key={`${one.at}${one.body}`} className={one.fromApplicant ? 'from-applicant' : undefined}>
            <p className="small quiet">
              {one.fromApplicant ? '申請者から' : '市から'}　{one.at}
            </p>
            <p className="said">{one.body}</p>
          </li>
        ))}
      </ul>
      {page.online && may('case.work') && (
        <ActForm intent="message">
          <Field
            label="申請者へのお知らせ"
            help="申請者のページに出て、届いたことがメールなどで伝わります。直してほしい項目があるときは「補正を依頼する」を使ってください。"
            error={errorFor(issues, 'body')}
          >
            <textarea id="message" name="message" rows={3} />
          </Field>
          <Submit kind="plain">申請者に知らせる</Submit>
        </ActForm>
      )}
    </Section>
  );
}

export function Corrections({ page }: { page: CasePage }) {
  if (page.corrections.length === 0) return null;
  return (
    <Section title="補正依頼" id="corrections">
      <ul className="letters">
        {page.corrections.map((one) => (
          <li key={one.at}>
            <p className="small quiet">
              {one.at} 依頼{one.answerBy && `・${one.answerBy}まで`}・
              {one.answeredAt === null ? 'まだ回答がありません' : `${one.answeredAt} 回答`}
            </p>
            <ul>
              {one.fields.map((field) => (
                <li key={field.label}>
                  {field.label}：{field.reason}
                </li>
              ))}
            </ul>
            {one.message && <p className="said">{one.message}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
