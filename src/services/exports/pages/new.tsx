/** Asks for an export: what, in which shape, and why. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { sources } from '#core/exports';
import { columnsOffered, requestExport } from '#core/exports.server';
import { WishFields } from '#core/exports.view';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, KeptForm, Page, Submit } from '#ui/staff';
import { deskOf, filterText } from '../export-page.server.ts';
import { queryIn, sourceIn, textIn, wishIn } from '../read-form.ts';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, request, touched }) => {
  const search = new URL(request.url).searchParams;
  // The inbox comes with its filter; whoever may export no cases means the staff.
  const desk = deskOf({ actor, tx, info });
  const asked = sourceIn(search.get('source'));
  const query = asked === 'cases' ? queryIn(search) : {};
  const cases = await columnsOffered(desk, asked, query);
  const source = cases === null && search.get('source') === null ? 'staff' : asked;
  const offer = cases ?? (source === asked ? null : await columnsOffered(desk, source, {}));
  if (offer === null) throw new Refusal(appError('notFound'));
  touched('export', [], ['internal'], 'export.plan');
  return {
    source,
    query: new URLSearchParams(query).toString(),
    filter: filterText(source, query, await definitionsOf(tx, info.municipality)),
    ...offer,
  };
});

export const action = guardStaff(handle, async ({ actor, tx, info, form }) => {
  const done = await requestExport(deskOf({ actor, tx, info }), {
    ...wishIn(form),
    purpose: textIn(form, 'purpose'),
  });
  if (done.ok) throw redirect(href(staffPaths.export, { export: done.value }), { status: 303 });
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

export default function NewExport() {
  const offer = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title={`${sources[offer.source]}の一覧を書き出す`}
      crumb="書き出す"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.exports, text: '書出し' },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <KeptForm name="export">
        <Csrf />
        <Field
          label="何のために使いますか"
          help="ファイルの中と、操作の記録に残ります。住民の名前は書かないでください。"
          error={errorFor(failed?.issues, 'purpose')}
        >
          <textarea id="purpose" name="purpose" rows={2} />
        </Field>
        <WishFields {...offer} issues={failed?.issues} />
        <p className="note">
          ファイルは暗号化され、1日で消えます。100人を超えるときは、ほかの人の承認が要ります。
        </p>
        <Submit>書き出す</Submit>
      </KeptForm>
    </Page>
  );
}
