/** 厳格な審査 of one record of a work app: who is meant, and who may see for how long what it holds back. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { seenDocuments } from '#core/protection';
import {
  decideRecordMatch,
  examineRecord,
  protectionOfRecord,
  withdrawAllowance,
} from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import { type Issue, sentenceOf, statusOf } from '#kernel/errors';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Facts, Page, Section } from '#ui/staff';
import { dayIn } from '../read-forms.ts';
import { recordExamination } from '../record-page.server.ts';
import { Allowed, RecordMatches, Requests } from '../views/record-forms.tsx';
import { RecordDecided } from '../views/record-log.tsx';

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
  const about = text('about');
  touched('record', [place.appId, place.recordId], ['personal'], `protection.${intent}Record`);
  const done = await act();
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

  async function act() {
    switch (intent) {
      case 'match':
        return decideRecordMatch(bureau, place, {
          personId: about,
          verdict: oneOf(['same', 'different', 'unrelated'] as const, text('verdict'), 'same'),
          reason: text('matchReason'),
        });
      case 'withdraw':
        return withdrawAllowance(bureau, place, { staffId: about, reason: text('withdrawReason') });
      case 'examine':
        return examine();
      default:
        throw new Refusal({ code: 'notFound' });
    }
  }

  async function examine() {
    const verdict = text('verdict');
    if (verdict !== 'allow' && verdict !== 'refuse')
      return fail('invalid', undefined, [
        { path: 'verdict', message: '認めるか、認めないかを選んでください。' },
      ]);
    const issues: Issue[] = [];
    const validTo = verdict === 'allow' ? dayIn(form, 'validTo', tokyoDate(new Date()), issues) : null;
    if (issues.length > 0) return fail('invalid', undefined, issues);
    return examineRecord(bureau, place, {
      staffId: about,
      verdict,
      validTo,
      reason: text('reason'),
      seen: form
        .getAll('seen')
        .map(String)
        .filter((one) => (seenDocuments as readonly string[]).includes(one)),
    });
  }
});

function oneOf<T extends string>(all: readonly T[], text: string, otherwise: T): T {
  return all.find((one) => one === text) ?? otherwise;
}

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
            {named.length === 0 ? (
              <p className="empty">氏名の項目に、名前はありません。</p>
            ) : (
              <dl className="facts">
                {named.map((one, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, the same label may come twice
                  <div key={index}>
                    <dt>{one.label}</dt>
                    <dd>{one.text}</dd>
                  </div>
                ))}
              </dl>
            )}
          </Section>
          <Section title="いま見られる人" id="allowed">
            <Allowed page={page} failed={failed} />
          </Section>
        </div>
      </div>
      <Section title="これまでの判断" id="decided">
        <RecordDecided page={page} />
      </Section>
      <p className="below-list">
        <Link to={staffPaths.protection}>支援措置の一覧</Link>
      </p>
    </Page>
  );
}
