/** One export: how far it is, what is asked of whom, and in the end the file. */
import { useEffect } from 'react';
import { data, redirect, useActionData, useLoaderData, useRevalidator } from 'react-router';
import { answerExport, cancelExport, chooseCharacters, readExport, showPassword } from '#core/exports.server';
import { classLabels } from '#core/exports.view';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Done, ErrorSummary, Facts, Mark, Page, Section } from '#ui/staff';
import { deskOf, exportPage } from '../export-page.server.ts';
import { failures, toneOf } from '../labels.ts';
import { numberIn, textIn } from '../read-form.ts';
import { AnswerForm } from '../views/answer-form.tsx';
import { CharactersForm } from '../views/characters-form.tsx';
import { CancelForm, FileBox, PasswordForm } from '../views/file-box.tsx';

export const handle = { permission: 'export.make', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, touched }) => {
  const desk = deskOf({ actor, tx, info });
  const row = must(await readExport(desk, params.export ?? ''));
  touched('export', [row.id], ['internal'], 'export.read');
  return exportPage(row, desk);
});

export const action = guardStaff(handle, async ({ actor, tx, info, params, runtime, form }) => {
  const desk = deskOf({ actor, tx, info });
  const id = params.export ?? '';
  const intent = textIn(form, 'intent');
  if (intent === 'password') {
    const shown = await showPassword(desk, runtime.keyring, id);
    return shown.ok ? { password: shown.value } : failed(shown);
  }
  const acts: Record<string, () => Promise<Result<unknown>>> = {
    approve: () => answerExport(desk, id, answerIn(form, true)),
    refuse: () => answerExport(desk, id, answerIn(form, false)),
    cancel: () => cancelExport(desk, id),
    utf8: () => chooseCharacters(desk, id, { encoding: 'utf-8' }),
    replace: () =>
      chooseCharacters(desk, id, {
        encoding: 'windows-31j',
        replacements: Object.fromEntries(
          form.getAll('character').map((one, index) => [String(one), textIn(form, `instead${index}`)]),
        ),
      }),
  };
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (act === undefined) throw new Refusal(appError('notFound'));
  const done = await act();
  if (!done.ok) return failed(done);
  throw redirect(`${href(staffPaths.export, { export: id })}?done=${intent}`, { status: 303 });
});

const answerIn = (form: FormData, yes: boolean) => ({
  yes,
  note: textIn(form, 'note'),
  rows: numberIn(form, 'rows'),
  persons: numberIn(form, 'persons'),
});

function failed({ error }: Extract<Result<unknown>, { ok: false }>) {
  if (error.code === 'notFound') throw new Refusal(error);
  return data(
    { message: error.issues ? undefined : sentenceOf(error), issues: error.issues ?? [] },
    { status: statusOf(error) },
  );
}

const words = {
  approve: '承認しました。',
  refuse: '承認しないことにしました。頼んだ人の画面に理由が出ます。',
  cancel: '書出しを取り消しました。ファイルは残っていません。',
  utf8: 'UTF-8にしました。',
  replace: '代わりの文字を決めました。',
};

export default function Export() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!page.working) return;
    const timer = setInterval(() => void revalidate(), 2_000);
    return () => clearInterval(timer);
  }, [page.working, revalidate]);
  const issues = answer !== undefined && 'issues' in answer ? answer.issues : [];
  const message = answer !== undefined && 'message' in answer ? answer.message : undefined;
  const password = answer !== undefined && 'password' in answer ? answer.password : undefined;
  return (
    <Page
      title={`書出し ${page.number}`}
      crumb={page.number}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.exports, text: '書出し' },
      ]}
      errors={issues.length}
    >
      <Done words={words} />
      <ErrorSummary message={message} issues={issues} />
      <p role="status" className="export-state">
        <Mark tone={toneOf[page.state]}>{page.stateText}</Mark>
        {page.working && (
          <span className="quiet">
            {page.state === 'building' && page.rows !== null
              ? `${page.progress.toLocaleString('ja-JP')} / ${page.rows.toLocaleString('ja-JP')}件`
              : '件数と人数を数えています。'}
            このページを閉じても、続きます。
          </span>
        )}
      </p>
      {page.state === 'building' && page.rows !== null && page.rows > 0 && (
        <progress className="export-progress" max={page.rows} value={page.progress} aria-label="できた件数" />
      )}
      {page.failure !== null && (
        <p className="note note-warning">{failures[page.failure] ?? failures.stopped}</p>
      )}
      {page.state === 'waiting' && !page.toAnswer && (
        <p className="note">
          {page.persons?.toLocaleString('ja-JP')}
          人分です。同じ所属か上の所属の、係長・課長などの承認を待っています。
        </p>
      )}
      {page.moved && (
        <p className="note note-warning">承認のあとで件数が変わったため、もう一度承認が要ります。</p>
      )}
      {page.toAnswer && <AnswerForm page={page} issues={issues} />}
      {page.misfits && <CharactersForm misfits={page.misfits} issues={issues} />}
      {page.state === 'ready' && page.own && <FileBox page={page} />}
      {page.own && page.state === 'ready' && <PasswordForm page={page} password={password} />}
      <Section title="内容" id="content">
        <Facts
          rows={[
            ['目的', page.purpose],
            page.recipient !== null && ['提供先', page.recipient],
            ['頼んだ人', `${page.department} ${page.position} ${page.requester}（${page.at}）`],
            ['対象', page.source],
            ...page.filter,
            ['件数', page.rows === null ? '数えています' : `${page.rows.toLocaleString('ja-JP')}件`],
            ['人数', page.persons === null ? '数えています' : `${page.persons.toLocaleString('ja-JP')}人`],
            page.leftOut !== null && page.leftOut > 0 && ['支援措置で除いた件数', `${page.leftOut}件`],
            ['項目', page.columns.join('、')],
            [
              '情報の区分',
              page.classes.map((one) => classLabels[one as keyof typeof classLabels]).join('、'),
            ],
            ['形', page.format.startsWith('CSV') ? `${page.format}・${page.encoding}` : page.format],
            page.replacements !== '' && ['置き換えた文字', page.replacements],
            page.approver !== null && [
              page.state === 'refused' ? '承認しなかった人' : '承認した人',
              `${page.approver}（${page.answeredAt ?? ''}）${page.note}`,
            ],
            page.sha256 !== null && ['チェックサム（SHA-256）', <code key="sha">{page.sha256}</code>],
            page.sheets !== null && page.sheets > 1 && ['シート', `${page.sheets}枚に分けました`],
            page.downloads > 0 && ['ダウンロード', `${page.downloads}回`],
          ]}
        />
      </Section>
      {page.canCancel && <CancelForm number={page.number} ready={page.state === 'ready'} />}
    </Page>
  );
}
