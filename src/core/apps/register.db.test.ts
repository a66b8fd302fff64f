/** Which apps somebody finds to build, their cards in the register, and use counted from the audit. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { type Building, definition, field, openBuilding, withFields } from './building.testing.ts';
import {
  createApp,
  foldUsage,
  keepCard,
  listApps,
  listRegister,
  openDraft,
  readApp,
  readCard,
  restoreApp,
  retireApp,
  reviewDraft,
  reviewRetirement,
  saveDraft,
} from './index.server.ts';

let house: Building;
beforeAll(async () => {
  house = await openBuilding();
});
afterAll(() => house.close());

const titles = (who = house.actor) =>
  house.desk(
    async (desk) =>
      (await listApps(desk))
        // Those of the packs are whose the packs say.
        .filter((one) => one.appId.startsWith('app-'))
        .map((one) => [one.title, one.version, one.draft !== null]),
    who,
  );

test('one finds what one manages and what one began, whether published or not; an overseer finds all', async () => {
  const appId = await house.publishNew([field(1, 'text')]);
  await house.desk((desk) =>
    createApp(desk, { title: 'あ：作りかけ', definition: definition([field(1, 'text')]) }),
  );
  const mine = await titles();
  expect(mine).toEqual([
    ['あ：作りかけ', null, true],
    ['試しのアプリ', 1, false],
  ]);
  expect(await titles(house.other)).toEqual([]);
  const overseer = {
    ...house.other,
    post: { ...house.other.post!, roles: ['administration' as const] },
  };
  expect(await titles(overseer)).toEqual(mine);
  // Looking begins no draft; changing does.
  const before = await house.desk(async (desk) => unwrap(await readApp(desk, appId)));
  expect(before).toMatchObject({ draft: null, running: null, retired: null, published: { version: 1 } });
  await house.desk(async (desk) => {
    const draft = unwrap(await openDraft(desk, appId));
    unwrap(
      await saveDraft(desk, { ...draft, body: withFields(draft.body, [field(1, 'text'), field(2, 'text')]) }),
    );
  });
  const after = await house.desk(async (desk) => unwrap(await readApp(desk, appId)));
  expect(after.body.fields).toHaveLength(2);
  expect(after.published?.body.fields).toHaveLength(1);
  expect(await house.desk((desk) => readApp(desk, appId), house.other)).toMatchObject({ ok: false });
});

const card = (appId: string, more: object = {}) => ({
  appId,
  revision: 0,
  stage: 'live',
  contact: house.actor.id!,
  hoursSaved: '１,２００.5時間',
  hoursBasis: '1件10分 × 年7,203件',
  costAvoided: '3,000,000円',
  costBasis: '令和7年度の見積書',
  ...more,
});

test('a card says what an app saves and why; without its basis no figure is kept, and nobody overwrites unseen', async () => {
  const appId = await house.publishNew([field(1, 'text')]);
  const keep = (more: object, who = house.actor) =>
    house.desk((desk) => keepCard(desk, card(appId, more)), who);
  expect(await house.desk((desk) => readCard(desk, appId))).toEqual({ ok: true, value: null });
  const refused = await keep({ hoursBasis: '', costAvoided: '約300万', stage: 'done' });
  expect(!refused.ok && refused.error.issues?.map((one) => one.path)).toEqual([
    'costAvoided',
    'stage',
    'hoursBasis',
  ]);
  expect(await keep({}, house.other)).toMatchObject({ ok: false, error: { code: 'notFound' } });
  expect(await keep({})).toMatchObject({ ok: true });
  expect(await keep({})).toMatchObject({ ok: false, error: { code: 'conflict' } });
  expect(await keep({ revision: 1, costAvoided: '', costBasis: '' })).toMatchObject({ ok: true });
  const entry = (await house.desk((desk) => listRegister(desk))).find((one) => one.app.appId === appId);
  expect(entry?.card).toMatchObject({ stage: 'live', hoursSaved: '1200.5', costAvoided: null, revision: 2 });
  expect(entry?.usage).toBeNull();
  const audit = await house.city.admin.tenant(house.city.code, 'owner', async (tx) => {
    const { rows } = await sql<{ actor_id: string }>`
      SELECT actor_id FROM audit WHERE act = 'app.card.keep' AND ids = ARRAY[${appId}]`.execute(tx);
    return rows;
  });
  expect(audit).toEqual([{ actor_id: house.actor.id }, { actor_id: house.actor.id }]);
});

test('a review counts what a new unique key would find double', async () => {
  const appId = await house.publishNew([field(1, 'text'), field(2, 'number'), field(3, 'text')]);
  await house.city.admin.tenant(house.city.code, 'owner', async (tx) => {
    const table = sql.id(`r_${appId.replaceAll('-', '_')}`);
    await sql`INSERT INTO ${table} (id, f1, f2) VALUES
      (gen_random_uuid(), 'あ', 1), (gen_random_uuid(), 'あ', 1), (gen_random_uuid(), 'あ', 2), (gen_random_uuid(), 'い', 2),
      (gen_random_uuid(), NULL, 1), (gen_random_uuid(), NULL, 1)`.execute(tx);
    await sql`INSERT INTO ${table} (id, f1, f2, deleted_at) VALUES (gen_random_uuid(), 'い', 2, now())`.execute(
      tx,
    );
  });
  const reviewed = async (unique: string[][]) => {
    await house.desk(async (desk) => {
      const draft = unwrap(await openDraft(desk, appId));
      const body = { ...draft.body, work: { ...draft.body.work!, unique } };
      unwrap(await saveDraft(desk, { ...draft, body }));
    });
    const { effects } = await house.desk(async (desk) => unwrap(await reviewDraft(desk, appId)));
    return effects
      .filter((one) => one.kind === 'duplicates')
      .map((one) => [one.records, one.ja.slice(0, 20)]);
  };
  expect(await reviewed([['項目1']])).toEqual([[3, '「項目 1」が同じ記録が、いま 1 組（']]);
  expect(await reviewed([['項目2', '項目1']])).toMatchObject([[2, expect.any(String)]]);
  expect(await reviewed([['項目3']])).toEqual([]);
});

test('use is counted from the sealed audit, once, whoever else is in it; retiring says who used the app', async () => {
  const appId = await house.publishNew([field(1, 'text')]);
  const leaf = { position: 0 };
  const seen = (actorId: string, more: object = {}) =>
    house.city.worker.tenant(house.city.code, 'worker', async (tx) => {
      await insertAudit(tx, {
        zone: 'staff',
        actorKind: 'staff',
        actorId,
        postId: null,
        act: 'record.list',
        noun: 'record',
        ids: [appId, randomUUID()],
        fieldClasses: [],
        purpose: null,
        requestId: null,
        ...more,
      });
      await sql`
        INSERT INTO audit_leaves (position, row_id, hash)
        SELECT ${leaf.position}, max(id), sha256(max(id)::text::bytea) FROM audit`.execute(tx);
      leaf.position += 1;
    });
  await seen(house.actor.id!);
  await seen(house.actor.id!, { act: 'record.edit' });
  await seen(house.other.id!);
  await seen(house.other.id!, { noun: 'case' });
  await seen(house.other.id!, { ids: ['no-such-app'] });
  await seen('', { actorKind: 'system', actorId: null });
  expect(await foldUsage(house.city.worker, house.city.code)).toBe(6);
  expect(await foldUsage(house.city.worker, house.city.code)).toBe(0);
  await seen(house.other.id!);
  expect(await foldUsage(house.city.worker, house.city.code)).toBe(1);
  const entry = (await house.desk((desk) => listRegister(desk))).find((one) => one.app.appId === appId);
  expect(entry?.usage?.users).toBe(2);
  const uses = await house.city.admin.tenant(house.city.code, 'owner', async (tx) => {
    const { rows } = await sql<{ uses: string }>`
      SELECT uses FROM app_usage WHERE app_id = ${appId} ORDER BY last_at`.execute(tx);
    return rows.map((row) => Number(row.uses));
  });
  expect(uses).toEqual([2, 2]);
  const review = await house.desk(async (desk) => unwrap(await reviewRetirement(desk, appId)));
  expect(review).toMatchObject({ records: 0, lookedAtBy: [] });
  expect(review.users.map((one) => one.staffId)).toEqual([house.other.id, house.actor.id]);
  await house.desk(async (desk) => unwrap(await retireApp(desk, { appId, reason: '統合' })));
  expect((await house.desk((desk) => listRegister(desk))).map((one) => one.app.appId)).not.toContain(appId);
  const listed = await house.desk((desk) => listApps(desk));
  expect(listed.find((one) => one.appId === appId)?.retired).toMatchObject({ reason: '統合' });
  await house.desk(async (desk) => unwrap(await restoreApp(desk, appId)));
});
