/** One regular output: what it is, who approved it until when, and the yearly yes. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { encodings, formats, sources } from '#core/exports';
import {
  approveRegular,
  columnsOffered,
  endRegular,
  mayApproveRegular,
  readRegular,
  recordsOffered,
} from '#core/exports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, Facts, Mark, Page, Section, Submit } from '#ui/staff';
import { deskOf, filterText, regularLine } from '../export-page.server.ts';
import { regularStates } from '../labels.ts';
import { textIn } from '../read-form.ts';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params }) => {
  const desk = deskOf({ actor, tx, info });
  const row = must(await readRegular(desk, params.output ?? ''));
  const { source, query } = row;
  const offer = await (source === 'records'
    ? recordsOffered(desk, query)
    : columnsOffered(desk, source, query));
  const labels = new Map(offer?.columns.map((one) => [one.key, one.label]));
  return {
    ...regularLine(row, tokyoDate(new Date())),
    department: row.department_name,
    purpose: row.purpose,
    legalBasis: row.legal_basis,
    source: sources[row.source],
    filter: filterText(row.source, row.query, await definitionsOf(tx, info.municipality)),
    columns: row.columns.map((key) => labels.get(key) ?? key),
    shape: row.format === 'csv' ? `${formats.csv}・${encodings[row.encoding]}` : formats.xlsx,
    mayApprove: mayApproveRegular(desk, row),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, info, params, form }) => {
  const desk = deskOf({ actor, tx, info });
  const id = params.output ?? '';
  const intent = textIn(form, 'intent');
  if (intent !== 'approve' && intent !== 'end') throw new Refusal(appError('notFound'));
  const done = await (intent === 'approve' ? approveRegular(desk, id) : endRegular(desk, id));
  if (!done.ok) {
    if (done.error.code === 'notFound') throw new Refusal(done.error);
    return data({ message: sentenceOf(done.error) }, { status: statusOf(done.error) });
  }
  throw redirect(`${href(staffPaths.regularOutput, { output: id })}?done=${intent}`, { status: 303 });
});

const words = {
  defined: '作りました。課長などの決裁者が承認すると、動き始めます。',
  approve: '1年間の承認をしました。',
  end: '終わらせました。もう出力されません。',
};

export default function RegularOutput() {
  const page = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title={page.title}
      crumbs={[
        { to: staffPaths.exports, text: '書出し' },
        { to: staffPaths.regularOutputs, text: '定例出力' },
      ]}
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} />
      <p className="export-state">
        <Mark tone={regularStates[page.state].tone}>{regularStates[page.state].text}</Mark>
        {page.until !== null && <span className="quiet">承認の期限：{page.until}</span>}
      </p>
      <Section title="内容" id="content">
        <Facts
          rows={[
            ['提供先', page.recipient],
            ['目的', page.purpose],
            ['根拠', page.legalBasis],
            ['いつ', page.schedule],
            page.next !== null && ['次の出力', page.next],
            ['対象', page.source],
            ...page.filter,
            ['項目', page.columns.join('、')],
            ['形', page.shape],
            ['作った人', `${page.department} ${page.author}`],
            page.approver !== null && ['承認した人', page.approver],
          ]}
        />
      </Section>
      {page.mayApprove && (
        <Form method="post" className="export-act">
          <Csrf />
          <p>承認は、きょうから1年間です。切れる30日前に、作った人と承認した人へメールで知らせます。</p>
          <Submit name="intent" value="approve">
            {page.state === 'new' ? 'この定例出力を1年間承認する' : 'もう1年承認する'}
          </Submit>
        </Form>
      )}
      {page.state !== 'ended' && (
        <Form method="post" className="export-act">
          <Csrf />
          <Submit kind="danger" name="intent" value="end">
            「{page.title}」を終わらせる
          </Submit>
        </Form>
      )}
    </Page>
  );
}
