/** 決裁 as somebody meets it who means no good, or who is only very quick: refused with the right error, and nothing is left but the audit. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restoreApp, retireApp } from '#core/apps.server';
import { addRecord, editRecord } from '#core/entries.server';
import { createIntegration } from '#core/integrations.server';
import { actorsOfStaff, setSuspended } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import {
  actOnApproval,
  actOnRecord,
  inboxOf,
  listMoved,
  processHandlers,
  readProcess,
  reseatRunning,
  type VerbAsked,
} from '#core/record-process.server';
import { openApp, readRecord } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createLog } from '#platform/log.server';
import { openStudio, type Studio } from '../../scripts/test/work-app.ts';
import { act, appOf, gakuji, process, states } from './approvals-attacks.testing.ts';

const log = createLog('silent', 'test');

let studio: Studio;
let shuji: StaffActor;
let shunin: StaffActor;
let kakaricho: StaffActor;
let kacho: StaffActor;
/** 課長 of other sections: two who are consulted, and either of whom may decide what is urgent. */
let zeimu: StaffActor;
let kosodate: StaffActor;

const buying = appOf('buying');

beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(buying);
  await studio.publish(appOf('other-buying'));
  [shuji, shunin, kakaricho, kacho, zeimu, kosodate] = (await Promise.all(
    [
      'gakuji-shuji',
      'gakuji-shunin',
      'gakuji-kakaricho',
      'gakuji-kacho',
      'shiminzei-kacho',
      'kosodate-kacho',
    ].map((login) => studio.actor(login)),
  )) as [StaffActor, StaffActor, StaffActor, StaffActor, StaffActor, StaffActor];
});
afterAll(() => studio.city.close());

const owner = <T>(work: (tx: Tx) => Promise<T>) => studio.city.admin.tenant(studio.city.code, 'owner', work);
const add = async (values: Record<string, string> = {}, app = buying.id) =>
  unwrap(await studio.as(shuji, (desk) => addRecord(desk, app, { 1: '机', 2: '5000', ...values }))).id;
const shown = async (actor: StaffActor, id: string, app = buying.id) =>
  unwrap(await studio.as(actor, (desk) => readProcess(desk, app, id)))!;
type Asked = Partial<VerbAsked> & Pick<VerbAsked, 'verb'>;
const send = (actor: StaffActor, id: string, asked: Asked & { revision: number }, app = buying.id) =>
  studio.as(actor, (desk) => actOnApproval(desk, app, id, { note: '', ...asked }));
const verb = async (actor: StaffActor, id: string, asked: Asked) => {
  const { revision } = await shown(actor, id);
  return send(actor, id, { revision, ...asked });
};
const submit = async (id: string, actor = shuji, press = 'submit') => {
  const { revision } = await shown(actor, id);
  return studio.as(actor, (desk) => actOnRecord(desk, buying.id, id, { act: press, note: '', revision }));
};
const drafted = async (values: Record<string, string> = {}) => {
  const id = await add(values);
  unwrap(await submit(id));
  return id;
};
/** To the step of 課長. */
const consulted = async () => {
  const id = await drafted();
  unwrap(await verb(kakaricho, id, { verb: 'approve' }));
  unwrap(await verb(zeimu, id, { verb: 'agree' }));
  unwrap(await verb(kosodate, id, { verb: 'agree' }));
  return id;
};

/** Everything the process keeps of a record, and how much waits in the outbox. */
const traceOf = (id: string) =>
  owner(async (tx) => {
    const { rows } = await sql<{ trace: unknown }>`SELECT jsonb_build_object(
      'process', (SELECT jsonb_agg(t) FROM record_process t WHERE record_id = ${id}::uuid),
      'approvals', (SELECT jsonb_agg(t ORDER BY t.id) FROM record_approvals t WHERE record_id = ${id}::uuid),
      'seats', (SELECT jsonb_agg(t ORDER BY t.approval_id, t.seat_id) FROM record_approval_seats t WHERE record_id = ${id}::uuid),
      'acts', (SELECT jsonb_agg(t ORDER BY t.id) FROM record_acts t WHERE record_id = ${id}::uuid),
      'seers', (SELECT jsonb_agg(t.key ORDER BY t.key) FROM record_seers t WHERE record_id = ${id}::uuid),
      'outbox', (SELECT count(*) FROM outbox)) AS trace`.execute(tx);
    return rows[0]!.trace;
  });
