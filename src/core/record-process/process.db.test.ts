import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addRecord,
  deleteRecord,
  type EntryDesk,
  editRecord,
  eraseExpired,
  whoSees,
} from '#core/entries.server';
import { setSuspended } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import { openApp, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { createLog } from '#platform/log.server';
import { field, openStudio, type Studio, workApp } from '../../../scripts/test/work-app.ts';
import {
  type ActOutcome,
  type ApprovalShown,
  actOnApproval,
  actOnRecord,
  correctFormally,
  countBoxes,
  inboxOf,
  type ProcessShown,
  previewDraft,
  processHandlers,
  readProcess,
  reseatRunning,
  type VerbAsked,
} from './index.server.ts';

let studio: Studio;
/** 学事課: 主事 who drafts, 主任, 係長, 課長; somebody of another section. */
let shuji: StaffActor;
let shunin: StaffActor;
let kakaricho: StaffActor;
let kacho: StaffActor;
let stranger: StaffActor;

const gakuji = 'KYOI-GAKUJI';
const ja = (text: string) => ({ ja: text });
const purchases = workApp(
  'purchases',
  [
    field(1, '品名', 'text', { required: true }),
    field(2, '金額', 'number'),
    field(3, '状態', 'status'),
    field(4, '担当', 'assignee'),
  ],
  {
    access: [{ who: [{ department: gakuji, below: true }], may: ['view', 'add', 'edit', 'delete'] }],
    process: {
      states: [
        { id: 'draft', title: ja('起案前') },
        {
          id: 'circulating',
          title: ja('決裁中'),
          kind: 'approval',
          approval: { routes: ['large', 'small'], decided: 'decided', sentBack: 'draft', dropped: 'dropped' },
        },
        { id: 'decided', title: ja('決裁済み'), assign: [{ drafter: true }] },
        { id: 'dropped', title: ja('廃案'), kind: 'end' },
      ],
      acts: [
        {
          id: 'submit',
          title: ja('起案する'),
          from: ['draft'],
          to: 'circulating',
          who: [{ department: gakuji }],
          require: ['金額'],
        },
      ],
      routes: [
        {
          id: 'large',
          title: ja('10万円以上'),
          when: '金額 >= 100000',
          steps: [
            { id: 'check', title: ja('係長の承認'), kind: 'approve', seats: [{ position: '係長' }] },
            {
              id: 'consult',
              title: ja('合議'),
              kind: 'consult',
              seats: [
                { position: '課長', department: 'ZAISEI-SHIMINZEI' },
                { position: '課長', department: 'KODOMO-SHIEN' },
              ],
            },
            { id: 'decide', title: ja('課長の決裁'), kind: 'decide', seats: [{ head: 'drafter', up: 0 }] },
          ],
        },
        {
          id: 'small',
          title: ja('10万円未満'),
          steps: [
            { id: 'check', title: ja('係長の承認'), kind: 'approve', seats: [{ position: '係長' }] },
            { id: 'decide', title: ja('課長の決裁'), kind: 'decide', seats: [{ head: 'drafter', up: 0 }] },
          ],
        },
      ],
      keepers: [],
    } as never,
  },
);

const log = createLog('silent', 'test');

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(purchases);
  shuji = await studio.actor('gakuji-shuji');
  shunin = await studio.actor('gakuji-shunin');
  kakaricho = await studio.actor('gakuji-kakaricho');
  kacho = await studio.actor('gakuji-kacho');
  stranger = await studio.actor('shiminzei-kacho');
});
afterAll(() => studio.city.close());

const add = async (values: Record<string, string>) =>
  unwrap(await studio.as(shuji, (desk) => addRecord(desk, purchases.id, values))).id;
const shown = async (actor: StaffActor, id: string): Promise<ProcessShown> =>
  unwrap(await studio.as(actor, (desk) => readProcess(desk, purchases.id, id)))!;
const submit = async (actor: StaffActor, id: string, note = '') => {
  const { revision } = await shown(actor, id);
  return studio.as(actor, (desk) => actOnRecord(desk, purchases.id, id, { act: 'submit', note, revision }));
};
const verb = async (actor: StaffActor, id: string, asked: Partial<VerbAsked> & Pick<VerbAsked, 'verb'>) => {
  const { revision } = await shown(actor, id);
  return studio.as(actor, (desk) => actOnApproval(desk, purchases.id, id, { note: '', revision, ...asked }));
};
const box = async (actor: StaffActor, name: 'turn' | 'review' | 'drafted' | 'done') =>
  unwrap(await studio.as(actor, (desk) => inboxOf(desk, name, { after: null, limit: 50 }))).items;
const mine = async (actor: StaffActor, name: Parameters<typeof box>[1], id: string) =>
  (await box(actor, name)).filter((one) => one.recordId === id);
