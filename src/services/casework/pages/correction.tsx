/** 補正依頼: which answers, what is wrong with each, until when. Goes to the applicant. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { askCorrection, openCase, readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { addDays, formatWareki, parseFullDate, tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, KeptForm, Page, Section, Submit } from '#ui/staff';
import { casePage } from '../case-page.server.ts';
import { deskOf, numberIn, refuse, textIn } from '../desk.server.ts';
import { Answers } from '../views/answers.tsx';
import { CaseHead } from '../views/case-head.tsx';

export const handle = { permission: 'case.work', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, touched }) => {
  const id = params.case ?? '';
  const view = must(await readCase(deskOf({ actor, tx, info }), id));
  if (!view.possible.includes('askCorrection')) throw redirect(href(staffPaths.case, { case: id }));
  touched('case', [id], ['personal']);
  const today = tokyoDate(new Date());
  const page = await casePage(tx, view, today);
  return { page, answerBy: formatWareki(addDays(today, 14)) };
});

export const action = guardStaff(handle, async ({ actor, tx, info, params, form, touched }) => {
  const id = params.case ?? '';
  must(await openCase(deskOf({ actor, tx, info }), id, 'case.work'));
  const today = tokyoDate(new Date());
  const typed = textIn(form, 'answerBy').trim();
  const answerBy = typed === '' ? null : parseFullDate(typed, { today });
  const fields = form
    .getAll('field')
    .map((path) => ({ path: String(path), reason: textIn(form, `reason:${path}`).trim() }));
  touched('case', [id], ['personal'], 'case.askCorrection');
  if (answerBy?.ok === false) {
    return data(
      { message: undefined, issues: [{ path: 'answerBy', message: sentenceOf(answerBy.error) }] },
      { status: 422 },
    );
  }
  if (answerBy !== null && answerBy.value.date < today) {
    return data(
      {
        message: undefined,
        issues: [{ path: 'answerBy', message: '回答の期限は、今日より後の日にしてください。' }],
      },
      { status: 422 },
    );
  }
  const asked = await askCorrection(deskOf({ actor, tx, info }), id, {
    revision: numberIn(form, 'revision'),
    fields,
    message: textIn(form, 'message').trim(),
    answerBy: answerBy?.value.date ?? null,
  });
  if (asked.ok) throw redirect(`${href(staffPaths.case, { case: id })}?done=asked`, { status: 303 });
  if (asked.error.code === 'notFound') return refuse();
  return data(
    { message: sentenceOf(asked.error), issues: asked.error.issues ?? [] },
    { status: statusOf(asked.error) },
  );
});

const usual = [
  '書類が切れている、または暗くて読めません。撮り直して付けてください。',
  '書類の内容と合いません。確かめて直してください。',
  '書かれていません。書いてください。',
];

export default function Correction() {
  const { page, answerBy } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const fieldsError = errorFor(failed?.issues, 'fields');
  return (
    <Page
      title="補正を依頼する"
      crumbs={[
        { to: staffPaths.cases, text: '案件一覧' },
        { to: href(staffPaths.case, { case: page.id }), text: page.line.receiptNumber },
      ]}
      errors={failed?.issues.length ?? 0}
      wide
    >
      <ErrorSummary
        message={failed?.message}
        issues={failed?.issues}
        ids={(path) => (path === 'fields' ? 'fields' : path)}
      />
      <CaseHead page={page} />
      <KeptForm name="correction">
        <Csrf />
        <input type="hidden" name="revision" value={page.revision} />
        <datalist id="usual-reasons">
          {usual.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <div className="case-grid">
          <div className="case-main" id="fields" tabIndex={-1}>
            <Section title="直してほしい項目" id="pick">
              <p className="help">
                項目を選ぶと、理由を書くところが出ます。申請者は、選んだ項目だけを直せます。
              </p>
              {fieldsError && <p className="error">{fieldsError}</p>}
              <Answers
                caseId={page.id}
                groups={page.groups}
                mayReveal={false}
                pick={(row) => {
                  if (!row.open) return { before: null, after: null };
                  const error = errorFor(failed?.issues, `reason.${row.path}`);
                  return {
                    before: (
                      <label className="choice">
                        <input type="checkbox" name="field" value={row.path} />
                        <span className="visually-hidden">「{row.label}」を直してもらう</span>
                      </label>
                    ),
                    after: (
                      <label className="reason-box">
                        <span className="small">「{row.label}」の何を、どう直してほしいか</span>
                        {error && <span className="error">{error}</span>}
                        <input
                          id={`reason.${row.path}`}
                          type="text"
                          name={`reason:${row.path}`}
                          list="usual-reasons"
                          aria-invalid={error ? true : undefined}
                        />
                      </label>
                    ),
                  };
                }}
              />
            </Section>
          </div>
          <div className="case-side">
            <section className="next-step" aria-labelledby="ask-title">
              <h2 id="ask-title">申請者への依頼</h2>
              <Field label="添える言葉" optional>
                <textarea id="message" name="message" rows={5} />
              </Field>
              <Field
                label="いつまでに"
                optional
                help="例：令和8年12月5日、R8.12.5、2026-12-05"
                error={errorFor(failed?.issues, 'answerBy')}
              >
                <input id="answerBy" type="text" name="answerBy" defaultValue={answerBy} />
              </Field>
              <Submit>補正を依頼する</Submit>
              {!page.online && (
                <p className="help">
                  オンラインの申請ではないため、申請者へは電話や郵送で伝えてください。依頼はここに残ります。
                </p>
              )}
            </section>
          </div>
        </div>
      </KeptForm>
    </Page>
  );
}