const refused = async (
  id: string,
  code: string,
  attack: () => Promise<{ ok: boolean; error?: { code: string; issues?: { path: string }[] | undefined } }>,
  path?: string,
) => {
  const before = await traceOf(id);
  const done = await attack();
  expect(done.ok ? 'done' : done.error?.code).toBe(code);
  if (path !== undefined) expect(done.error?.issues?.[0]?.path).toBe(path);
  expect(await traceOf(id)).toEqual(before);
};

describe('what is not theirs', () => {
  test('a record of another app, of another city, and what is no record at all are not there', async () => {
    const id = await drafted();
    const { revision } = await shown(kakaricho, id);
    const asked = { verb: 'approve', revision } as const;
    await refused(id, 'notFound', () => send(kakaricho, id, asked, 'other-buying'));
    for (const none of [randomUUID(), '', '0', "' OR true --", id.toUpperCase()])
      await refused(id, 'notFound', () => send(kakaricho, none, asked));
    await refused(id, 'notFound', () => send(kakaricho, id, asked, '__proto__'));
    const elsewhere = () =>
      studio.city.staff.tenant(studio.city.other, 'staff', (tx) =>
        actOnApproval(
          { tx, municipality: studio.city.other, actor: kakaricho, touched: () => undefined } as never,
          buying.id,
          id,
          { note: '', ...asked },
        ),
      );
    await refused(id, 'notFound', elsewhere);
  });

  test('somebody without a seat does nothing with it, and who drafted or manages the app decides nothing', async () => {
    const id = await drafted();
    const fresh = await add();
    await refused(fresh, 'notFound', () => send(zeimu, fresh, { verb: 'approve', revision: 1 }));
    for (const actor of [shuji, shunin])
      for (const one of ['approve', 'decide', 'deputyDecide', 'sendBack'] as const)
        await refused(id, 'forbidden', () => verb(actor, id, { verb: one, note: '理由' }));
    await refused(id, 'forbidden', () => verb(kakaricho, id, { verb: 'recall' }));
  });

  test('who has a seat reads the record, and of it no field that the app keeps from them', async () => {
    const id = await drafted({ 3: 'ひみつ' });
    const answers = await studio.as(zeimu, async (desk) => {
      const open = unwrap(await openApp(desk, buying.id));
      return unwrap(await readRecord(open, id));
    });
    expect(JSON.stringify(answers)).toContain('机');
    expect(JSON.stringify([answers, await shown(zeimu, id)])).not.toMatch(/ひみつ|内緒/);
    const edit = { revision: 1, changes: { 3: 'x' } };
    expect(await studio.as(zeimu, (desk) => editRecord(desk, buying.id, id, edit))).toMatchObject({
      ok: false,
    });
  });
});

describe('again and at once', () => {
  test('a form sent again does nothing again, in whichever step', async () => {
    const id = await drafted();
    const { revision } = await shown(kakaricho, id);
    unwrap(await send(kakaricho, id, { verb: 'approve', revision }));
    await refused(id, 'conflict', () => send(kakaricho, id, { verb: 'approve', revision }));
    const now = (await shown(zeimu, id)).revision;
    unwrap(await send(zeimu, id, { verb: 'agree', revision: now }));
    await refused(id, 'conflict', () => send(zeimu, id, { verb: 'agree', revision: now }));
    const draft = { act: 'submit', note: '', revision: 1 };
    await refused(id, 'conflict', () => studio.as(shuji, (desk) => actOnRecord(desk, buying.id, id, draft)));
  });

  test('two who may decide, a decider and their deputy, a decision and its recall: one of the two, whole', async () => {
    const urgent = await drafted({ 2: '2000000' });
    const { revision } = await shown(zeimu, urgent);
    const both = await Promise.all(
      [zeimu, kosodate].map((one) => send(one, urgent, { verb: 'decide', revision })),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);

    const absent = await consulted();
    await owner((tx) =>
      sql`INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
        VALUES (gen_random_uuid(), ${kacho.postId}, ${shunin.postId}, CURRENT_DATE - 1, CURRENT_DATE + 1, ${kacho.postId})`.execute(
        tx,
      ),
    );
    const deputy = await studio.actor('gakuji-shunin');
    const page = await shown(kacho, absent);
    const race = await Promise.all([
      send(kacho, absent, { verb: 'decide', revision: page.revision }),
      send(deputy, absent, { verb: 'deputyDecide', revision: page.revision }),
    ]);
    await owner((tx) => sql`DELETE FROM absences`.execute(tx));
    expect(race.filter((one) => one.ok)).toHaveLength(1);

    const recalled = await consulted();
    const third = await shown(kacho, recalled);
    const [decided, back] = await Promise.all([
      send(kacho, recalled, { verb: 'decide', revision: third.revision }),
      send(shuji, recalled, { verb: 'recall', revision: third.revision }),
    ]);
    expect([decided, back].filter((one) => one?.ok)).toHaveLength(1);
    expect((await shown(shuji, recalled)).state.id).toBe(decided?.ok ? 'decided' : 'draft');
    for (const id of [urgent, absent, recalled]) {
      const { rows } = await owner((tx) =>
        sql`SELECT FROM record_acts WHERE record_id = ${id}::uuid
          AND act IN ('decide', 'deputyDecide', 'recall')`.execute(tx),
      );
      expect(rows).toHaveLength(1);
    }
  });

  test('a decision that was made is not taken back by a page of before', async () => {
    const id = await consulted();
    const { revision } = await shown(shuji, id);
    unwrap(await verb(kacho, id, { verb: 'decide' }));
    await refused(id, 'conflict', () => send(shuji, id, { verb: 'recall', revision }));
    await refused(id, 'conflict', () => verb(shuji, id, { verb: 'recall' }));
    await refused(id, 'conflict', () => verb(shuji, id, { verb: 'drop', note: 'やめます' }));
  });
});

