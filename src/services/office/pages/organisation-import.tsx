/** 人事異動: a staff file, first as a plan of what it would change, then applied whole. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff, importStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatWareki, parseFullDate, tokyoDate } from '#kernel/dates';
import { sentenceOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, Page, Section, Submit } from '#ui/staff';

export const handle = {
  permission: 'organisation.import',
  script: true,
} satisfies RouteHandle<StaffPermission>;

const maxBytes = 5_000_000;

export const loader = guardStaff(handle, async () => ({ today: formatWareki(tokyoDate(new Date())) }));

type Problem = { path: string; message: string };
const wrong = (issues: Problem[], message?: string) =>
  data({ issues, message, plan: undefined, kept: undefined, options: undefined }, { status: 422 });

export const action = guardStaff(handle, async ({ tx, info, runtime, form, touched }) => {
  const today = tokyoDate(new Date());
  const apply = form.get('intent') === 'apply';
  // Between plan and act the file travels sealed in the page: what is applied is what was shown.
  const context = { municipality: info.municipality, purpose: 'staff-import' };
  const file = form.get('file');
  let bytes: Uint8Array;
  if (apply) {
    const kept = runtime.keyring.unseal(String(form.get('kept') ?? ''), context);
    if (!kept.ok) return wrong([], 'もう一度ファイルを選んでください。');
    bytes = new Uint8Array(Buffer.from(kept.value, 'base64'));
  } else {
    if (!(file instanceof File) || file.size === 0)
      return wrong([{ path: 'file', message: 'CSVファイルを選んでください。' }]);
    if (file.size > maxBytes) return wrong([{ path: 'file', message: 'ファイルは5MBまでです。' }]);
    bytes = new Uint8Array(await file.arrayBuffer());
  }
  const asOf = parseFullDate(String(form.get('asOf') ?? ''), { today });
  if (!asOf.ok) return wrong([{ path: 'asOf', message: sentenceOf(asOf.error) }]);
  const options = {
    asOf: asOf.value.date,
    complete: form.get('complete') === 'yes',
    force: form.get('force') === 'yes',
  };
  const organisation = (await definitionsOf(tx, info.municipality)).organisation(today);
  touched('staff', [], ['internal'], apply ? 'organisation.import' : 'organisation.previewImport');
  const done = await importStaff(tx, organisation, bytes, { ...options, dryRun: !apply });
  if (!done.ok)
    return wrong(
      (done.error.issues ?? []).map((one) => ({
        path: '',
        message: `${one.path.replace('line ', '')}行目：${one.message}`.replace(/^0行目：/, ''),
      })),
      sentenceOf(done.error),
    );
  if (apply) throw redirect(`${staffPaths.organisation}?done=imported`, { status: 303 });
  const { joins, moves, leaves, newPosts, changedPosts, changedPeople } = done.value;
  const kept = runtime.keyring.seal(Buffer.from(bytes).toString('base64'), context);
  return {
    issues: [] as Problem[],
    message: undefined,
    kept,
    options: { ...options, asOfText: formatWareki(options.asOf) },
    plan: {
      joins,
      moves,
      leaves,
      renamed: changedPeople.map((one) => one.login),
      newPosts: newPosts.length,
      endedPosts: changedPosts.length,
    },
  };
});

export default function OrganisationImport() {
  const { today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="人事異動を取り込む"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.organisation, text: '組織と職員' },
      ]}
      errors={answer?.issues.length ?? 0}
    >
      <ErrorSummary message={answer?.message} issues={answer?.issues} />
      {answer?.plan && <Plan plan={answer.plan} kept={answer.kept} options={answer.options} />}
      <Section
        title={answer?.plan ? '別のファイルで確かめる' : 'ファイルを選んで、変わることを確かめる'}
        id="file-section"
      >
        <p className="help">
          1行に一つの発令。列は login, family, given, kana, mail, department, position,
          kind（本務・兼務・併任）, from,
          to。日本語の見出し（職員番号、氏、名、所属、職名、区分、開始日、終了日）でも読めます。UTF-8 か
          Shift_JIS（Windows-31J）。
        </p>
        <Form method="post" encType="multipart/form-data">
          <Csrf />
          <Field label="CSVファイル" error={errorFor(answer?.issues, 'file')}>
            <input id="file" type="file" name="file" accept=".csv,text/csv" />
          </Field>
          <Field
            label="発令日"
            help="全員分のファイルのとき、載っていない役職は、この前の日で終わります。"
            error={errorFor(answer?.issues, 'asOf')}
          >
            <input id="asOf" type="text" name="asOf" className="short" defaultValue={today} />
          </Field>
          <label className="choice">
            <input type="checkbox" name="complete" value="yes" />
            全員分のファイルである（載っていない人は退職・転出とみなす）
          </label>
          <label className="choice">
            <input type="checkbox" name="force" value="yes" />
            役職の3分の1より多くが終わることを承知している
          </label>
          <p className="button-row import-button">
            <Submit kind={answer?.plan ? 'plain' : 'primary'}>変わることを確かめる</Submit>
          </p>
        </Form>
      </Section>
    </Page>
  );
}

interface PlanProps {
  plan: {
    joins: string[];
    moves: string[];
    leaves: string[];
    renamed: string[];
    newPosts: number;
    endedPosts: number;
  };
  kept: string | undefined;
  options: { asOf: string; asOfText: string; complete: boolean; force: boolean } | undefined;
}

function Plan({ plan, kept, options }: PlanProps) {
  const rows: [string, string[]][] = [
    ['新しく入る人', plan.joins],
    ['役職が変わる人', plan.moves],
    ['いなくなる人', plan.leaves],
    ['氏名・メールが変わる人', plan.renamed],
  ];
  const total = rows.reduce((sum, [, logins]) => sum + logins.length, 0);
  return (
    <Section title="このファイルで変わること" id="plan">
      <p className="note">
        まだ何も変わっていません。発令日は{options?.asOfText}、新しい役職は{plan.newPosts}
        件、終わる・変わる役職は{plan.endedPosts}件です。
      </p>
      <dl className="facts">
        {rows.map(([term, logins]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <b>{logins.length}人</b>
              {logins.length > 0 && (
                <span className="quiet">
                  　{logins.slice(0, 20).join('、')}
                  {logins.length > 20 && ' ほか'}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {total + plan.newPosts + plan.endedPosts === 0 ? (
        <p>いまの登録と同じです。取り込む必要はありません。</p>
      ) : (
        <Form method="post" className="import-button">
          <Csrf />
          <input type="hidden" name="kept" value={kept} />
          <input type="hidden" name="asOf" value={options?.asOf} />
          {options?.complete && <input type="hidden" name="complete" value="yes" />}
          {options?.force && <input type="hidden" name="force" value="yes" />}
          <Submit name="intent" value="apply">
            この内容で取り込む
          </Submit>
        </Form>
      )}
    </Section>
  );
}
