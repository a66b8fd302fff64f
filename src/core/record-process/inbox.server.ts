/** 決裁箱: what waits for somebody, what they drafted, what they did. */
import { printAnswer } from '#core/fields';
import { namesOf } from '#core/people.server';
import { seatKeysOf } from '#core/policy';
import { type OpenApp, openApp, readRecords, titleOf } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { approvalWord, everySeat, may } from './approval/may.ts';
import type { Approval, ApprovalVerb, Hand } from './approval/model.ts';
import { type BoxFilter, daysWaited, isAmount, narrows } from './box-asked.ts';
import {
  type BoxOnly,
  type BoxOwner,
  type BoxRow,
  countIn,
  countInBoxes,
  everything,
  selectBox,
  selectParts,
  selectRecordsIn,
} from './inbox.sql.ts';
import type { Box, BoxItem, BoxPage } from './model.ts';
import type { Looking } from './open-process.server.ts';
import { type PostWords, selectPostWords } from './organisation.sql.ts';
import { wordsOfPlaces } from './place-words.server.ts';
import { handOf } from './world.server.ts';

/** Oldest first what waits, newest first what is over; `only` a part of it. */
export async function inboxOf(
  desk: Looking,
  box: Box,
  { after, limit, only }: { after: string | null; limit: number; only?: BoxFilter },
): Promise<Result<BoxPage>> {
  const { tx, actor } = desk;
  const hand = handOf(actor);
  if (hand === null) return fail('notFound');
  if (after !== null && !/^[\w .:-]{1,200}$/.test(after)) return fail('invalid');
  const owner = ownerOf(actor);
  const wanted = only === undefined ? everything : await onlyOf(desk, box, only);
  const rows = await selectBox(tx, box, owner, wanted, after, limit + 1);
  const page = rows.slice(0, limit);
  const items = await itemsOf(desk, hand, box, page);
  return ok({ items, next: rows.length > limit ? (page.at(-1)?.place ?? null) : null });
}

export const ownerOf = (actor: Looking['actor']): BoxOwner => ({
  keys: seatKeysOf(actor),
  staff: actor.id ?? '',
});

const most = 1_000;

/** How many there are in each box; 1 000 of each at most. */
export async function countBoxes({ tx, actor }: Looking): Promise<Record<Box, number>> {
  return countInBoxes(tx, ownerOf(actor), most);
}

/** Choices for narrowing a box, with how many each leaves; of a box that is very full those of its first 2 000. */
export interface BoxParts {
  /** With the filter; 1 000 at most. */
  count: number;
  apps: { id: string; title: string; count: number }[];
  drafters: { id: string; name: string; count: number }[];
}

export async function partsOfBox(desk: Looking, box: Box, only: BoxFilter): Promise<BoxParts> {
  const { tx, actor } = desk;
  const owner = ownerOf(actor);
  const parts = await selectParts(tx, box, owner, 2 * most);
  const sums = (key: 'appId' | 'drafter') => {
    const all = new Map<string, number>();
    for (const one of parts) all.set(one[key], (all.get(one[key]) ?? 0) + one.count);
    return all;
  };
  const apps: BoxParts['apps'] = [];
  for (const [id, count] of sums('appId')) {
    const open = await openApp(desk, id);
    if (open.ok) apps.push({ id, title: open.value.app.title.ja, count });
  }
  const drafted = sums('drafter');
  const known = { staff: new Set(drafted.keys()), departments: new Set<string>(), groups: new Set<string>() };
  const names = await namesOf(tx, known, tokyoDate(new Date()), 'ja');
  const drafters = [...drafted].map(([id, count]) => ({ id, name: names.staff?.[id] ?? '', count }));
  const byCount = (one: { count: number }, other: { count: number }) => other.count - one.count;
  return {
    count: narrows(only) ? await countIn(tx, box, owner, await onlyOf(desk, box, only), most) : 0,
    apps: apps.sort(byCount),
    drafters: drafters.sort(byCount),
  };
}

