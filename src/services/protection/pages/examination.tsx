/** 厳格な審査 of one case by a named officer: who is meant, and each output once, with reason and what was seen. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { type ExaminedOutput, examinedOutputs } from '#core/protection';
import { decideMatch, examineOutput, protectionAt } from '#core/protection.server';
import { sentenceOf, statusOf } from '#kernel/errors';
import { fail } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Facts, Page, Section } from '#ui/staff';
import { examinationPage } from '../examination-page.server.ts';
import { matchIn, seenIn, verdictIn } from '../read-forms.ts';
import { ExamineForm, Matches } from '../views/examination-forms.tsx';
import { Decided, NamedPersons } from '../views/examination-parts.tsx';

export const handle = {
  permission: 'protection.examine',
  script: true,
} satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ tx, info, params, touched }) => {
  const id = params.case ?? '';
  const protection = must(await protectionAt({ tx }, id));
  touched('case', [id], ['personal'], 'protection.open');
  return { page: await examinationPage(tx, info.municipality, id, protection) };
});

export const action = guardStaff(handle, async ({ tx, info, actor, params, form, touched }) => {
  const id = params.case ?? '';
  const bureau = { tx, municipality: info.municipality, actor };
  must(await protectionAt(bureau, id));
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const intent = text('intent');
  if (intent !== 'match' && intent !== 'examine') throw new Refusal({ code: 'notFound' });
  const done = intent === 'match' ? await decideMatch(bureau, id, matchIn(form)) : await examine();
  // What was refused is a page that was read.
  touched('case', [id], ['personal'], done.ok ? `protection.${intent}` : 'protection.open');
  if (done.ok) {
    // A match that was cleared may have been the last: then this page does not exist any more.
    const left = await protectionAt(bureau, id);
    const to = left.ok ? href(staffPaths.caseProtection, { case: id }) : staffPaths.protection;
    throw redirect(`${to}?done=${left.ok ? intent : 'cleared'}`, { status: 303 });
  }
  return data(
    {
      intent,
      about: text('about'),
      message: done.error.issues ? undefined : sentenceOf(done.error),
      issues: done.error.issues ?? [],
    },
    { status: statusOf(done.error) },
  );

  async function examine() {
    const [output, target = null] = text('output').split(':') as [string, string?];
    if (!(examinedOutputs as readonly string[]).includes(output))
      return fail('invalid', undefined, [{ path: 'output', message: '何を審査したかを選んでください。' }]);
    const verdict = verdictIn(form);
    if (!verdict.ok) return verdict;
    return examineOutput(bureau, id, {
      output: output as ExaminedOutput,
      target: target === null || !/^[0-9a-f-]{36}$/.test(target) ? null : target,
      verdict: verdict.value,
      showAddress: text('showAddress') === 'yes',
      reason: text('reason'),
      seen: seenIn(form),
    });
  }
});

const words = {
  match: 'だれのことかの判断を記録しました。',
  examine: '審査の結果を記録しました。',
};

export default function Examination() {
  const { page } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title={`厳格な審査　${page.receiptNumber}`}
      crumbs={[{ to: staffPaths.protection, text: '支援措置' }]}
      errors={failed ? Math.max(1, failed.issues.length) : 0}
      wide
    >
      {!failed && <Done words={words} />}
      <ErrorSummary
        message={failed?.message}
        issues={failed?.issues}
        ids={(path) => (path === 'matchReason' ? `matchReason-${failed?.about}` : path)}
      />
      <Facts
        rows={[
          ['手続', page.procedure],
          ['申請者', page.applicant],
          ['状態', page.state],
        ]}
      />
      {page.counterpart && (
        <p className="note note-warning">
          相手方に当たる人の請求です。認める決定はできません。断るときは「文書を交付する」を「認めない」として記録すると、担当課が却下の決定を出せるようになります。
        </p>
      )}
      {page.held > 0 && (
        <p className="note note-warning">
          支援措置を記録する前に決まった文書{page.held}
          件を止めています。審査のあと、担当課が案件の画面で作り直します。
        </p>
      )}
      <div className="case-grid">
        <div className="case-main">
          <Section title="だれのことか" id="matches">
            <Matches page={page} failed={failed} />
          </Section>
          <Section title="案件に出てくる人" id="named">
            <NamedPersons named={page.named} />
          </Section>
          <Section title="これまでの判断" id="decided">
            <Decided
              rows={page.decided}
              empty="まだ審査をしていません。審査が済むまで、この案件からは何も出ません。"
            />
          </Section>
        </div>
        <div className="case-side">
          <Section title="出力ごとの審査" id="examine">
            <ExamineForm
              key={page.decided.length}
              page={page}
              issues={failed?.intent === 'examine' ? failed.issues : undefined}
            />
          </Section>
        </div>
      </div>
    </Page>
  );
}
