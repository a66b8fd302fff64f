/** A file of the stock-take: first what it would change, then whole or not at all. */
import { data, Form, redirect, useActionData } from 'react-router';
import { applyPlan, readPlan } from '#core/inventory.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import {
  Csrf,
  ErrorSummary,
  errorFor,
  Field,
  type FormIssue,
  Page,
  ScrollBox,
  Section,
  Submit,
} from '#ui/staff';
import { stockOf } from '../stock.server.ts';

export const handle = { permission: 'catalogue.edit', script: true } satisfies RouteHandle<StaffPermission>;

const maxBytes = 4_000_000;
const shown = 50;

export const loader = guardStaff(handle, async () => null);

const wrong = (issues: FormIssue[], message?: string, status = 422) =>
  data({ issues, message, plan: undefined, kept: undefined }, { status });

export const action = guardStaff(handle, async ({ actor, tx, info, runtime, form, touched }) => {
  // Between plan and act the file travels sealed in the page: what is applied is what was shown.
  const context = { municipality: info.municipality, purpose: 'catalogue-import' };
  const apply = form.get('intent') === 'apply';
  const file = form.get('file');
  let bytes: Uint8Array;
  if (apply) {
    const kept = runtime.keyring.unseal(String(form.get('kept') ?? ''), context);
    if (!kept.ok) return wrong([], 'もう一度ファイルを選んでください。');
    bytes = new Uint8Array(Buffer.from(kept.value, 'base64'));
  } else {
    if (!(file instanceof File) || file.size === 0)
      return wrong([{ path: 'file', message: 'CSVかExcel（.xlsx）のファイルを選んでください。' }]);
    if (file.size > maxBytes) return wrong([{ path: 'file', message: 'ファイルは4MBまでです。' }]);
    bytes = new Uint8Array(await file.arrayBuffer());
  }
  const { inventory, mayEdit } = await stockOf({ actor, tx, info });
  const read = await readPlan(bytes, inventory, mayEdit);
  if (!read.ok) return wrong([{ path: 'file', message: sentenceOf(read.error) }]);
  const plan = read.value;
  if (apply) {
    const done = await applyPlan(tx, plan, actor.id);
    if (!done.ok) return wrong([], sentenceOf(done.error), statusOf(done.error));
    const codes = plan.changes.map((one) => one.entry.code);
    touched('procedure', codes, ['internal'], 'catalogue.import');
    throw redirect(`${staffPaths.catalogue}?done=imported`, { status: 303 });
  }
  return {
    issues: [] as FormIssue[],
    message: undefined,
    kept:
      plan.issues.length > 0
        ? undefined
        : runtime.keyring.seal(Buffer.from(bytes).toString('base64'), context),
    plan: {
      added: plan.added.slice(0, shown),
      addedCount: plan.added.length,
      changed: plan.changed.slice(0, shown),
      changedCount: plan.changed.length,
      same: plan.same,
      cleared: plan.cleared,
      untouched: plan.untouched,
      wrong: plan.issues.slice(0, 200),
      wrongCount: plan.issues.length,
    },
  };
});

type Plan = NonNullable<Exclude<ReturnType<typeof useActionData<typeof action>>, undefined>['plan']>;

export default function ImportCatalogue() {
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="手続の棚卸しを取り込む"
      crumb="取り込む"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.catalogue, text: '手続の一覧' },
      ]}
      errors={answer?.issues.length ?? 0}
    >
      <ErrorSummary message={answer?.message} issues={answer?.issues} />
      {answer?.plan && <PlanBox plan={answer.plan} kept={answer.kept} />}
      <Section
        title={
          answer?.plan ? '直したファイルや、別のファイルで確かめる' : 'ファイルを選んで、変わることを確かめる'
        }
        id="file-section"
      >
        <p className="help">
          一覧の「Excelで書き出す」「CSVで書き出す」のファイルを直して、ここへ戻してください。1行が一つの手続で、「手続コード」の同じ手続を書き換え、ないものを加えます。ファイルにない手続や列は、そのまま残ります。
        </p>
        <Form method="post" encType="multipart/form-data">
          <Csrf />
          <Field
            label="ファイル"
            help="CSV（UTF-8・シフトJIS）か Excel（.xlsx）。4MBまで。"
            error={errorFor(answer?.issues, 'file')}
          >
            <input id="file" type="file" name="file" accept=".csv,.xlsx" />
          </Field>
          <p className="button-row import-button">
            <Submit kind={answer?.plan ? 'plain' : 'primary'}>変わることを確かめる</Submit>
          </p>
        </Form>
      </Section>
    </Page>
  );
}

function PlanBox({ plan, kept }: { plan: Plan; kept: string | undefined }) {
  const count = plan.addedCount + plan.changedCount;
  if (plan.wrongCount > 0)
    return (
      <Section title={`直していただきたいところが${plan.wrongCount}か所あります`} id="plan">
        <p>まだ何も変わっていません。ファイルを直して、もう一度選んでください。</p>
        <ScrollBox label="直すところの表" tall>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">行</th>
                <th scope="col">列</th>
                <th scope="col">直すところ</th>
              </tr>
            </thead>
            <tbody>
              {plan.wrong.map((one) => (
                <tr key={`${one.row}${one.column}${one.message}`}>
                  <td className="number">{one.row}</td>
                  <td className="nowrap">{one.column === '' ? '行' : one.column}</td>
                  <td>{one.message}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
        {plan.wrong.length < plan.wrongCount && (
          <p className="quiet">はじめの{plan.wrong.length}か所です。</p>
        )}
      </Section>
    );
  return (
    <Section title="このファイルで変わること" id="plan">
      <p className="note">
        まだ何も変わっていません。加わる手続{plan.addedCount}件、変わる手続{plan.changedCount}件、同じもの
        {plan.same}
        件。ファイルにない{plan.untouched}件は、そのまま残ります。
        {plan.cleared > 0 && <b>空になる値が{plan.cleared}か所あります。</b>}
      </p>
      {plan.added.length > 0 && (
        <p>
          加わる手続：{plan.added.join('、')}
          {plan.added.length < plan.addedCount && ' ほか'}
        </p>
      )}
      {plan.changed.length > 0 && (
        <ul className="catalogue-changes">
          {plan.changed.map((one) => (
            <li key={one.code}>
              {one.name} <span className="quiet">{one.columns.join('、')}</span>
            </li>
          ))}
          {plan.changed.length < plan.changedCount && <li className="quiet">ほか</li>}
        </ul>
      )}
      {count === 0 ? (
        <p>いまの一覧と同じです。取り込む必要はありません。</p>
      ) : (
        <Form method="post" encType="multipart/form-data" className="import-button">
          <Csrf />
          <input type="hidden" name="kept" value={kept} />
          <Submit name="intent" value="apply">
            {`この${count}件を取り込む`}
          </Submit>
        </Form>
      )}
    </Section>
  );
}
