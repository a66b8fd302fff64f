/** One case: answers on the left, what to do next on the right, everything that happened beneath. */
import { useCallback, useMemo } from 'react';
import {
  data,
  Form,
  Link,
  redirect,
  useActionData,
  useLoaderData,
  useNavigate,
  useSearchParams,
} from 'react-router';
import { openCase, readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { permitView } from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import {
  type Command,
  Csrf,
  Done,
  ErrorSummary,
  Facts,
  Page,
  Section,
  type Shortcut,
  useCommands,
  useMay,
  useShortcuts,
} from '#ui/staff';
import { actOnCase, isAct } from '../act-on-case.server.ts';
import { casePage } from '../case-page.server.ts';
import { deskOf, issuerOf, refuse, textIn } from '../desk.server.ts';
import { doneWords } from '../done-words.ts';
import { letterPdf } from '../letter-pdf.server.ts';
import { Answers } from '../views/answers.tsx';
import { CaseHead } from '../views/case-head.tsx';
import { DecisionBox } from '../views/decision-box.tsx';
import { Documents } from '../views/documents.tsx';
import { FileList } from '../views/files.tsx';
import { History } from '../views/history.tsx';
import { NextStepBox } from '../views/next-step-box.tsx';
import { ProtectionNote } from '../views/protection-note.tsx';
import { RegisterPanel } from '../views/register-panel.tsx';
import { Comments, Corrections, Letters } from '../views/talk.tsx';
import { verbHref, verbTitles } from '../views/verb-forms.tsx';

export const handle = { permission: 'case.read', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info, params, touched }) => {
  const id = params.case ?? '';
  const view = must(await readCase(deskOf({ actor, tx, info }), id));
  touched('case', [id], ['personal']);
  return { page: await casePage(tx, view, tokyoDate(new Date()), false, actor.id) };
});

/** Which verbs this actor may do is decided by each use case, at the case. */
export const action = guardStaff(handle, async ({ actor, tx, info, params, runtime, form, touched }) => {
  const id = params.case ?? '';
  const desk = deskOf({ actor, tx, info });
  const { row } = must(await openCase(desk, id, 'case.read'));
  if (textIn(form, 'intent') === 'viewProtected') {
    touched('case', [id], ['personal'], 'case.viewProtected');
    const permitted = await permitView(tx, id, { output: 'fields', postId: actor.postId });
    if (!permitted.ok)
      return data(
        { intent: 'viewProtected', message: sentenceOf(permitted.error), issues: [], page: null },
        { status: statusOf(permitted.error) },
      );
    const page = await casePage(tx, must(await readCase(desk, id)), tokyoDate(new Date()), true);
    return data({ intent: 'viewProtected', message: undefined, issues: [], page });
  }
  if (!isAct(textIn(form, 'intent'))) refuse({ code: 'invalid' });
  const before = textIn(form, 'intent') === 'assign' ? row.assignee_post_id : undefined;
  const done = await actOnCase(desk, { ...issuerOf(runtime), fonts: letterPdf(runtime) }, id, form);
  const intent = textIn(form, 'intent');
  touched('case', [id], ['personal'], `case.${intent}`);
  if (!done.ok && done.error.code === 'notFound') return refuse();
  if (!done.ok)
    return data(
      { intent, message: sentenceOf(done.error), issues: done.error.issues ?? [], page: null },
      { status: statusOf(done.error) },
    );
  const undo = before === undefined ? undefined : (before ?? 'none');
  throw redirect(
    href(staffPaths.case, { case: id }) +
      `?${new URLSearchParams({ done: intent, ...(undo === undefined ? {} : { undo }) })}`,
    { status: 303 },
  );
});

