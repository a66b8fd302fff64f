/** 厳格な審査 of one record of a work app: who is meant, and who may see for how long what it holds back. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import {
  decideRecordMatch,
  examineRecord,
  protectionOfRecord,
  withdrawAllowance,
} from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import { type Issue, sentenceOf, statusOf } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Facts, Page, Section } from '#ui/staff';
import { dayIn, matchIn, seenIn, verdictIn } from '../read-forms.ts';
import { recordExamination } from '../record-page.server.ts';
import { Decided, NamedPersons } from '../views/examination-parts.tsx';
import { Allowed, RecordMatches, Requests } from '../views/record-forms.tsx';

export const handle = {
  permission: 'protection.examine',
  script: true,
} satisfies RouteHandle<StaffPermission>;

const placeIn = (params: Record<string, string | undefined>) => ({
  appId: params.app ?? '',
  recordId: params.record ?? '',
});

export const loader = guardStaff(handle, async ({ tx, info, actor, params, touched }) => {
  const place = placeIn(params);
  const protection = must(await protectionOfRecord({ tx, municipality: info.municipality }, place));
  touched('record', [place.appId, place.recordId], ['personal'], 'protection.openRecord');
  return { page: await recordExamination(tx, place, protection, actor.id) };
});

export const action = guardStaff(handle, async ({ tx, info, actor, params, form, touched }) => {
  const place = placeIn(params);
  const bureau = { tx, municipality: info.municipality, actor };
  must(await protectionOfRecord(bureau, place));
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const intent = text('intent');
  if (!isIntent(intent)) throw new Refusal({ code: 'notFound' });
  const about = text('about');
  const acts: Record<typeof intent, () => Promise<Result<unknown>>> = {
    match: () => decideRecordMatch(bureau, place, matchIn(form)),
    withdraw: () => withdrawAllowance(bureau, place, { staffId: about, reason: text('withdrawReason') }),
    examine,
  };
  const done = await acts[intent]();
  // What was refused is a page that was read.
  const act = done.ok ? `protection.${intent}Record` : 'protection.openRecord';
  touched('record', [place.appId, place.recordId], ['personal'], act);
  if (done.ok) {
    // A match that was cleared may have been the last: then this page does not exist any more.
    const left = await protectionOfRecord(bureau, place);
    const here = href(staffPaths.protectionRecord, { app: place.appId, record: place.recordId });
    throw redirect(`${left.ok ? here : staffPaths.protection}?done=${left.ok ? intent : 'cleared'}`, {
      status: 303,
    });
  }
  return data(
    {
      intent,
      about,
      message: done.error.issues ? undefined : sentenceOf(done.error),
      issues: done.error.issues ?? [],
    },
    { status: statusOf(done.error) },
  );

  async function examine() {
    const verdict = verdictIn(form);
    if (!verdict.ok) return verdict;
    const issues: Issue[] = [];
    const validTo = verdict.value === 'allow' ? dayIn(form, 'validTo', tokyoDate(new Date()), issues) : null;
    if (issues.length > 0) return fail('invalid', undefined, issues);
    return examineRecord(bureau, place, {
      staffId: about,
      verdict: verdict.value,
      validTo,
      reason: text('reason'),
      seen: seenIn(form),
    });
  }
});

const isIntent = (text: string): text is keyof typeof words => Object.hasOwn(words, text);

const words = {
  match: 'だれのことかの判断を記録しました。',
  examine: '審査の結果を記録しました。',
  withdraw: '認めた表示を取り消しました。',
};

export default function RecordExamination() {
  const { page } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const { requests, matches, named } = page;
  return (
    <Page
      title={`厳格な審査　${page.app}のレコード`}
      crumbs={[{ to: staffPaths.protection, text: '支援措置' }]}
      errors={failed ? Math.max(1, failed.issues.length) : 0}
      wide
    >
      {!failed && <Done words={words} />}
      <ErrorSummary
        message={failed?.message}
        issues={failed?.issues}
        ids={(path) => `${path}-${failed?.about}`}
      />
      <Facts
        rows={[['業務アプリ', page.app], ['追加した日時', page.addedOn], page.hidden && ['場所', 'ごみ箱']]}
      />
      <div className="case-grid">
        <div className="case-main">
          <Section title={`見たいという依頼（${requests.length}件）`} id="requests">
            <Requests page={page} failed={failed} />
          </Section>
          <Section title="だれのことか" id="matches">
            {matches.length === 0 ? (
              <p>
                このレコードは、支援措置に当たる別のレコードを参照しているため、居場所を隠しています。参照しているレコードの審査で判断してください。
              </p>
            ) : (
              <RecordMatches page={page} failed={failed} />
            )}
          </Section>
        </div>
        <div className="case-side">
          <Section title="レコードに出てくる人" id="named">
            <NamedPersons named={named} />
          </Section>
          <Section title="いま見られる人" id="allowed">
            <Allowed page={page} failed={failed} />
          </Section>
        </div>
      </div>
      <Section title="これまでの判断" id="decided">
        <Decided rows={page.decided} empty="まだ判断をしていません。" />
      </Section>
      <p className="below-list">
        <Link to={staffPaths.protection}>支援措置の一覧</Link>
      </p>
    </Page>
  );
}