const seat = (approval: ApprovalShown, step: string) =>
  approval.steps.find((one) => one.id === step)!.seats[0]!;

describe('from drafting to the decision', () => {
  test('a record begins in the first state, says what is missing, and runs along the route of its amount', async () => {
    const id = await add({ 1: 'いす' });
    const first = await shown(shuji, id);
    expect(first.state).toMatchObject({ id: 'draft', title: '起案前' });
    expect(first.acts).toMatchObject([{ id: 'submit', drafts: true, missing: ['金額'] }]);
    expect(await submit(shuji, id)).toMatchObject({
      ok: false,
      error: { code: 'invalid', issues: [{ path: 'f2' }] },
    });
    unwrap(
      await studio.as(shuji, (desk) =>
        editRecord(desk, purchases.id, id, { revision: 1, changes: { 2: '50000' } }),
      ),
    );
    const preview = unwrap(await studio.as(shuji, (desk) => previewDraft(desk, purchases.id, id, 'submit')));
    expect(preview.steps.map((one) => one.title)).toEqual(['係長の承認', '課長の決裁']);
    expect(seat(preview, 'check')).toMatchObject({ place: '学事課 係長', holders: [kakaricho.name] });
    expect(unwrap(await submit(shuji, id, 'お願いします'))).toMatchObject({ state: { id: 'circulating' } });
    expect(await studio.stored(purchases, id)).toMatchObject({ 3: 'circulating' });

    expect(await box(kakaricho, 'turn')).toMatchObject([
      { recordId: id, title: 'いす', verb: 'approve', step: '係長の承認' },
    ]);
    expect(await box(kacho, 'turn')).toEqual([]);
    expect(await box(shuji, 'drafted')).toMatchObject([{ recordId: id, waitsFor: ['学事課 係長'] }]);
    expect(await verb(kacho, id, { verb: 'decide' })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    expect(await verb(shuji, id, { verb: 'approve' })).toMatchObject({ ok: false });
    unwrap(await verb(kakaricho, id, { verb: 'approve', note: '確認しました' }));
    expect(await studio.as(kacho, (desk) => countBoxes(desk))).toMatchObject({ turn: 1 });
    expect(unwrap(await verb(kacho, id, { verb: 'decide' }))).toMatchObject({
      state: { id: 'decided' },
      approval: { state: 'decided' },
    });

    const last = await shown(shuji, id);
    expect(last.assignees).toEqual([shuji.name]);
    expect(last.log.map((one) => [one.title, one.by?.name])).toEqual([
      ['起案する', shuji.name],
      ['承認', kakaricho.name],
      ['決裁', kacho.name],
    ]);
    expect(last.approval!.verbs.map((one) => one.verb)).toEqual([
      'putIntoEffect',
      'close',
      'correctFormally',
    ]);
    expect(await box(kakaricho, 'done')).toMatchObject([{ recordId: id }]);
  });

  test('a page that is older than the last step is shown the newer first; a decided record takes formal corrections only', async () => {
    const id = await add({ 1: '机', 2: '30000' });
    unwrap(await submit(shuji, id));
    const { revision } = await shown(kakaricho, id);
    unwrap(await verb(kakaricho, id, { verb: 'sendBack', note: '見積を付けてください' }));
    expect(await shown(shuji, id)).toMatchObject({ state: { id: 'draft' } });
    expect(
      await studio.as(kakaricho, (desk) =>
        actOnApproval(desk, purchases.id, id, { verb: 'approve', note: '', revision }),
      ),
    ).toMatchObject({ ok: false, error: { code: 'conflict' } });
    unwrap(await submit(shuji, id));
    const again = await shown(shuji, id);
    expect(again.approval).toMatchObject({ round: 2, state: 'circulating' });
    expect(again.earlier).toMatchObject([{ round: 1, state: 'sentBack' }]);
    const edit = (desk: EntryDesk) =>
      editRecord(desk, purchases.id, id, { revision: 1, changes: { 2: '99' } });
    expect(await studio.as(shuji, edit)).toMatchObject({
      ok: false,
      error: { code: 'invalid', issues: [{ path: 'f2' }] },
    });
    expect(await studio.as(shuji, (desk) => deleteRecord(desk, purchases.id, id, 1))).toMatchObject({
      ok: false,
    });
    unwrap(await verb(kakaricho, id, { verb: 'approve' }));
    unwrap(await verb(kacho, id, { verb: 'decide' }));
    expect(await studio.as(shuji, edit)).toMatchObject({ ok: false });
    const correct = (note: string) =>
      studio.as(shuji, (desk) =>
        correctFormally(desk, purchases.id, id, { revision: 1, changes: { 1: '机（木製）' }, note }),
      );
    expect(await correct('')).toMatchObject({ ok: false });
    unwrap(await correct('誤字のため'));
    expect(await studio.stored(purchases, id)).toMatchObject({ 1: '机（木製）', 2: '30000' });
    expect((await shown(shuji, id)).log.at(-1)).toMatchObject({
      title: '字句の訂正',
      note: '誤字のため',
      details: ['訂正した項目：品名'],
    });
  });
});

describe('a seat lets one see the record', () => {
  test('and no more: while asked and afterwards, through every question, and nobody else', async () => {
    const id = await add({ 1: '印刷機', 2: '300000' });
    const sees = async (actor: StaffActor) =>
      studio.as(actor, async (desk) => {
        const open = await openApp(desk, purchases.id);
        return open.ok && (await readRecord(open.value, id)).ok;
      });
    expect(await sees(stranger)).toBe(false);
    unwrap(await submit(shuji, id));
    expect(await sees(stranger)).toBe(true);
    expect(await sees(await studio.actor('shiminzei-kakaricho'))).toBe(false);
    const { people } = unwrap(await studio.as(kacho, (desk) => whoSees(desk, purchases.id, id)));
    const told = (actor: StaffActor) => people.find((one) => one.staffId === actor.id);
    expect(told(stranger)).toMatchObject({ seat: true, by: {} });
    expect(told(shunin)).toMatchObject({ seat: false, by: { view: [{ rule: 0 }] } });
    expect(told(await studio.actor('shiminzei-kakaricho'))).toBeUndefined();
    expect(
      await studio.as(stranger, (desk) =>
        editRecord(desk, purchases.id, id, { revision: 1, changes: { 1: 'x' } }),
      ),
    ).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    unwrap(await verb(kakaricho, id, { verb: 'approve' }));
    unwrap(await verb(stranger, id, { verb: 'object', note: '予算がありません' }));
    unwrap(await verb(kacho, id, { verb: 'pullUp' }));
    // Who was passed over reads it later; who gave an opinion goes on seeing it.
    expect(await box(await studio.actor('kosodate-kacho'), 'review')).toMatchObject([
      { recordId: id, verb: 'postReview' },
    ]);
    unwrap(await verb(kacho, id, { verb: 'decide' }));
    expect(await sees(stranger)).toBe(true);
    expect((await shown(stranger, id)).log.map((one) => one.title)).toContain('合議（不同意）');
  });
});

test('two who decide at once do it once; colleagues of one step do not hold each other up', async () => {
  const id = await add({ 1: '本棚', 2: '200000' });
  unwrap(await submit(shuji, id));
  const { revision } = await shown(kakaricho, id);
  const press = () =>
    studio.as(kakaricho, (desk) =>
      actOnApproval(desk, purchases.id, id, { verb: 'approve', note: '', revision }),
    );
  const both: { ok: boolean }[] = await Promise.all([press(), press()]);
  expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
  const kosodate = await studio.actor('kosodate-kacho');
  const seen = await shown(stranger, id);
  const agree = (actor: StaffActor) =>
    studio.as(actor, (desk) =>
      actOnApproval(desk, purchases.id, id, { verb: 'agree', note: '', revision: seen.revision }),
    );
  const agreed = await Promise.all([agree(stranger), agree(kosodate)]);
  expect(agreed.map((one) => one.ok)).toEqual([true, true]);
  const outcome: ActOutcome = unwrap(await verb(kacho, id, { verb: 'decide' }));
  expect(outcome.state.id).toBe('decided');
  const acts = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    sql<{ act: string }>`SELECT act FROM record_acts WHERE record_id = ${id}::uuid ORDER BY id`.execute(tx),
  );
  expect(acts.rows.map((one) => one.act)).toEqual(['submit', 'approve', 'agree', 'agree', 'decide']);
});

