/** Where a record stands in its process: state, buttons with reasons, route, log. */
import { tokyoDate } from '#kernel/dates';
import { ok, type Result } from '#kernel/result';
import { runningWhy, situationOf } from './act-on-record.server.ts';
import { actsFor, lockOf, stateOf } from './acts.ts';
import { handsAt } from './approval/organisation.ts';
import type { ActShown, LogEntry, ProcessShown } from './model.ts';
import { type Looking, type OpenProcess, openProcess } from './open-process.server.ts';
import { type ActRow, selectActs } from './process.sql.ts';
import { approvalShown, type Showing, showingOf } from './show-approval.server.ts';
import { stateShown } from './shown.ts';

/** Null: the app has no process. Not found: the record is not for this person. */
export async function readProcess(
  desk: Looking,
  appId: string,
  recordId: string,
): Promise<Result<ProcessShown | null>> {
  const opened = await openProcess(desk, appId, recordId, false);
  if (!opened.ok) return opened;
  const p = opened.value;
  if (p === null) return ok(null);
  const acts = await selectActs(p.tx, appId, p.recordId);
  const showing = await showingOf(
    p.tx,
    p.approvals.map((one) => one.approval),
    p,
    [...acts.flatMap((one) => [one.postId ?? [], one.standsInFor ?? []].flat()), ...postsOf(p, p.assignees)],
  );
  const [newest, ...earlier] = p.approvals.map((one, index) => approvalShown(showing, one, index === 0));
  const dueOn = p.standing?.dueOn ?? null;
  return ok({
    appId,
    recordId: p.recordId,
    revision: p.revision,
    state: stateShown(p.state),
    since: (p.standing?.since ?? p.createdAt).toISOString(),
    dueOn,
    late: dueOn !== null && dueOn < tokyoDate(new Date()),
    assignees: p.assignees.map((id) => showing.staffNames.get(id) ?? '（異動または退職した職員）'),
    lock: lockWords[lockOf(p.state, p.standing?.decided)],
    acts: actsShown(p),
    approval: newest ?? null,
    earlier,
    log: acts.map((one) => logEntry(p, showing, one)),
    // Nobody seats somebody on their own draft.
    keeper: p.hand.keeper && p.approvals[0]?.approval.drafter.staff !== p.hand.staff,
  });
}

const lockWords = {
  open: null,
  additions: '決裁の途中です。ファイルの追加だけができます。',
  closed: '内容は確定しています。変更できません。',
} as const;

const postsOf = ({ world: { organisation } }: OpenProcess, staff: readonly string[]): string[] =>
  staff.flatMap((one) =>
    handsAt({ kind: 'person', staff: one }, organisation).flatMap((hand) =>
      hand.staff === one ? hand.post : [],
    ),
  );

function actsShown(p: OpenProcess): ActShown[] {
  // While an approval runs only its own verbs lead on.
  if (runningWhy(p) !== null) return [];
  return actsFor(p.process, situationOf(p), p.hand, p.world.organisation).map(({ act, drafts, why }) => ({
    id: act.id,
    title: act.title.ja,
    to: stateShown(stateOf(p.process, act.to) ?? p.state),
    note: act.note ?? 'optional',
    drafts,
    whyNot: why?.message ?? null,
    missing: (why?.issues ?? []).map((issue) => situationOf(p).labelOf(issue.path)),
  }));
}

/** Fields out of sight stay unnamed. */
function labelsOf({ open, reach }: OpenProcess, ids: readonly string[]): string {
  const seen = open.fields.filter((one) => ids.includes(String(one.id)) && reach.reads(one.id));
  const labels = seen.map((one) => one.label.ja);
  return [...labels, ...(seen.length < ids.length ? ['あなたには表示されない項目'] : [])].join('、');
}

function logEntry(p: OpenProcess, { posts }: Showing, row: ActRow): LogEntry {
  const by = row.postId === null ? undefined : posts.get(row.postId);
  const titleOf = (id: string) => stateOf(p.process, id)?.title.ja ?? id;
  const { fields = [], moves = [], backTo } = row.detail;
  return {
    id: row.id,
    at: row.at.toISOString(),
    title: row.title,
    kind: row.kind,
    verb: row.act,
    from: titleOf(row.from),
    to: titleOf(row.to),
    round: row.round,
    by: by === undefined ? null : { name: by.name, post: by.words },
    standsInFor: row.standsInFor === null ? null : (posts.get(row.standsInFor)?.words ?? ''),
    note: row.note,
    details: [
      ...(backTo === undefined ? [] : [`「${backTo}」の段階へ戻しました。`]),
      ...moves.map(({ seat, from, to }) => `「${seat}」の回議先：${from} → ${to}`),
      ...(fields.length === 0 ? [] : [`訂正した項目：${labelsOf(p, fields)}`]),
    ],
  };
}
