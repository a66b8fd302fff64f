/** What each verb asks for, besides being pressed. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Verb } from '#core/process';
import { href, staffPaths } from '#ui/paths';
import { errorFor, Field, type FormIssue, Submit } from '#ui/staff';
import type { CasePage } from '../case-page.server.ts';
import { identityKinds, paymentMethods } from '../labels.ts';
import { ActForm } from './act-form.tsx';

export const verbTitles: Partial<Record<Verb, string>> = {
  receive: '収受する',
  askCorrection: '補正を依頼する',
  checkIdentity: '本人確認を記録する',
  recordPayment: '手数料の収納を記録する',
  draftDecision: '起案する',
  approve: '承認する',
  decide: '決裁する',
  deputyDecide: '代決する',
  sendBack: '起案者に差し戻す',
  recall: '起案を引き戻す',
  assign: '担当を変える',
  withdraw: '取下げを記録する',
  close: '完結する',
};

interface Props {
  verb: Verb;
  page: CasePage;
  issues?: readonly FormIssue[];
  primary?: boolean;
}

/** Null for verbs that have a page of their own; see `VerbLink`. */
export function VerbForm({ verb, page, issues, primary }: Props): ReactNode {
  const title = verbTitles[verb];
  const kind = primary ? 'primary' : 'plain';
  const form = (children: ReactNode, look: 'primary' | 'plain' | 'danger' = kind) => (
    <ActForm intent={verb} revision={page.revision}>
      {children}
      <Submit kind={look}>{title}</Submit>
    </ActForm>
  );
  const note = (label: string, required: boolean) => (
    <Field label={label} optional={!required} error={errorFor(issues, 'note')}>
      <textarea id={`note-${verb}`} name="note" rows={2} />
    </Field>
  );
  switch (verb) {
    case 'receive':
    case 'close':
      return form(null);
    case 'approve':
    case 'decide':
    case 'deputyDecide':
      return form(note('添える言葉', false));
    case 'recall':
      return form(note('引き戻す理由', false));
    case 'sendBack':
      return form(note('差し戻す理由（起案者に伝わります）', true));
    case 'withdraw':
      return form(note('申出の内容（いつ、だれから、どのように）', false), 'danger');
    case 'assign':
      return form(
        <Field label="担当">
          <select id="assign" name="postId" defaultValue={page.assigneePostId ?? ''}>
            <option value="">担当なし</option>
            {page.colleagues.map((one) => (
              <option key={one.id} value={one.id}>
                {one.label}
              </option>
            ))}
          </select>
        </Field>,
      );
    case 'checkIdentity':
      return form(
        <fieldset
          id="kinds"
          tabIndex={-1}
          className={errorFor(issues, 'kinds') ? 'field field-wrong' : 'field'}
        >
          <legend>確認した書類</legend>
          <p className="help">種類だけを残します。番号やコピーは残しません。</p>
          {errorFor(issues, 'kinds') && <p className="error">{errorFor(issues, 'kinds')}</p>}
          {identityKinds.map((one) => (
            <label key={one} className="choice">
              <input type="checkbox" name="kinds" value={one} />
              {one}
            </label>
          ))}
        </fieldset>,
      );
    case 'recordPayment':
      return form(
        <fieldset className="field">
          <legend>受け取った方法（{page.fee?.text}）</legend>
          {Object.entries(paymentMethods).map(([value, label]) => (
            <label key={value} className="choice">
              <input type="radio" name="method" value={value} defaultChecked={value === 'cash'} />
              {label}
            </label>
          ))}
        </fieldset>,
      );
    default:
      return null;
  }
}

export function verbHref(verb: Verb, id: string): string | null {
  if (verb === 'draftDecision') return href(staffPaths.caseDecision, { case: id });
  if (verb === 'askCorrection') return href(staffPaths.caseCorrection, { case: id });
  return null;
}

export function VerbLink({ verb, page, primary }: Props) {
  const to = verbHref(verb, page.id);
  if (to === null) return null;
  return (
    <Link to={to} className={`button ${primary ? 'button-primary' : 'button-plain'}`}>
      {verbTitles[verb]}
    </Link>
  );
}
