/** Comments, following and links of a record: for whoever may see it, and never a way to see more. */
import { randomUUID } from 'node:crypto';
import { tellFollowers, tellPeople } from '#core/notices.server';
import { actorsOfStaff } from '#core/people.server';
import { fail, ok, type Result } from '#kernel/result';
import {
  type CommentRow,
  deleteComment,
  deleteLink,
  insertComment,
  insertLink,
  type LinkEnd,
  selectComments,
  selectLinks,
  setFollowing,
} from './comments.sql.ts';
import type { EntryDesk } from './open-app.server.ts';
import { isId, reachEntry } from './reach-entry.server.ts';

type Looking = Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>;

const longest = 4000;
const mostCalled = 20;

/** `record.comment`. `mentions`: staff ids; who may not see the record is not called to it. Who comments follows from then on. */
export async function commentOnRecord(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  input: { body: string; mentions: string[] },
): Promise<Result<{ id: string }>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { id: staffId, postId } = desk.actor;
  if (staffId === null || postId === null) return fail('notFound');
  const body = input.body.trim();
  if (body === '' || body.length > longest)
    return fail('invalid', undefined, [
      {
        path: 'body',
        message: body === '' ? 'コメントを入力してください。' : `${longest}文字以内で入力してください。`,
      },
    ]);
  const mentions = [...new Set(input.mentions)];
  if (mentions.length > mostCalled)
    return fail('invalid', undefined, [{ path: 'mentions', message: `宛先は${mostCalled}人までです。` }]);
  const id = reached.value.record.id;
  for (const [index, one] of mentions.entries())
    if (!(await mayLook(desk, appId, id, one)))
      return fail('invalid', undefined, [
        { path: `mentions.${index}`, message: 'この職員は、このレコードを見ることができません。' },
      ]);
  const comment = randomUUID();
  await insertComment(desk.tx, { id: comment, appId, recordId: id, staffId, postId, body, mentions });
  await setFollowing(desk.tx, appId, id, staffId, true);
  const about = { app: appId, record: id, by: staffId };
  await tellPeople(desk.tx, { ...about, kind: 'mention', to: mentions });
  await tellFollowers(desk.tx, { ...about, kind: 'comment', but: mentions });
  desk.touched('record', [appId, id], [], 'record.comment');
  return ok({ id: comment });
}

/** Whether a member of staff may see a record in one of the posts they hold today. */
export async function mayLook(
  desk: Looking,
  appId: string,
  recordId: string,
  staffId: string,
): Promise<boolean> {
  if (!isId(staffId)) return false;
  for (const actor of await actorsOfStaff(desk.tx, staffId))
    if ((await reachEntry({ ...desk, actor }, appId, recordId)).ok) return true;
  return false;
}

/** Oldest first. */
export async function readComments(
  desk: Looking,
  appId: string,
  recordId: string,
  page: { after: { at: string; id: string } | null; limit: number } = { after: null, limit: 200 },
): Promise<Result<{ recordId: string; comments: (CommentRow & { sort_at: string })[] }>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { id } = reached.value.record;
  return ok({ recordId: id, comments: await selectComments(desk.tx, appId, id, page.after, page.limit) });
}

/** `record.withdrawComment`: one's own. */
export async function withdrawComment(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  commentId: string,
): Promise<Result<undefined>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { id } = reached.value.record;
  const gone = isId(commentId) && (await deleteComment(desk.tx, appId, id, commentId, desk.actor.id ?? ''));
  if (!gone) return fail('notFound');
  desk.touched('record', [appId, id], [], 'record.withdrawComment');
  return ok();
}

/** `record.follow`: to hear of changes, from now on or no more. */
export async function followRecord(
  desk: EntryDesk,
  appId: string,
  recordId: string,
  follows: boolean,
): Promise<Result<{ id: string }>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { id } = reached.value.record;
  await setFollowing(desk.tx, appId, id, desk.actor.id ?? '', follows);
  desk.touched('record', [appId, id], [], follows ? 'record.follow' : 'record.unfollow');
  return ok({ id });
}

/** `record.link`: needs an edit of the one, and a look at the other. */
export async function linkRecords(
  desk: EntryDesk,
  one: LinkEnd,
  other: LinkEnd,
): Promise<Result<{ id: string }>> {
  const ends = await bothEnds(desk, one, other);
  if (!ends.ok) return ends;
  await insertLink(desk.tx, ends.value[0], ends.value[1], desk.actor.id ?? '');
  desk.touched('record', [one.appId, ends.value[0].recordId, ends.value[1].recordId], [], 'record.link');
  return ok({ id: ends.value[0].recordId });
}

/** `record.unlink`, from either side. */
export async function unlinkRecords(
  desk: EntryDesk,
  one: LinkEnd,
  other: LinkEnd,
): Promise<Result<{ id: string }>> {
  const ends = await bothEnds(desk, one, other);
  if (!ends.ok) return ends;
  const [here, there] = ends.value;
  await deleteLink(desk.tx, here, there);
  await deleteLink(desk.tx, there, here);
  desk.touched('record', [one.appId, here.recordId, there.recordId], [], 'record.unlink');
  return ok({ id: here.recordId });
}

/** Linked records, without those the person may not see. */
export async function readLinks(
  desk: Looking,
  appId: string,
  recordId: string,
): Promise<Result<{ recordId: string; ends: LinkEnd[] }>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const seen: LinkEnd[] = [];
  for (const end of await selectLinks(desk.tx, { appId, recordId: reached.value.record.id }))
    if ((await reachEntry(desk, end.appId, end.recordId)).ok) seen.push(end);
  return ok({ recordId: reached.value.record.id, ends: seen });
}

async function bothEnds(desk: EntryDesk, one: LinkEnd, other: LinkEnd): Promise<Result<[LinkEnd, LinkEnd]>> {
  const here = await reachEntry(desk, one.appId, one.recordId, 'edit');
  if (!here.ok) return here;
  const there = await reachEntry(desk, other.appId, other.recordId);
  if (!there.ok) return there;
  const ends: [LinkEnd, LinkEnd] = [
    { appId: one.appId, recordId: here.value.record.id },
    { appId: other.appId, recordId: there.value.record.id },
  ];
  if (ends[0].appId === ends[1].appId && ends[0].recordId === ends[1].recordId)
    return fail('invalid', undefined, [{ path: 'record', message: 'ほかのレコードを選んでください。' }]);
  return ok(ends);
}
