import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord, editRecord } from '#core/entries.server';
import { unwrap } from '#kernel/result';
import { field, keyring, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import type { StaffScene } from './desk.server.ts';
import { emptySealed } from './empty-sealed.server.ts';
import { recordPage } from './record-page.server.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
});
afterAll(() => studio?.city.close());

const everyone = [{ everyone: true as const }];
const account = { bank: '0001', branch: '001', kind: '1', number: '1234567', holder: 'ヤマダ ハナコ' };
const app = workApp('sealed-payees', [field(1, '件名'), field(2, '口座', 'bank-account')], {
  legalBasis: '条例第1条',
  access: [{ who: everyone, may: ['view', 'add', 'edit'] }],
} as never);

async function scene<T>(
  words: Record<string, string>,
  params: Record<string, string>,
  work: (at: StaffScene, told: unknown[][]) => Promise<T>,
): Promise<T> {
  const actor = await studio.actor('gakuji-shunin');
  return studio.as(actor, (desk) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(words)) form.set(name, value);
    const told: unknown[][] = [];
    const at = {
      tx: desk.tx,
      info: { municipality: studio.city.code },
      actor,
      runtime: { keyring },
      touched: (...all: unknown[]) => void told.push(all),
      params,
      form,
      request: new Request(`http://x/?${new URLSearchParams(words)}`),
    };
    return work(at as unknown as StaffScene, told);
  });
}

test('a sealed value is emptied with a reason, once, and the reason is written down', async () => {
  await studio.publish(app);
  const actor = await studio.actor('gakuji-shunin');
  const { id } = unwrap(
    await studio.as(actor, (desk) => addRecord(desk, app.id, { 1: '払戻し', 2: account } as never)),
  );
  const params = { app: app.id, record: id };
  const ask = (words: Record<string, string>) =>
    scene(words, params, async (at, told) => ({ done: await emptySealed(at), told }));
  expect((await studio.stored(app, id))?.[2]).toBeDefined();
  expect((await ask({ path: 'f2', revision: '1', why: ' ' })).done).toMatchObject({ ok: false });
  expect((await ask({ path: 'f1', revision: '1', why: '誤り' })).done).toMatchObject({ ok: false });
  const { done, told } = await ask({ path: 'f2', revision: '1', why: '別の人の口座だった' });
  expect(done).toMatchObject({ ok: true, value: { unchanged: false } });
  expect(told.at(-1)).toEqual([
    'record',
    [app.id, id],
    ['sealed'],
    'record.emptySealed',
    '別の人の口座だった',
  ]);
  expect((await studio.stored(app, id))?.[2] ?? null).toBeNull();
});

test('the history is read page by page to its first change', async () => {
  const actor = await studio.actor('gakuji-shunin');
  const { id } = unwrap(await studio.as(actor, (desk) => addRecord(desk, app.id, { 1: '0' } as never)));
  for (let n = 1; n <= 40; n += 1)
    unwrap(
      await studio.as(actor, (desk) =>
        editRecord(desk, app.id, id, { revision: n, changes: { 1: String(n) } as never }),
      ),
    );
  const page = (history: string) =>
    scene({ history }, { app: app.id, record: id }, async (at) => unwrap(await recordPage(at)).page.history);
  expect(await page('1')).toMatchObject({ page: 1, pages: 2, total: 41, entries: { length: 30 } });
  const last = await page('2');
  expect(last.entries.map((one) => one.revision)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect((await page('99')).page).toBe(2);
});
