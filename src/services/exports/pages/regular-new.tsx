/** Writes a regular output; it runs when somebody else has approved it. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { schedules } from '#core/exports';
import { columnsOffered, defineRegular } from '#core/exports.server';
import { Radios, WishFields } from '#core/exports.view';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatWareki, tokyoDate } from '#kernel/dates';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, KeptForm, Page, Submit } from '#ui/staff';
import { deskOf, filterText } from '../export-page.server.ts';
import { queryIn, textIn, wishIn } from '../read-form.ts';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, request }) => {
  const desk = deskOf({ actor, tx, info });
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, info.municipality);
  // Everything that ever came, of one procedure; nobody's name.
  const { q: _name, ...query } = queryIn(new URL(request.url).searchParams);
  const wanted: Record<string, string> = { state: 'all', ...query };
  const cases = await columnsOffered(desk, 'cases', wanted);
  const offer = cases ?? (await columnsOffered(desk, 'staff', {}));
  if (offer === null) throw new Refusal(appError('notFound'));
  const source = cases === null ? ('staff' as const) : ('cases' as const);
  return {
    source,
    query: source === 'cases' ? new URLSearchParams(wanted).toString() : '',
    filter: filterText(source, wanted, definitions),
    ...offer,
    today: formatWareki(today),
    chosen: wanted.procedure ?? '',
    procedures:
      source === 'cases'
        ? definitions
            .procedures(today)
            .filter((one) => one.body.app !== undefined)
            .map((one) => ({ id: one.body.id, title: one.body.title.ja }))
        : [],
  };
});

export const action = guardStaff(handle, async ({ actor, tx, info, form }) => {
  const done = await defineRegular(deskOf({ actor, tx, info }), {
    ...wishIn(form),
    title: textIn(form, 'title'),
    recipient: textIn(form, 'recipient'),
    purpose: textIn(form, 'purpose'),
    legalBasis: textIn(form, 'legalBasis'),
    schedule: textIn(form, 'schedule'),
    firstRun: textIn(form, 'firstRun'),
  });
  if (done.ok)
    throw redirect(`${href(staffPaths.regularOutput, { output: done.value })}?done=defined`, { status: 303 });
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

const texts = [
  ['title', '名前', '例：就学援助認定者の月次一覧'],
  ['recipient', '提供先', '例：教育委員会 学校給食課'],
  ['legalBasis', '根拠', '例：個人情報保護法69条2項2号、就学援助条例5条'],
] as const;

export default function NewRegularOutput() {
  const { today, procedures, chosen, ...offer } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="定例出力を作る"
      crumbs={[
        { to: staffPaths.exports, text: '書出し' },
        { to: staffPaths.regularOutputs, text: '定例出力' },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      {procedures.length > 0 && (
        <Form method="get" className="filters">
          <label>
            手続
            <select name="procedure" defaultValue={chosen}>
              <option value="">すべて（共通の項目だけ）</option>
              {procedures.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.title}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="button button-plain">
            この手続の項目を出す
          </button>
        </Form>
      )}
      <KeptForm name="regular" key={offer.query}>
        <Csrf />
        {texts.map(([name, label, help]) => (
          <Field key={name} label={label} help={help} error={errorFor(failed?.issues, name)}>
            <input id={name} type="text" name={name} maxLength={200} />
          </Field>
        ))}
        <Field label="目的" error={errorFor(failed?.issues, 'purpose')}>
          <textarea id="purpose" name="purpose" rows={2} />
        </Field>
        <Radios
          name="schedule"
          legend="いつ出力しますか"
          options={schedules}
          first="monthly"
          error={errorFor(failed?.issues, 'schedule')}
        />
        <Field
          label="最初の日"
          help="例：令和8年12月1日、R8.12.1、2026-12-01"
          error={errorFor(failed?.issues, 'firstRun')}
        >
          <input id="firstRun" type="text" name="firstRun" className="short" defaultValue={today} />
        </Field>
        <WishFields {...offer} issues={failed?.issues} />
        <p className="note">
          作ったあとで内容は変えられません。変えるときは、終わらせて作り直し、もう一度承認を受けます。
        </p>
        <Submit>承認を頼む</Submit>
      </KeptForm>
    </Page>
  );
}