describe('maker and checker', () => {
  test('a system decides nothing, whatever office it holds', async () => {
    const admin = {
      ...kacho,
      post: { ...kacho.post!, roles: ['organisation', 'administration'] },
    } as StaffActor;
    const { staffId } = unwrap(
      await studio.as(admin, ({ tx }) =>
        createIntegration(tx, admin, {
          name: '電子調達',
          purpose: '試験',
          contact: '情報',
          department: gakuji,
          position: '係長',
          roles: ['decide'],
        }),
      ),
    );
    const [system] = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
      actorsOfStaff(tx, staffId),
    );
    try {
      const id = await add();
      unwrap(await submit(id, system!));
      await refused(id, 'forbidden', () => verb(system!, id, { verb: 'approve' }));
      unwrap(await verb(kakaricho, id, { verb: 'approve' }));
      await refused(id, 'forbidden', () => verb(system!, id, { verb: 'decide' }));
    } finally {
      await owner((tx) => sql`UPDATE staff SET suspended_at = now() WHERE id = ${staffId}::uuid`.execute(tx));
    }
  });

  test('whoever keeps the process seats nobody on their own draft, and nobody twice', async () => {
    const own = await add();
    unwrap(await submit(own, shunin));
    const place = { staff: shuji.id! };
    const seat = 'decide-1';
    expect((await shown(shunin, own)).keeper).toBe(false);
    await refused(own, 'conflict', () => verb(shunin, own, { verb: 'reseat', seat, place, note: '急ぎ' }));
    const id = await drafted();
    await refused(
      id,
      'invalid',
      () => verb(shunin, id, { verb: 'reseat', seat, place, note: '起案者' }),
      'place',
    );
    await refused(id, 'invalid', () => verb(shunin, id, { verb: 'reseat', seat, note: '誰も' }), 'place');
    const nobody = { staff: "'; DROP TABLE staff; --" };
    await refused(
      id,
      'invalid',
      () => verb(shunin, id, { verb: 'reseat', seat, place: nobody, note: 'x' }),
      'place',
    );
    await refused(id, 'forbidden', () => verb(shuji, id, { verb: 'reseat', seat, place, note: 'x' }));
    const other = { staff: zeimu.id! };
    unwrap(await verb(shunin, id, { verb: 'reseat', seat, place: other, note: '不在のため' }));
    await refused(id, 'conflict', () =>
      verb(shunin, id, { verb: 'reseat', seat, place: other, note: '再送' }),
    );
  });

  test('who was suspended while their request waited acts no more, though their session was old', async () => {
    const id = await drafted();
    const { revision } = await shown(kakaricho, id);
    await owner((tx) => setSuspended(tx, 'gakuji-kakaricho', true));
    try {
      const now = await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
        actorsOfStaff(tx, kakaricho.id!),
      );
      expect(now).toEqual([]);
      await refused(id, 'forbidden', () => send(kakaricho, id, { verb: 'approve', revision }));
      const [first] = await studio.as(kakaricho, async (desk) => [
        await actOnRecord(desk, buying.id, await add(), { act: 'submit', note: '', revision: 1 }),
      ]);
      expect(first).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    } finally {
      await owner((tx) => setSuspended(tx, 'gakuji-kakaricho', false));
    }
  });
});

