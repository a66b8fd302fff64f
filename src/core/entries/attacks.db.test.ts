/** A curious clerk: ways round the rules of a work app that were tried and must stay closed. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retireApp } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import type { StaffActor } from '#core/policy';
import { listRecords, openApp, openApps } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import { addRecord, editRecord, undoChange } from './index.server.ts';

let studio: Studio;
let clerk: StaffActor;
let chief: StaffActor;
const everyone = [{ everyone: true as const }];
const pdfs = { options: { maxFiles: 5, maxBytes: 1000, accept: ['application/pdf'] } };
const whole = { who: everyone, may: ['view', 'add', 'edit', 'delete'] as const };

beforeAll(async () => {
  studio = await openStudio();
  clerk = await studio.actor('gakuji-shuji');
  chief = await studio.actor('gakuji-kacho');
});
afterAll(() => studio.city.close());

const add = async (who: StaffActor, app: WorkApp, values: Record<string, unknown>) =>
  unwrap(await studio.as(who, (desk) => addRecord(desk, app.id, values as never)));
const edit = (
  who: StaffActor,
  app: WorkApp,
  id: string,
  revision: number,
  changes: object,
  again: string[] = [],
) => studio.as(who, (desk) => editRecord(desk, app.id, id, { revision, changes: changes as never, again }));

test('undoing does not tell what others wrote into a field that was taken out of sight since', async () => {
  const app = workApp('attack-undo', [field(1, '件名'), field(2, '秘密'), field(3, '公開', 'yes-no')], {
    access: [whole as never],
    fieldAccess: [
      { fields: ['秘密'], read: [{ who: everyone, when: '公開 = TRUE' }, { who: [{ user: chief.id! }] }] },
    ] as never,
  });
  await studio.publish(app);
  const { id } = await add(chief, app, { 1: 'x', 2: 'はじめ', 3: true });
  unwrap(await edit(clerk, app, id, 1, { 2: '職員の値' }));
  unwrap(await edit(chief, app, id, 2, { 2: '係長だけの値', 3: false }));
  const undone = await studio.as(clerk, (desk) => undoChange(desk, app.id, id));
  expect(undone.ok).toBe(false);
  expect(JSON.stringify(undone)).not.toContain('係長だけの値');
});

test('copying a lookup again needs the right to change the lookup', async () => {
  const prices = workApp('attack-prices', [field(1, '番号'), field(2, '単価', 'number')], {
    access: [whole as never],
  });
  const orders = workApp(
    'attack-orders',
    [
      field(1, '商品', 'lookup', {
        options: { app: 'attack-prices', key: '番号', copy: [{ from: '単価', to: '単価', locked: true }] },
      }),
      field(2, '単価', 'number'),
      field(3, 'メモ'),
    ],
    {
      access: [whole as never],
      fieldAccess: [{ fields: ['商品', '単価'], edit: [{ who: [{ user: chief.id! }] }] }] as never,
      title: ['メモ'],
    },
  );
  await studio.publish(prices);
  await studio.publish(orders);
  const price = await add(chief, prices, { 1: 'A', 2: '100' });
  const order = await add(chief, orders, { 1: { key: 'A', record: null }, 3: '契約' });
  expect(await studio.stored(orders, order.id)).toMatchObject({ 2: '100' });
  unwrap(await edit(chief, prices, price.id, 1, { 2: '999' }));
  const copied = await edit(clerk, orders, order.id, 1, {}, ['1']);
  expect(copied.ok).toBe(false);
  expect(await studio.stored(orders, order.id)).toMatchObject({ 2: '100' });
  unwrap(await edit(chief, orders, order.id, 1, {}, ['1']));
  expect(await studio.stored(orders, order.id)).toMatchObject({ 2: '999' });
});

test('a file of a field out of sight cannot be named in one that is in sight', async () => {
  const app = workApp(
    'attack-files',
    [field(1, '件名'), field(2, '内部', 'file', pdfs), field(3, '公開用', 'file', pdfs)],
    {
      access: [whole as never],
      fieldAccess: [{ fields: ['内部'], read: [{ who: [{ user: chief.id! }] }] }] as never,
    },
  );
  await studio.publish(app);
  const fileId = randomUUID();
  await studio.city.staff.tenant(studio.city.code, 'staff', (tx) =>
    sql`INSERT INTO staff_files (id, name, type, bytes, sha256, added_by, scan)
      VALUES (${fileId}, '診断書.pdf', 'application/pdf', 5, '', ${chief.postId}, 'clean')`.execute(tx),
  );
  const file = { fileId, name: '診断書.pdf', type: 'application/pdf', bytes: 5 };
  const { id } = await add(chief, app, { 1: 'x', 2: [file] });
  const refused = await edit(clerk, app, id, 1, { 3: [file] });
  expect(refused).toMatchObject({ ok: false, error: { issues: [{ path: 'f3' }] } });
  unwrap(await edit(chief, app, id, 1, { 3: [file] }));
});

test('a unique key does not name a field that the person may not know of', async () => {
  const app = workApp(
    'attack-unique',
    [field(1, '番号'), field(2, '隠し区分', 'text', { options: { initial: 'z' } })],
    {
      access: [whole as never],
      fieldAccess: [{ fields: ['隠し区分'], read: [{ who: [{ user: chief.id! }] }] }] as never,
      unique: [['番号', '隠し区分']],
    },
  );
  await studio.publish(app);
  await studio.city.admin.tenant(studio.city.code, 'owner', (tx) =>
    sql`CREATE UNIQUE INDEX ON r_attack_unique (f1, f2) WHERE deleted_at IS NULL`.execute(tx),
  );
  const { id } = await add(chief, app, { 1: 'A', 2: 'z' });
  const mine = await add(chief, app, { 1: 'B', 2: 'z' });
  const refused = await edit(clerk, app, mine.id, 1, { 1: 'A' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(JSON.stringify(refused)).not.toContain('隠し区分');
  expect(JSON.stringify(refused)).not.toContain('f2');
  expect(JSON.stringify(refused)).not.toContain(id);
});

test('nobody finds, reads or changes an app that was retired', async () => {
  const app = workApp('attack-retired', [field(1, '件名')], {
    access: [whole, { who: [{ user: clerk.id! }], may: ['manage'] }] as never,
  });
  await studio.publish(app);
  const { id } = await add(clerk, app, { 1: 'x' });
  const manager = { ...clerk, post: { ...clerk.post!, roles: ['administration' as const] } };
  unwrap(await studio.as(manager, (desk) => retireApp(desk, { appId: app.id, reason: '' })));
  expect(await edit(clerk, app, id, 1, { 1: 'y' })).toMatchObject({ ok: false, error: { code: 'notFound' } });
  const read = await studio.as(clerk, async (desk) => {
    const open = await openApp(desk, app.id);
    return open.ok ? listRecords(open.value, { limit: 10 }) : open;
  });
  expect(read).toMatchObject({ ok: false, error: { code: 'notFound' } });
  const all = await studio.as(clerk, async (desk) => (await openApps(desk)).map((one) => one.app.id));
  expect(all).not.toContain(app.id);
});
