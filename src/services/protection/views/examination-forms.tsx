/** The two decisions of an examination. Both ask for a reason; neither has a default that allows anything. */
import { Form } from 'react-router';
import { outputLabels } from '#core/protection';
import { Csrf, errorFor, Field, type FormIssue, Submit } from '#ui/staff';
import type { ExaminationPage } from '../examination-page.server.ts';
import { SeenDocuments, Verdict } from './examination-parts.tsx';
import type { Failed } from './failed.ts';
import { MatchCard } from './match-card.tsx';

export function Matches({ page, failed }: { page: ExaminationPage; failed: Failed | undefined }) {
  return page.matches.map((one) => (
    <MatchCard
      key={one.personId}
      match={one}
      failed={failed}
      told={`${one.applicant ? '申請者として出てきます。' : '申請の中に出てきます。'}${
        one.certain
          ? '氏名と生年月日（または番号）が合います。'
          : '氏名だけが合います。本人とみなして止めています。'
      }`}
      unrelated="相手方だが、この請求は守られる人と関わりがない"
    />
  ));
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
      <SeenDocuments id="seen" wrong={issues} />
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
      <Verdict id="verdict" wrong={issues} allow="1回だけ認める（7日以内）" />
      <Submit name="intent" value="examine">
        審査の結果を記録する
      </Submit>
    </Form>
  );
}
