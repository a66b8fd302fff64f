import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addRecord, deleteRecord, type EntryDesk, editRecord } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { openApp, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';
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
  readProcess,
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