describe('what is sent', () => {
  test('notes are words of a person: neither endless nor broken, and without marks that mislead', async () => {
    const id = await drafted();
    for (const note of ['あ'.repeat(350_000), 'あ'.repeat(2001), 'a\ud800', '外字\ue000'])
      await refused(id, 'invalid', () => verb(kakaricho, id, { verb: 'sendBack', note }), 'note');
    for (const note of ['', ' 　\n', '\u0000\u0007', '\u202e\u2066\u200b'])
      await refused(id, 'invalid', () => verb(kakaricho, id, { verb: 'sendBack', note }), 'note');
    unwrap(await verb(kakaricho, id, { verb: 'approve', note: '了解\u0000\u202e です\u2069\u0007' }));
    expect((await shown(shuji, id)).log.at(-1)?.note).toBe('了解 です');
    const page = await shown(shuji, await add());
    const long = { act: 'submit', note: 'あ'.repeat(2001), revision: 1 };
    await refused(page.recordId, 'invalid', () =>
      studio.as(shuji, (desk) => actOnRecord(desk, buying.id, page.recordId, long)),
    );
  });

  test('steps, seats, revisions and acts that are none change nothing', async () => {
    const id = await consulted();
    const strange = ['-1', '99999999999999999999', '__proto__', 'nowhere', 'decide', '', 'check\u0000'];
    for (const backTo of strange)
      await refused(
        id,
        'invalid',
        () => verb(kacho, id, { verb: 'sendBack', note: '戻す', backTo }),
        'backTo',
      );
    for (const seat of ['-1', 'check-99999999999', 'constructor', 'decide-1\u0000', 'x'.repeat(100_000)])
      await refused(id, 'forbidden', () => verb(kacho, id, { verb: 'decide', seat }));
    for (const revision of [-1, 0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1.5])
      await refused(id, 'conflict', () => send(kacho, id, { verb: 'decide', revision }));
    for (const name of ['', 'nothing', '__proto__', 'toString', '起案する'])
      await refused(id, 'notFound', () =>
        studio.as(shuji, (desk) => actOnRecord(desk, buying.id, id, { act: name, note: '', revision: 1 })),
      );
    for (const after of ['x\u0000', '%', 'あ', '1 OR 1=1;'.repeat(100)])
      expect(await studio.as(kacho, (desk) => inboxOf(desk, 'turn', { after, limit: 5 }))).toMatchObject({
        ok: false,
      });
  });
});

describe('what became of the app', () => {
  const managed = <T>(work: (desk: never) => Promise<T>) =>
    studio.as(shunin, (desk) => work(desk as unknown as never));

  test('out of use nobody acts and nothing is asked for; back in use it goes on where it stood', async () => {
    const id = await consulted();
    const { revision } = await shown(kacho, id);
    const boss = { ...shunin, post: { ...shunin.post!, roles: ['administration'] } } as unknown as StaffActor;
    unwrap(await studio.as(boss, (desk) => retireApp(desk as never, { appId: buying.id, reason: '' })));
    try {
      await refused(id, 'notFound', () => send(kacho, id, { verb: 'decide', revision }));
      await refused(id, 'notFound', () => send(shuji, id, { verb: 'recall', revision }));
      const { items } = unwrap(await managed((desk) => inboxOf(desk, 'turn', { after: null, limit: 50 })));
      expect(items).toEqual([]);
      await owner((tx) => setSuspended(tx, 'gakuji-kacho', true));
      await reseatRunning({ db: studio.city.staff, municipality: studio.city.code, why: '試験', log });
      expect(
        await owner((tx) =>
          sql`SELECT FROM record_acts WHERE record_id = ${id}::uuid AND act = 'reseat'`.execute(tx),
        ),
      ).toMatchObject({ rows: [] });
    } finally {
      await owner((tx) => setSuspended(tx, 'gakuji-kacho', false));
      unwrap(await studio.as(boss, (desk) => restoreApp(desk as never, buying.id)));
    }
    unwrap(await verb(kacho, id, { verb: 'decide' }));
  });

  test('another definition leaves what runs to its own route, and lets nobody draft over it', async () => {
    const app = appOf('changing');
    await studio.publish(app);
    const id = await add({}, app.id);
    const at = async (actor: StaffActor, asked: Asked) =>
      send(actor, id, { revision: (await shown(actor, id, app.id)).revision, ...asked }, app.id);
    const press = async (name: string) => {
      const { revision } = await shown(shuji, id, app.id);
      return studio.as(shuji, (desk) => actOnRecord(desk, app.id, id, { act: name, note: '', revision }));
    };
    unwrap(await press('submit'));
    const renamed = states.map((one) => (one.id === 'circulating' ? { ...one, id: 'deciding' } : one));
    const later = appOf('changing', {
      states: renamed,
      acts: [{ ...act('submit', 'draft'), to: 'deciding' }],
      routes: process.routes.map((one) => ({ ...one, steps: one.steps.slice(-1) })),
    });
    await studio.publish({ ...later, effectiveFrom: tokyoDate(new Date()) });
    const begun = { payload: { appId: app.id, after: null } };
    await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
      processHandlers({ log })['process.begin']!.handle({
        tx,
        municipality: studio.city.code,
        message: begun,
      } as never),
    );
    await refused(id, 'notFound', () => press('again'));
    await refused(id, 'conflict', () => press('submit'));
    await refused(id, 'conflict', () => at(kacho, { verb: 'decide' }));
    unwrap(await at(kakaricho, { verb: 'approve' }));
    unwrap(await at(zeimu, { verb: 'agree' }));
    unwrap(await at(kosodate, { verb: 'agree' }));
    unwrap(await at(kacho, { verb: 'decide' }));
    expect(await shown(shuji, id, app.id)).toMatchObject({
      state: { id: 'draft' },
      approval: { state: 'decided' },
    });
    const edit = { revision: 1, changes: { 2: '1' } };
    expect(await studio.as(shuji, (desk) => editRecord(desk, app.id, id, edit))).toMatchObject({ ok: false });
  });
});