test('an edit that waits for a draft meets its lock', async () => {
  const id = await add({ 1: '棚', 2: '1000' });
  const edits = Array.from({ length: 4 }, (_, index) =>
    studio.as(shunin, (desk) =>
      editRecord(desk, purchases.id, id, { revision: 1, changes: { 1: `棚${index}` } }),
    ),
  );
  const [drafted, ...done] = await Promise.all([submit(shuji, id), ...edits]);
  expect(drafted!.ok).toBe(true);
  expect(done.every((one) => one.ok || ['invalid', 'conflict'].includes(one.error.code))).toBe(true);
  expect(
    await studio.as(shunin, (desk) =>
      editRecord(desk, purchases.id, id, { revision: 1, changes: { 2: '9' } }),
    ),
  ).toMatchObject({ ok: false });
});

describe('nothing freezes', () => {
  const asOwner = (work: (tx: never) => Promise<unknown>) =>
    studio.city.admin.tenant(studio.city.code, 'owner', (tx) => work(tx as never));
  const reseated = () =>
    reseatRunning({ db: studio.city.staff, municipality: studio.city.code, why: '人事異動', log });

  test('a suspended holder is asked no more: the office above is, may see it, is told, and the log lists what moved', async () => {
    const id = await add({ 1: '椅子', 2: '5000' });
    unwrap(await submit(shuji, id));
    await asOwner((tx) => setSuspended(tx, 'gakuji-kakaricho', true));
    try {
      const of = async () => (await reseated()).filter((one) => one.recordId === id);
      expect(await of()).toMatchObject([{ recordId: id, from: '学事課 係長', to: '学事課 課長' }]);
      expect(await reseated()).toEqual([]);
      expect(await mine(kacho, 'turn', id)).toMatchObject([{ recordId: id, verb: 'decide' }]);
      const { log } = await shown(shuji, id);
      expect(log.at(-1)).toMatchObject({
        kind: 'system',
        title: '回議先の変更',
        note: '人事異動',
        by: null,
        details: ['「係長の承認」の回議先：学事課 係長 → 学事課 課長'],
      });
    } finally {
      await asOwner((tx) => setSuspended(tx, 'gakuji-kakaricho', false));
    }
    // The one who was passed over is not asked again when they are back: the office above decides.
    unwrap(await verb(kacho, id, { verb: 'decide' }));
  });

  test('who stands in for an absent decider decides in their place, and a 後閲 is asked by itself', async () => {
    const id = await add({ 1: '時計', 2: '4000' });
    unwrap(await submit(shuji, id));
    unwrap(await verb(kakaricho, id, { verb: 'approve' }));
    await asOwner((tx) =>
      sql`INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
        VALUES (gen_random_uuid(), ${kacho.postId}, ${shunin.postId}, CURRENT_DATE - 1, CURRENT_DATE + 1, ${kacho.postId})`.execute(
        tx,
      ),
    );
    const deputy = await studio.actor('gakuji-shunin');
    expect(await mine(deputy, 'turn', id)).toMatchObject([
      { recordId: id, verb: 'deputyDecide', standsInFor: '学事課 課長' },
    ]);
    unwrap(await verb(deputy, id, { verb: 'deputyDecide' }));
    await asOwner((tx) => sql`DELETE FROM absences`.execute(tx));
    expect(await mine(kacho, 'review', id)).toMatchObject([{ recordId: id, verb: 'postReview' }]);
    unwrap(await verb(kacho, id, { verb: 'postReview' }));
    expect(await mine(kacho, 'review', id)).toEqual([]);
  });
});

