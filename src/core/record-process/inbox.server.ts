/** 決裁箱: what waits for somebody, what they drafted, what they did. */
import { seatKeysOf } from '#core/policy';
import { openApp, titlesOf } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { approvalWord, everySeat, may } from './approval/may.ts';
import type { Approval, ApprovalVerb, Hand } from './approval/model.ts';
import { type BoxRow, countWaiting, selectDone, selectDrafted, selectWaiting } from './inbox.sql.ts';
import type { Box, BoxItem, BoxPage } from './model.ts';
import type { Looking } from './open-process.server.ts';
import { type PostWords, selectPostWords } from './organisation.sql.ts';
import { wordsOfPlaces } from './place-words.server.ts';
import { handOf } from './world.server.ts';

const states = { turn: 'open', review: 'toReview', read: 'toRead' } as const;

/** Oldest first what waits, newest first what is over. */
export async function inboxOf(
  desk: Looking,
  box: Box,
  { after, limit }: { after: string | null; limit: number },
): Promise<Result<BoxPage>> {
  const { tx, actor } = desk;
  const hand = handOf(actor);
  if (hand === null) return fail('notFound');
  if (after !== null && !/^[\w .:-]{1,200}$/.test(after)) return fail('invalid');
  const rows =
    box === 'drafted'
      ? await selectDrafted(tx, hand.staff, after, limit + 1)
      : box === 'done'
        ? await selectDone(tx, hand.staff, after, limit + 1)
        : await selectWaiting(tx, seatKeysOf(actor), hand.staff, states[box], after, limit + 1);
  const page = rows.slice(0, limit);
  const items = await itemsOf(desk, hand, box, page);
  return ok({ items, next: rows.length > limit ? (page.at(-1)?.place ?? null) : null });
}

const most = 100;

/** How many wait; of what is over none are counted. At most 100 of each. */
export async function countBoxes({
  tx,
  actor,
}: Looking): Promise<Record<'turn' | 'review' | 'read', number>> {
  const counts = await countWaiting(tx, seatKeysOf(actor), actor.id ?? '', most);
  const of = (box: keyof typeof states) => counts.find((one) => one.state === states[box])?.count ?? 0;
  return { turn: of('turn'), review: of('review'), read: of('read') };
}

/** Records that cannot be seen (their app was retired) and seats that are not this person's to act from are left out. */
async function itemsOf(desk: Looking, hand: Hand, box: Box, rows: readonly BoxRow[]): Promise<BoxItem[]> {
  const apps = new Map<string, { title: string; titles: Map<string, string> }>();
  for (const appId of new Set(rows.map((one) => one.appId))) {
    const open = await openApp(desk, appId);
    if (!open.ok) continue;
    const ids = rows.flatMap((one) => (one.appId === appId ? one.recordId : []));
    apps.set(appId, { title: open.value.app.title.ja, titles: await titlesOf(open.value, ids) });
  }
  const waiting = rows.flatMap(({ approval }) => openSeats(approval).map((seat) => seat.place));
  const words = await wordsOfPlaces(desk.tx, waiting);
  const posts = await selectPostWords(desk.tx, [
    ...new Set([...rows.map((one) => one.approval.drafter.post), ...hand.standsInFor.map((one) => one.post)]),
  ]);
  const today = tokyoDate(new Date());
  return rows.flatMap((row): BoxItem[] => {
    const app = apps.get(row.appId);
    const title = app?.titles.get(row.recordId);
    if (app === undefined || title === undefined) return [];
    const yes = box === 'drafted' || box === 'done' ? null : yesFrom(row, hand);
    if (yes === null && box !== 'drafted' && box !== 'done') return [];
    return [itemOf(row, { title, app: app.title, today, yes, words, posts })];
  });
}

interface Told {
  title: string;
  app: string;
  today: string;
  yes: Yes | null;
  words: Awaited<ReturnType<typeof wordsOfPlaces>>;
  posts: ReadonlyMap<string, PostWords>;
}

function itemOf(row: BoxRow, { title, app, today, yes, words, posts }: Told): BoxItem {
  const { approval } = row;
  const step =
    everySeat(approval).find(({ seat }) => seat.id === row.seat)?.step ?? approval.steps[approval.at];
  const dueOn = step?.dueOn ?? null;
  return {
    approvalId: approval.id,
    seat: row.seat,
    appId: row.appId,
    app,
    recordId: row.recordId,
    title,
    verb: yes?.verb ?? null,
    revision: row.revision,
    step: step?.title ?? '',
    state: approval.state,
    stateTitle: approvalWord(approval.state),
    drafter: posts.get(approval.drafter.post)?.name ?? '',
    draftedAt: row.draftedAt.toISOString(),
    at: row.at.toISOString(),
    dueOn,
    late: dueOn !== null && dueOn < today && approval.state === 'circulating',
    waitsFor: yes === null ? openSeats(approval).map((seat) => words(seat.place)) : [],
    standsInFor: yes?.standsInFor === undefined ? null : (posts.get(yes.standsInFor)?.words ?? ''),
  };
}

const openSeats = (approval: Approval) =>
  approval.state === 'circulating'
    ? everySeat(approval).flatMap(({ seat }) => (seat.state === 'open' ? seat : []))
    : [];

interface Yes {
  verb: ApprovalVerb;
  standsInFor: string | undefined;
}

const yesVerbs: readonly ApprovalVerb[] = [
  'approve',
  'agree',
  'decide',
  'deputyDecide',
  'postReview',
  'read',
];

/** What says yes from this seat; null: nothing, for this person. */
function yesFrom({ approval, seat }: BoxRow, hand: Hand): Yes | null {
  for (const verb of yesVerbs) {
    const { standing } = may(verb, approval, hand, seat ?? undefined);
    if (standing !== null) return { verb, standsInFor: standing.way.standsInFor?.post };
  }
  return null;
}