test('a 後閲 is still done after the record was drafted again, and seats of it move like any other', async () => {
  const id = await consulted();
  await owner((tx) =>
    sql`INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
      VALUES (gen_random_uuid(), ${kacho.postId}, ${shunin.postId}, CURRENT_DATE - 1, CURRENT_DATE + 1, ${kacho.postId})`.execute(
      tx,
    ),
  );
  unwrap(await verb(await studio.actor('gakuji-shunin'), id, { verb: 'deputyDecide' }));
  await owner((tx) => sql`DELETE FROM absences`.execute(tx));
  unwrap(await submit(id, shuji, 'again'));
  const waiting = async () =>
    unwrap(
      await studio.as(kacho, (desk) => inboxOf(desk, 'review', { after: null, limit: 50 })),
    ).items.filter((one) => one.recordId === id);
  expect(await waiting()).toMatchObject([{ verb: 'postReview' }]);
  unwrap(await verb(kacho, id, { verb: 'postReview' }));
  expect(await waiting()).toEqual([]);
  expect((await shown(shuji, id)).approval).toMatchObject({ round: 1, state: 'circulating' });
});

test('the list of what moved shows each the records they see, page by page', async () => {
  const ids = [await drafted(), await drafted()];
  await owner((tx) => setSuspended(tx, 'gakuji-kakaricho', true));
  // A record in each piece, so that the round goes on behind the one before.
  const round = { db: studio.city.staff, municipality: studio.city.code, why: '人事異動', log, atOnce: 1 };
  await reseatRunning(round);
  await owner((tx) => setSuspended(tx, 'gakuji-kakaricho', false));
  const read = (actor: StaffActor, after: string | null, limit = 1) =>
    studio
      .as(actor, (desk) => listMoved(desk, { since: tokyoDate(new Date()), app: buying.id, after, limit }))
      .then(unwrap);
  const { items, next } = await read(shuji, null, 50);
  expect(next).toBeNull();
  for (const recordId of ids)
    expect(items).toContainEqual(
      expect.objectContaining({
        recordId,
        app: 'buying',
        title: '机',
        why: '人事異動',
        moves: [{ step: '係長の承認', from: '学事課 係長', to: '学事課 課長' }],
      }),
    );
  const walked: string[] = [];
  for (let page = await read(shuji, null); ; page = await read(shuji, page.next)) {
    walked.push(...page.items.map((one) => one.id));
    if (page.next === null) break;
  }
  expect(walked).toEqual(items.map((one) => one.id));
  expect((await read(await studio.actor('shiminzei-kakaricho'), null, 50)).items).toEqual([]);
  expect(
    await studio.as(shuji, (desk) => listMoved(desk, { since: null, app: null, after: 'x', limit: 1 })),
  ).toMatchObject({
    ok: false,
    error: { code: 'invalid' },
  });
});