test('records that were there before their app had a process come to its first state, in batches', async () => {
  const before = workApp('old-things', [field(1, '品名'), field(2, '状態', 'status')], purchases.work);
  const { process, ...rest } = before.work;
  await studio.publish({ ...before, work: rest as never });
  const id = unwrap(await studio.as(shuji, (desk) => addRecord(desk, before.id, { 1: '古い' }))).id;
  await studio.publish({ ...before, effectiveFrom: '2026-04-02', work: { ...rest, process } as never });
  const begin = () =>
    studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
      processHandlers({ log })['process.begin']!.handle({
        tx,
        municipality: studio.city.code,
        message: { payload: { appId: before.id, after: null } },
      } as never),
    );
  await begin();
  await begin();
  expect(await studio.stored(before, id)).toMatchObject({ 2: 'draft' });
});

test('what a record did in its process goes with the record', async () => {
  const id = await add({ 1: '消すもの', 2: '100' });
  unwrap(await submit(shuji, id));
  unwrap(await verb(shuji, id, { verb: 'recall' }));
  unwrap(await verb(shuji, id, { verb: 'drop', note: '不要' }));
  const record = unwrap(await studio.as(shuji, (desk) => readProcess(desk, purchases.id, id)))!;
  expect(record.state.id).toBe('dropped');
  await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    sql`UPDATE r_purchases SET deleted_at = now() - interval '40 days' WHERE id = ${id}::uuid`.execute(tx),
  );
  expect(await eraseExpired(studio.city.worker, studio.city.code)).toBe(1);
  const left = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    sql<{ count: number }>`SELECT (SELECT count(*) FROM record_process WHERE record_id = ${id}::uuid)
      + (SELECT count(*) FROM record_approvals WHERE record_id = ${id}::uuid)
      + (SELECT count(*) FROM record_approval_seats WHERE record_id = ${id}::uuid)
      + (SELECT count(*) FROM record_acts WHERE record_id = ${id}::uuid)
      + (SELECT count(*) FROM record_seers WHERE record_id = ${id}::uuid) AS count`.execute(tx),
  );
  expect(Number(left.rows[0]!.count)).toBe(0);
});
