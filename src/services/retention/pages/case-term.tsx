/** One closed case: how long it is kept, what holds it, and 消去 where the law asks for it. */
import { data, Form, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { openCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { afterwardsLabels } from '#core/retention';
import {
  extendTerm,
  liftHold,
  placeHold,
  proposeErasure,
  selectTerm,
  type TermRow,
} from '#core/retention.server';
import { formatBoth, tokyoDate } from '#kernel/dates';
import type { Issue } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, errorFor, Facts, Field, KeptForm, Page, Section, Submit } from '#ui/staff';
import { deskOf, refusal, textIn } from '../desk.server.ts';

export const handle = { permission: 'records.manage', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const id = scene.params.case ?? '';
  const { row, procedure } = must(await openCase(deskOf(scene), id, 'records.manage'));
  const term = await selectTerm(scene.tx, id);
  scene.touched('case', [id], ['personal'], 'case.term');
  return {
    id,
    number: row.receipt_number,
    procedure: procedure.title.ja,
    closed: row.closed_at === null ? null : formatBoth(tokyoDate(row.closed_at)),
    list: term?.list_id ?? null,
    hold:
      term?.hold_reason == null
        ? null
        : `${term.hold_reason}（${formatBoth(tokyoDate(term.hold_placed_at!))}　${term.hold_by ?? ''}）`,
    term: termOf(term),
  };
});

function termOf(term: TermRow | null) {
  if (term === null || term.class_title === null || term.starts_on === null || term.afterwards === null)
    return null;
  return {
    class: term.class_title,
    starts: formatBoth(term.starts_on),
    ends: term.ends_on === null ? '永年保存' : formatBoth(term.ends_on),
    extended:
      term.extended_to === null
        ? null
        : `${formatBoth(term.extended_to)}まで（${term.extended_reason ?? ''}）`,
    afterwards: afterwardsLabels[term.afterwards],
  };
}

const words = {
  hold: '廃棄を止めました。解除するまで、この案件は消えません。',
  lift: '廃棄の停止を解除しました。',
  extend: '保存期間を延ばしました。',
};

export const action = guardStaff(handle, async (scene) => {
  const { params, form, touched } = scene;
  const id = params.case ?? '';
  const desk = deskOf(scene);
  must(await openCase(desk, id, 'records.manage'));
  const intent = textIn(form, 'intent');
  touched('case', [id], [], `case.${intent}`);
  const acts = {
    hold: () => placeHold(desk, id, textIn(form, 'holdReason')),
    lift: () => liftHold(desk, id),
    extend: () => extendTerm(desk, id, { to: textIn(form, 'to'), reason: textIn(form, 'extensionReason') }),
  };
  if (intent === 'erase') {
    const proposed = await proposeErasure(desk, id, textIn(form, 'basis'));
    if (proposed.ok)
      throw redirect(`${href(staffPaths.recordsList, { list: proposed.value.id })}?done=proposed`, {
        status: 303,
      });
    return answer(proposed);
  }
  const act = Object.hasOwn(acts, intent) ? acts[intent as keyof typeof acts] : undefined;
  if (act === undefined) return answer({ ok: false, error: { code: 'invalid' } });
  const done = await act();
  if (done.ok) throw redirect(`${href(staffPaths.caseTerm, { case: id })}?done=${intent}`, { status: 303 });
  return answer(done);
});

function answer(result: Parameters<typeof refusal>[0]) {
  const refused = refusal(result)!;
  return data(refused.said, { status: refused.status });
}

export default function CaseTerm() {
  const { id, number, procedure, closed, term, hold, list } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="保存期間"
      crumbs={[
        { to: staffPaths.cases, text: '案件一覧' },
        { to: href(staffPaths.case, { case: id }), text: number },
      ]}
      errors={failed ? 1 : 0}
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <Facts
        rows={[
          ['手続', procedure],
          ['完結', closed ?? 'まだ完結していません'],
          ['文書分類', term?.class ?? '—'],
          ['保存期間', term ? `${term.starts}から${term.ends}` : '完結すると決まります'],
          term?.extended != null && ['延長', term.extended],
          ['満了したあと', term?.afterwards ?? '—'],
          ['廃棄の停止', hold ?? 'なし'],
          list !== null && [
            '一覧',
            <Link key="l" to={href(staffPaths.recordsList, { list })}>
              廃棄・移管の一覧に載っています
            </Link>,
          ],
        ]}
      />
      <Hold hold={hold} issues={failed?.issues} />
      {closed !== null && <Extension issues={failed?.issues} />}
      {closed !== null && list === null && <Erasure issues={failed?.issues} />}
    </Page>
  );
}

function Hold({ hold, issues }: { hold: string | null; issues?: Issue[] }) {
  return (
    <Section title="廃棄の停止" id="hold">
      {hold === null ? (
        <KeptForm name="hold">
          <Csrf />
          <Field
            label="止める理由"
            help="例：訴訟、審査請求、監査の対象になっている"
            error={errorFor(issues, 'holdReason')}
          >
            <textarea id="holdReason" name="holdReason" rows={2} maxLength={1000} />
          </Field>
          <Submit kind="plain" name="intent" value="hold">
            廃棄を止める
          </Submit>
        </KeptForm>
      ) : (
        <Form method="post">
          <Csrf />
          <Submit kind="plain" name="intent" value="lift">
            停止を解除する
          </Submit>
        </Form>
      )}
    </Section>
  );
}

function Extension({ issues }: { issues?: Issue[] }) {
  return (
    <Section title="保存期間の延長" id="extension">
      <KeptForm name="extension">
        <Csrf />
        <Field label="いつまで" help="例：令和14年3月31日" error={errorFor(issues, 'to')}>
          <input id="to" type="text" name="to" className="short" />
        </Field>
        <Field label="延ばす理由" error={errorFor(issues, 'extensionReason')}>
          <textarea id="extensionReason" name="extensionReason" rows={2} maxLength={1000} />
        </Field>
        <Submit kind="plain" name="intent" value="extend">
          延ばす
        </Submit>
      </KeptForm>
    </Section>
  );
}

function Erasure({ issues }: { issues?: Issue[] }) {
  return (
    <Section title="消去（法令により期間の前に消すとき）" id="erasure">
      <KeptForm name="erasure">
        <Csrf />
        <Field
          label="根拠"
          help="例：個人情報保護法第98条　利用停止決定 令和8年第3号"
          error={errorFor(issues, 'basis')}
        >
          <input id="basis" type="text" name="basis" maxLength={500} />
        </Field>
        <Submit kind="plain" name="intent" value="erase">
          消去の一覧を作る（二人の承認が要ります）
        </Submit>
      </KeptForm>
    </Section>
  );
}
