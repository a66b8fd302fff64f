/** What the process of a record lets nobody change, whatever the rules allow them: a draft that runs, a decision that was made. */
import { type Answers, filesIn, takesFiles } from '#core/fields';
import { lockOf, stateOf } from '#core/record-process';
import { type Standing, selectStandings } from '#core/record-process/state.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import type { OpenApp } from './open-app.server.ts';

type Locked = Pick<OpenApp, 'app' | 'fields'>;

/** Where these records stand; nothing is asked of an app without a process. */
export async function standingsIn(
  tx: Tx,
  { app }: Pick<OpenApp, 'app'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  return app.work.process === undefined ? new Map() : selectStandings(tx, app.id, ids);
}

/** One issue for each field that may not become what it would. A state that left the definition locks nothing. */
export function lockedIssues(
  { app, fields }: Locked,
  standing: Standing | undefined,
  before: Answers,
  after: Answers,
  changed: Iterable<string>,
): Issue[] {
  const state = stateIn(app, standing);
  const lock = state === undefined ? 'open' : lockOf(state, standing?.decided);
  if (state === undefined || lock === 'open') return [];
  const issues: Issue[] = [];
  for (const id of changed) {
    const field = fields.find((one) => String(one.id) === id);
    const [was, is] = [before[id] ?? null, after[id] ?? null];
    if (field === undefined || JSON.stringify(was) === JSON.stringify(is)) continue;
    if ((state.editable ?? []).includes(field.code)) continue;
    if (lock === 'additions' && takesFiles(field)) {
      if (!onlyAdds(was, is)) issues.push({ path: `f${id}`, message: onlyAdded });
    } else
      issues.push({ path: `f${id}`, message: `「${state.title.ja}」の間は、この項目を変えられません。` });
  }
  return issues;
}

const onlyAdded = '決裁の途中は、ファイルの追加だけができます。差し替えや削除はできません。';

/** Every file of before is still there, in its place. */
function onlyAdds(before: Answers[string], after: Answers[string]): boolean {
  const kept = filesIn(after);
  return filesIn(before).every((file, index) => kept[index]?.fileId === file.fileId);
}

/** Whether a record may go into the trash, or into another one. What was drafted stays; what is only closed is for managers. */
export function mayLeave(
  { app }: Pick<OpenApp, 'app'>,
  standing: Standing | undefined,
  manages: boolean,
): Result<undefined> {
  if (standing?.drafted === true)
    return fail(
      'forbidden',
      '決裁に回したレコードは、消すことも統合することもできません。先に引き戻すか、廃案にしてください。',
    );
  const state = stateIn(app, standing);
  if (state === undefined || manages || lockOf(state) !== 'closed') return ok();
  return fail('forbidden', `「${state.title.ja}」のレコードを消せるのは、業務アプリの管理者だけです。`);
}

/** Whether nobody changes anything of a record where it stands: its process is over, or in the hands of those who decide. */
export function isClosed({ app }: Pick<OpenApp, 'app'>, standing: Standing | undefined): boolean {
  const state = stateIn(app, standing);
  return (
    state !== undefined &&
    lockOf(state, standing?.decided) === 'closed' &&
    (state.editable ?? []).length === 0
  );
}

function stateIn(app: OpenApp['app'], standing: Standing | undefined) {
  const { process } = app.work;
  if (process === undefined) return undefined;
  return standing === undefined ? process.states[0] : stateOf(process, standing.state);
}
