/** One measure: persons, term with the two-person renewal and end, 転送, cases it meets, history. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { type StaffPermission, staffMay } from '#core/policy';
import {
  addPerson,
  answerProposal,
  linkCase,
  linkRecord,
  noteForward,
  proposeChange,
} from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import { type Issue, sentenceOf, statusOf } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { Refusal, type Scene } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Facts, Page, ScrollBox, Section, useMay } from '#ui/staff';
import { measurePage } from '../measure-page.server.ts';
import { dayIn, personIn, recordIn } from '../read-forms.ts';
import { AddPerson, Forward, LinkCase, LinkRecord, Term } from '../views/measure-forms.tsx';
import { MetCases, Persons } from '../views/measure-tables.tsx';
import { MetRecords } from '../views/met-records.tsx';
import { StateMark } from '../views/state-mark.tsx';

export const handle = { permission: 'protection.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ tx, info, params, actor, touched }) => {
  const page = await measurePage(tx, info.municipality, params.measure ?? '', actor.id);
  if (page === null) throw new Refusal({ code: 'notFound' });
  touched('protectionMeasure', [page.id], ['sensitive']);
  const named = page.records.flatMap((one) => [one.appId, one.recordId]);
  if (named.length > 0) touched('record', named, ['personal'], 'protection.listRecords');
  return { page };
});

type Acts = Record<
  string,
  (scene: Scene<StaffActor>, id: string, issues: Issue[]) => Promise<Result<unknown>>
>;
const bureau = ({ tx, info, actor }: Scene<StaffActor>) => ({ tx, municipality: info.municipality, actor });
const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
const unread = fail('invalid');

const acts: Acts = {
  renew: async (scene, id, issues) => {
    const validTo = dayIn(scene.form, 'validTo', tokyoDate(new Date()), issues);
    return issues.length > 0
      ? unread
      : proposeChange(bureau(scene), id, { kind: 'renew', validTo, reason: text(scene.form, 'reason') });
  },
  end: (scene, id) =>
    proposeChange(bureau(scene), id, { kind: 'end', validTo: null, reason: text(scene.form, 'reason') }),
  confirm: (scene, id) => answerProposal(bureau(scene), id, 'confirmed'),
  decline: (scene, id) => answerProposal(bureau(scene), id, 'declined'),
  forward: async (scene, id, issues) => {
    const today = tokyoDate(new Date());
    const on = dayIn(scene.form, 'on', today, issues) ?? today;
    return issues.length > 0
      ? unread
      : noteForward(bureau(scene), id, { municipality: text(scene.form, 'municipality'), on });
  },
  addPerson: async (scene, id, issues) => {
    const person = personIn(scene.form, 'person', tokyoDate(new Date()), issues);
    if (person === null) issues.push({ path: 'person.family', message: '氏名を入れてください。' });
    return person === null || issues.length > 0 ? unread : addPerson(bureau(scene), id, person);
  },
  linkCase: (scene, id) =>
    linkCase(bureau(scene), id, {
      receiptNumber: text(scene.form, 'receiptNumber'),
      personId: text(scene.form, 'personId'),
      applicant: text(scene.form, 'applicant') === 'yes',
    }),
  linkRecord: (scene, id) =>
    linkRecord(bureau(scene), id, {
      ...recordIn(text(scene.form, 'record')),
      personId: text(scene.form, 'recordPersonId'),
    }),
};

export const action = guardStaff(handle, async (scene) => {
  const { params, form, actor, tx, info, touched } = scene;
  if (!staffMay(actor, 'protection.manage')) throw new Refusal({ code: 'notFound' });
  const intent = text(form, 'intent');
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  const page = await measurePage(tx, info.municipality, params.measure ?? '', actor.id);
  if (page === null || act === undefined) throw new Refusal({ code: 'notFound' });
  const issues: Issue[] = [];
  const done = await act(scene, page.id, issues);
  // What was refused is a page that was read.
  touched('protectionMeasure', [page.id], ['sensitive'], done.ok ? `protection.${intent}` : undefined);
  if (done.ok)
    throw redirect(`${href(staffPaths.protectionMeasure, { measure: page.id })}?done=${intent}`, {
      status: 303,
    });
  const all = [...issues, ...(done.error.issues ?? [])];
  return data(
    { intent, message: all.length > 0 ? undefined : sentenceOf(done.error), issues: all },
    { status: statusOf(done.error) },
  );
});

const words = {
  recorded:
    '支援措置を記録しました。いまから、当たる案件の出力は止まり、業務アプリの当たるレコードでは居場所を隠します。',
  renew: '更新を提案しました。別の担当者の確認を待っています。',
  end: '終了を提案しました。別の担当者が確認するまで、支援措置は続きます。',
  confirm: '確認しました。',
  decline: '提案を取り下げました。支援措置は続いています。',
  forward: '転送を記録しました。',
  addPerson: '人を加えました。',
  linkCase: '案件を結びつけました。',
  linkRecord: 'レコードを結びつけました。',
};

export default function Measure() {
  const { page } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const manage = useMay()('protection.manage') && page.state !== 'ended';
  const issues = failed?.issues;
  return (
    <Page
      title={`支援措置 ${page.number}`}
      crumbs={[{ to: staffPaths.protection, text: '支援措置' }]}
      errors={failed ? Math.max(1, failed.issues.length) : 0}
      wide
    >
      {!failed && <Done words={words} />}
      <ErrorSummary
        message={failed?.message}
        issues={issues}
        ids={(path) => (path === 'reason' ? `reason-${failed?.intent}` : path.replace(/single$/, 'family'))}
      />
      <div className="case-grid">
        <div className="case-main">
          <Section title="守られる人と相手方" id="persons">
            <Persons persons={page.persons} />
          </Section>
          <Section title={`当たる案件（${page.cases.length}件）`} id="cases">
            <MetCases cases={page.cases} />
          </Section>
          <Section title={`当たる業務アプリのレコード（${page.records.length}件）`} id="records">
            <MetRecords records={page.records} />
          </Section>
          <Section title="経過" id="history">
            <ScrollBox label="経過の表">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">いつ</th>
                    <th scope="col">だれが</th>
                    <th scope="col">何をした</th>
                  </tr>
                </thead>
                <tbody>
                  {page.history.map((one) => (
                    <tr key={one.id}>
                      <td className="nowrap">{one.at}</td>
                      <td className="nowrap">{one.who}</td>
                      <td>
                        {one.act}
                        {one.detail !== '' && <span className="quiet">　{one.detail}</span>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollBox>
          </Section>
        </div>
        <div className="case-side">
          <Section title="期間" id="term">
            <Facts
              rows={[
                ['状態', <StateMark key="s" state={page.state} />],
                ['期間', page.term],
                ['理由', page.kind],
                ['決定した人', page.decidedBy],
                page.consulted !== '' && ['意見', page.consulted],
              ]}
            />
            {page.state === 'expired' && (
              <p className="note note-warning">
                期限を過ぎましたが、更新か終了を二人で決めるまで、支援措置は続いています。
              </p>
            )}
            {manage && <Term page={page} intent={failed?.intent} issues={issues} />}
          </Section>
          <Section title="転送" id="forwards">
            {page.forwards.length === 0 ? (
              <p className="empty">ほかの市区町村への転送はありません。</p>
            ) : (
              <ul>
                {page.forwards.map((one) => (
                  <li key={`${one.municipality}${one.on}`}>
                    {one.municipality}（{one.on}）
                  </li>
                ))}
              </ul>
            )}
            {manage && <Forward today={page.today} issues={issues} />}
          </Section>
          {manage && <AddPerson issues={failed?.intent === 'addPerson' ? issues : undefined} />}
          {manage && <LinkCase persons={page.persons} issues={issues} />}
          {manage && <LinkRecord persons={page.persons} issues={issues} />}
        </div>
      </div>
    </Page>
  );
}
