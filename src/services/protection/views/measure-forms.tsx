/** What may be done to a measure: its term, 転送, more persons, cases no key finds. */
import { Form } from 'react-router';
import { personRoles, roleLabels } from '#core/protection';
import { Csrf, errorFor, Field, type FormIssue, Submit } from '#ui/staff';
import type { MeasurePage } from '../measure-page.server.ts';
import { PersonFields } from './person-fields.tsx';

type Issues = readonly FormIssue[] | undefined;

export function Term({ page, intent, issues }: { page: MeasurePage; intent?: string; issues: Issues }) {
  if (page.proposal !== null) return <Answer proposal={page.proposal} />;
  const wrong = (which: string, path: string) => (intent === which ? errorFor(issues, path) : undefined);
  return (
    <>
      <details open={intent === 'renew'}>
        <summary>更新を提案する</summary>
        <Form method="post">
          <Csrf />
          <Field label="新しい期限" help="例：令和9年11月20日、2027-11-20" error={wrong('renew', 'validTo')}>
            <input id="validTo" type="text" name="validTo" className="short" />
          </Field>
          <Field label="理由" error={wrong('renew', 'reason')}>
            <textarea id="reason-renew" name="reason" rows={2} />
          </Field>
          <Submit kind="plain" name="intent" value="renew">
            更新を提案する
          </Submit>
        </Form>
      </details>
      <details open={intent === 'end'}>
        <summary>終了を提案する</summary>
        <Form method="post">
          <Csrf />
          <Field label="理由" error={wrong('end', 'reason')}>
            <textarea id="reason-end" name="reason" rows={2} />
          </Field>
          <Submit kind="danger" name="intent" value="end">
            終了を提案する
          </Submit>
        </Form>
      </details>
    </>
  );
}

function Answer({ proposal }: { proposal: NonNullable<MeasurePage['proposal']> }) {
  const what = proposal.kind === 'renew' ? `${proposal.validTo ?? ''}まで更新する` : '終了する';
  return (
    <div className="note">
      <p>
        <b>{what}</b>提案が確認を待っています。
      </p>
      <p>
        {proposal.proposer}：{proposal.reason}
      </p>
      <Form method="post" className="button-row">
        <Csrf />
        {!proposal.own && (
          <Submit name="intent" value="confirm">
            {what}ことを確認する
          </Submit>
        )}
        <Submit kind="plain" name="intent" value="decline">
          {proposal.own ? '提案を取り下げる' : '認めない'}
        </Submit>
      </Form>
      {proposal.own && <p className="help">確認は、別の担当者がします。</p>}
    </div>
  );
}

export function Forward({ today, issues }: { today: string; issues: Issues }) {
  return (
    <details open={errorFor(issues, 'municipality') !== undefined}>
      <summary>転送を記録する</summary>
      <Form method="post">
        <Csrf />
        <Field label="市区町村" error={errorFor(issues, 'municipality')}>
          <input id="municipality" type="text" name="municipality" className="short" />
        </Field>
        <Field label="転送した日" error={errorFor(issues, 'on')}>
          <input id="on" type="text" name="on" className="short" defaultValue={today} />
        </Field>
        <Submit kind="plain" name="intent" value="forward">
          転送を記録する
        </Submit>
      </Form>
    </details>
  );
}

export function AddPerson({ issues }: { issues: Issues }) {
  return (
    <details open={(issues?.length ?? 0) > 0}>
      <summary>人を加える</summary>
      <Form method="post" autoComplete="off">
        <Csrf />
        <Field label="立場">
          <select id="person.role" name="person.role" className="short" defaultValue="along">
            {personRoles.map((role) => (
              <option key={role} value={role}>
                {roleLabels[role]}
              </option>
            ))}
          </select>
        </Field>
        <PersonFields prefix="person" issues={issues} withAddress />
        <Submit kind="plain" name="intent" value="addPerson">
          この人を加える
        </Submit>
      </Form>
    </details>
  );
}

export function LinkCase({ persons, issues }: { persons: MeasurePage['persons']; issues: Issues }) {
  return (
    <details open={errorFor(issues, 'receiptNumber') !== undefined}>
      <summary>照合で見つからない案件を結びつける</summary>
      <Form method="post">
        <Csrf />
        <Field label="受付番号" error={errorFor(issues, 'receiptNumber')}>
          <input id="receiptNumber" type="text" name="receiptNumber" className="short" />
        </Field>
        <Field label="だれの案件か">
          <select id="personId" name="personId" className="short">
            {persons.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}（{one.role}）
              </option>
            ))}
          </select>
        </Field>
        <label className="choice">
          <input type="checkbox" name="applicant" value="yes" />
          この人が申請者です
        </label>
        <Submit kind="plain" name="intent" value="linkCase">
          結びつける
        </Submit>
      </Form>
    </details>
  );
}

export function LinkRecord({ persons, issues }: { persons: MeasurePage['persons']; issues: Issues }) {
  return (
    <details open={errorFor(issues, 'record') !== undefined}>
      <summary>照合で見つからない業務アプリのレコードを結びつける</summary>
      <Form method="post">
        <Csrf />
        <Field
          label="レコードの画面のアドレス"
          help="ブラウザーのアドレス欄から写します。"
          error={errorFor(issues, 'record')}
        >
          <input id="record" type="text" name="record" />
        </Field>
        <Field label="だれのレコードか">
          <select id="recordPersonId" name="recordPersonId" className="short">
            {persons.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}（{one.role}）
              </option>
            ))}
          </select>
        </Field>
        <Submit kind="plain" name="intent" value="linkRecord">
          結びつける
        </Submit>
      </Form>
    </details>
  );
}