/** The filter as the database takes it. Amounts are read as whoever asks may read them. */
async function onlyOf(desk: Looking, box: Box, { app, drafter, age, amount }: BoxFilter): Promise<BoxOnly> {
  const now = new Date();
  const only: BoxOnly = {
    app,
    drafter,
    until: age === null || age === 'late' ? null : new Date(now.getTime() - daysWaited[age] * 86_400_000),
    due: age === 'late' ? tokyoDate(now) : null,
    among: null,
  };
  if (amount === null) return only;
  const owner = ownerOf(desk.actor);
  const apps = new Set((await selectParts(desk.tx, box, owner, 2 * most)).map((one) => one.appId));
  const among: string[] = [];
  for (const id of apps) {
    if (app !== null && id !== app) continue;
    const open = await openApp(desk, id);
    const money = open.ok ? moneyOf(open.value) : undefined;
    if (!open.ok || money === undefined) continue;
    const found = await selectRecordsIn(desk.tx, box, owner, { ...only, app: id }, 2 * most);
    const records = await readRecords(
      open.value,
      found.map((one) => one.recordId),
      [money],
    );
    for (const { approvalId, recordId } of found)
      if (isAmount(records.get(recordId)?.answers[String(money.field.id)], amount)) among.push(approvalId);
  }
  return { ...only, among };
}

/** What an approval is about in money: the first amount of the form that this person may read. */
const moneyOf = (open: OpenApp) => open.fields.find((one) => one.field.type === 'money');

/** Titles and amounts of records, in one question an app; records that are not theirs to see are not among them. */
async function shownOf(open: OpenApp, ids: readonly string[]) {
  const title = open.fields.filter((one) => open.app.work.title.includes(one.field.code));
  const money = moneyOf(open);
  const found = await readRecords(open, ids, money === undefined ? title : [...title, money]);
  return new Map(
    [...found].map(([id, { answers }]) => [
      id,
      {
        title: titleOf(title, answers),
        amount: money === undefined ? '' : printAnswer(money.field, answers[String(money.field.id)], 'ja'),
      },
    ]),
  );
}

/** Records that cannot be seen (their app was retired) and seats that are not this person's to act from are left out. */
async function itemsOf(desk: Looking, hand: Hand, box: Box, rows: readonly BoxRow[]): Promise<BoxItem[]> {
  const apps = new Map<string, { title: string; records: Awaited<ReturnType<typeof shownOf>> }>();
  for (const appId of new Set(rows.map((one) => one.appId))) {
    const open = await openApp(desk, appId);
    if (!open.ok) continue;
    const ids = rows.flatMap((one) => (one.appId === appId ? one.recordId : []));
    apps.set(appId, { title: open.value.app.title.ja, records: await shownOf(open.value, ids) });
  }
  const waiting = rows.flatMap(({ approval }) => openSeats(approval).map((seat) => seat.place));
  const words = await wordsOfPlaces(desk.tx, waiting);
  const posts = await selectPostWords(desk.tx, [
    ...new Set([...rows.map((one) => one.approval.drafter.post), ...hand.standsInFor.map((one) => one.post)]),
  ]);
  const today = tokyoDate(new Date());
  return rows.flatMap((row): BoxItem[] => {
    const app = apps.get(row.appId);
    const record = app?.records.get(row.recordId);
    if (app === undefined || record === undefined) return [];
    const yes = box === 'drafted' || box === 'done' ? null : yesFrom(row, hand);
    if (yes === null && box !== 'drafted' && box !== 'done') return [];
    return [itemOf(row, { ...record, app: app.title, today, yes, words, posts })];
  });
}

interface Told {
  title: string;
  amount: string;
  app: string;
  today: string;
  yes: Yes | null;
  words: Awaited<ReturnType<typeof wordsOfPlaces>>;
  posts: ReadonlyMap<string, PostWords>;
}

function itemOf(row: BoxRow, { title, amount, app, today, yes, words, posts }: Told): BoxItem {
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
    amount,
    place: row.place,
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