export default function Case() {
  const loaded = useLoaderData<typeof loader>();
  const acted = useActionData<typeof action>();
  // An officer's allowance shows the whole case for this one answer; the next page hides it again.
  const page = acted?.page ?? loaded.page;
  const failed = acted?.page ? undefined : acted;
  const may = useMay();
  const title = `${page.line.applicant}　${page.line.procedure}`;
  useCaseKeys(page.id, page.possible);
  return (
    <Page
      title={title}
      crumb={page.line.receiptNumber}
      crumbs={[{ to: staffPaths.cases, text: '案件一覧' }]}
      errors={failed ? 1 : 0}
      wide
      actions={
        <>
          {may('records.manage') && (
            <Link className="button button-quiet" to={href(staffPaths.caseTerm, { case: page.id })}>
              保存期間
            </Link>
          )}
          {may('audit.read') && (
            <Link className="button button-quiet" to={href(staffPaths.audit, undefined, { record: page.id })}>
              操作の記録
            </Link>
          )}
          <button type="button" className="button button-quiet" onClick={() => window.print()}>
            印刷
          </button>
        </>
      }
    >
      {!failed && (
        <Done
          words={doneWords}
          undo={(done) => (
            <Undo done={done} revision={page.revision} canRecall={page.possible.includes('recall')} />
          )}
        />
      )}
      <ErrorSummary
        message={failed?.message}
        issues={failed?.issues}
        ids={(path) =>
          path === 'note' ? `note-${failed?.intent}` : path === 'body' ? (failed?.intent ?? path) : path
        }
      />
      <CaseHead page={page} />
      <ProtectionNote page={page} />
      <Jumps page={page} />
      <div className="case-grid">
        <div className="case-main">
          <Section title="申請内容" id="answers">
            <Answers caseId={page.id} groups={page.groups} mayReveal={may('case.work')} />
            {page.scans.length > 0 && (
              <>
                <h3 className="answer-title">紙の申請書の写しなど</h3>
                <FileList caseId={page.id} files={page.scans} />
              </>
            )}
          </Section>
          <Documents page={page} issues={failed?.issues} />
          <Comments page={page} issues={failed?.intent === 'comment' ? failed.issues : undefined} />
          <Letters page={page} issues={failed?.intent === 'message' ? failed.issues : undefined} />
          <Corrections page={page} />
          <History page={page} />
        </div>
        <div className="case-side">
          <NextStepBox page={page} failed={failed} key={page.revision} />
          <DecisionBox page={page} />
          {page.calculated.length > 0 && (
            <Section title="判断の材料" id="assessment">
              <Facts rows={page.calculated.map((one): [string, string] => [one.label, one.text])} />
            </Section>
          )}
          {page.register !== null && may('case.work') && (
            <RegisterPanel caseId={page.id} register={page.register} />
          )}
        </div>
      </div>
    </Page>
  );
}

/** Ways to the parts of a long page. */
function Jumps({ page }: { page: { documents: unknown[]; online: boolean; corrections: unknown[] } }) {
  const parts = [
    ['answers', '申請内容', true],
    ['documents', '文書', page.documents.length > 0],
    ['comments', '内部コメント', true],
    ['letters', 'やりとり', page.online],
    ['corrections', '補正依頼', page.corrections.length > 0],
    ['history', '履歴', true],
  ] as const;
  return (
    <nav className="jumps" aria-label="この案件の中">
      {parts
        .filter(([, , there]) => there)
        .map(([id, text]) => (
          <a key={id} href={`#${id}`}>
            {text}
          </a>
        ))}
    </nav>
  );
}

/** The way back from what was just done, where there is one. */
function Undo({ done, revision, canRecall }: { done: string; revision: number; canRecall: boolean }) {
  const [search] = useSearchParams();
  const before = search.get('undo');
  const intent =
    done === 'assign' && before !== null ? 'assign' : done === 'drafted' && canRecall ? 'recall' : null;
  if (intent === null) return null;
  return (
    <Form method="post" action="?">
      <Csrf />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="revision" value={revision} />
      {intent === 'assign' && (
        <input type="hidden" name="postId" value={before === 'none' ? '' : (before ?? '')} />
      )}
      <button type="submit" className="button button-quiet">
        {intent === 'assign' ? '元の担当に戻す' : '引き戻す'}
      </button>
    </Form>
  );
}

/** Keys and palette commands of the case in front. */
function useCaseKeys(id: string, possible: readonly (keyof typeof verbTitles)[]): void {
  const navigate = useNavigate();
  const focus = useCallback((element: string) => {
    const found = document.getElementById(element);
    found?.scrollIntoView({ block: 'center' });
    (found?.querySelector<HTMLElement>('button, a, textarea') ?? found)?.focus();
  }, []);
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: 'n', label: '次にすること', run: () => focus('next') },
      { keys: 'c', label: 'コメントを書く', run: () => document.getElementById('comment')?.focus() },
      { keys: 'u', label: '一覧へ戻る', run: () => void navigate(staffPaths.cases) },
    ],
    [focus, navigate],
  );
  useShortcuts(shortcuts);
  const verbs = possible.join();
  const commands = useMemo<Command[]>(
    () => [
      ...verbs
        .split(',')
        .filter((verb) => verb !== '')
        .map((verb) => {
          const to = verbHref(verb as keyof typeof verbTitles, id);
          return {
            id: `verb-${verb}`,
            label: verbTitles[verb as keyof typeof verbTitles] ?? verb,
            run: () => (to === null ? focus('next') : void navigate(to)),
          };
        }),
      {
        id: 'case-comment',
        label: '内部コメントを書く',
        keys: 'C',
        run: () => document.getElementById('comment')?.focus(),
      },
      { id: 'print', label: 'この案件を印刷する', run: () => window.print() },
    ],
    [verbs, id, focus, navigate],
  );
  useCommands(commands);
}
