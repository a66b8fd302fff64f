/** 起案: what is decided, why, from when until when, item by item; with the notice as it would go out. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { fieldByCode } from '#core/cases';
import { draftDecision, previewNotice, readCase } from '#core/cases.server';
import type { Field as AppField, Line } from '#core/fields';
import { printAnswer } from '#core/fields';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { decidesAtOnce } from '#core/process';
import { fiscalYearOf, formatWareki, tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Facts, KeptForm, Page, Section, Submit } from '#ui/staff';
import { casePage } from '../case-page.server.ts';
import { allowedOutcomes, asksValidity, readDraft } from '../decision-form.ts';
import { deskOf, issuerOf, numberIn, refuse, type StaffScene } from '../desk.server.ts';
import { CaseHead } from '../views/case-head.tsx';
import { DecisionFields } from '../views/decision-fields.tsx';
import { NoticePaper } from '../views/notice-paper.tsx';

export const handle = { permission: 'case.work', script: true } satisfies RouteHandle<StaffPermission>;

/** The case with what its procedure lets one decide. */
async function openDraft({ actor, tx, info, params }: Pick<StaffScene, 'actor' | 'tx' | 'info' | 'params'>) {
  const view = must(await readCase(deskOf({ actor, tx, info }), params.case ?? ''));
  const { procedure, app, definitions, record } = view;
  const field = fieldByCode(app, procedure.process.partialBy);
  const lines = field === null ? [] : ((record.answers[String(field.id)] ?? []) as unknown as Line[]);
  const [first] = field?.fields ?? [];
  const today = tokyoDate(new Date());
  const templates = [procedure.documents.granted, procedure.documents.partial].map((id) =>
    id === undefined ? undefined : definitions.template(id, { on: today })?.body,
  );
  return {
    view,
    today,
    allowed: allowedOutcomes(procedure),
    items: lines.map((line, index) => ({
      key: line.key,
      label:
        first === undefined
          ? `${index + 1}`
          : printAnswer(first as AppField, line.values[String(first.id)], 'ja'),
    })),
    validity: templates.some(asksValidity),
  };
}

export const loader = guardStaff(handle, async (scene) => {
  const { view, today, allowed, items, validity } = await openDraft(scene);
  const id = view.row.id;
  if (!view.possible.includes('draftDecision')) throw redirect(href(staffPaths.case, { case: id }));
  scene.touched('case', [id], ['personal']);
  const page = await casePage(scene.tx, view, today);
  return {
    page,
    allowed,
    items,
    // What is granted in a year usually holds until its end.
    validity: validity
      ? { from: formatWareki(today), to: formatWareki(`${fiscalYearOf(today) + 1}-03-31`) }
      : null,
    refusalReasons: view.procedure.process.refusalReasons.map((one) => one.ja),
    atOnce: decidesAtOnce(view.situation),
    steps: view.procedure.process.steps.map((step) => `${step.label.ja}（${step.position}）`),
    certificate: view.procedure.documents.certificate !== undefined,
  };
});

export const action = guardStaff(handle, async (scene) => {
  const { view, today, allowed, items } = await openDraft(scene);
  const { form, runtime, touched } = scene;
  const id = view.row.id;
  const desk = deskOf(scene);
  const { input, issues } = readDraft(
    form,
    allowed,
    items.map((item) => item.key),
    today,
  );
  const preview = form.get('intent') === 'preview';
  touched('case', [id], ['personal'], preview ? 'case.previewDecision' : 'case.draftDecision');
  if (issues.length > 0)
    return data({ issues, message: undefined, notice: undefined, outcome: input.outcome }, { status: 422 });
  if (preview) {
    const notice = await previewNotice(desk, issuerOf(runtime), id, input);
    if (!notice.ok)
      return data(
        { issues: [], message: sentenceOf(notice.error), notice: undefined, outcome: input.outcome },
        { status: statusOf(notice.error) },
      );
    return { issues: [], message: undefined, notice: notice.value, outcome: input.outcome };
  }
  const drafted = await draftDecision(desk, issuerOf(runtime), id, {
    ...input,
    revision: numberIn(form, 'revision'),
  });
  if (!drafted.ok && drafted.error.code === 'notFound') return refuse();
  if (!drafted.ok)
    return data(
      {
        issues: drafted.error.issues ?? [],
        message: sentenceOf(drafted.error),
        notice: undefined,
        outcome: input.outcome,
      },
      { status: statusOf(drafted.error) },
    );
  throw redirect(
    `${href(staffPaths.case, { case: id })}?done=${decidesAtOnce(view.situation) ? 'decided' : 'drafted'}`,
    { status: 303 },
  );
});

export default function Decision() {
  const { page, atOnce, steps, certificate, ...fields } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const title = !atOnce ? '起案する' : fields.allowed[0] === 'accepted' ? '受理する' : '専決で決定する';
  return (
    <Page
      title={title}
      crumbs={[
        { to: staffPaths.cases, text: '案件一覧' },
        { to: href(staffPaths.case, { case: page.id }), text: page.line.receiptNumber },
      ]}
      errors={answered?.issues.length ?? 0}
      wide
    >
      <ErrorSummary
        message={answered?.message}
        issues={answered?.issues}
        ids={(path) => path.replace(/^items\./, 'item:')}
      />
      <CaseHead page={page} />
      <div className="case-grid">
        <div className="case-main">
          <KeptForm name="decision">
            <Csrf />
            <input type="hidden" name="revision" value={page.revision} />
            <DecisionFields {...fields} issues={answered?.issues} />
            <p className="help">
              {atOnce
                ? '決定すると、すぐに文書が作られ、申請者に届きます。'
                : `起案すると、${steps.join('、')}の順に回ります。決裁の前なら引き戻せます。`}
              {certificate && ' 証明書の内容は、決定のときに台帳から取ります。'}
            </p>
            <div className="button-row">
              <Submit>{atOnce ? '決定して交付する' : '起案して回す'}</Submit>
              <Submit kind="plain" name="intent" value="preview">
                通知文を見る
              </Submit>
            </div>
          </KeptForm>
          {answered?.notice && (
            <Section title="通知文の見本" id="notice">
              <NoticePaper notice={answered.notice} />
            </Section>
          )}
          {answered?.notice === null && (
            <p className="note">この決定では、申請者に送る文書はありません。状態だけが伝わります。</p>
          )}
        </div>
        <div className="case-side">
          {page.calculated.length > 0 && (
            <Section title="判断の材料" id="assessment">
              <Facts rows={page.calculated.map((one): [string, string] => [one.label, one.text])} />
            </Section>
          )}
        </div>
      </div>
    </Page>
  );
}
