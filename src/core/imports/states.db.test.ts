import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffActor } from '#core/policy';
import { readProcess } from '#core/record-process.server';
import { listRecords, openApp } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, workApp } from '../../../scripts/test/work-app.ts';
import { problemsOf } from './act-on-import.server.ts';
import { type ImportTest, openImports } from './fixture.testing.ts';

let house: ImportTest;
let keeper: StaffActor;
let clerk: StaffActor;
const ja = (text: string) => ({ ja: text });

beforeAll(async () => {
  house = await openImports();
  keeper = await house.studio.actor('gakuji-kacho');
  clerk = await house.studio.actor('gakuji-shuji');
  await house.studio.publish(
    workApp('loans', [field(1, '品名', 'text'), field(2, '状態', 'status')], {
      access: [
        { who: [{ everyone: true }], may: ['view', 'add', 'edit', 'import'] },
        { who: [{ position: '課長' }], may: ['manage'] },
      ],
      unique: [['品名']],
      process: {
        states: [
          { id: 'new', title: ja('受付') },
          { id: 'deciding', title: ja('決裁中'), kind: 'approval' },
          { id: 'lent', title: ja('貸出中'), deadline: { days: 3, working: false } },
          { id: 'back', title: ja('返却済み'), kind: 'end' },
        ],
        acts: [],
      },
    } as never),
  );
});
afterAll(() => house.close());

const standing = async () =>
  house.as(keeper, async (desk) => {
    const open = unwrap(await openApp(desk, 'loans'));
    const { rows } = unwrap(await listRecords(open, { columns: ['品名', '状態'], limit: 50 }));
    const found: Record<string, unknown> = {};
    for (const row of rows) {
      const process = unwrap(await readProcess(desk, 'loans', row.id))!;
      found[String(row.answers['1'])] = [process.state.id, process.dueOn !== null, process.log.length];
    }
    return found;
  });

test('records of a file begin in the state they had elsewhere, where whoever manages the app brings them; it is in their log', async () => {
  const done = await house.imported(keeper, 'loans', '品名,状態\n傘,貸出中\n帽子,返却済み\nかばん,\n');
  expect(done).toMatchObject({ added: 3, wrong: 0 });
  expect(await standing()).toEqual({
    傘: ['lent', true, 1],
    帽子: ['back', false, 1],
    かばん: ['new', false, 0],
  });
  // What is there keeps its state, whatever a file says.
  await house.imported(keeper, 'loans', '品名,状態\n傘,返却済み\n', { key: '1' });
  expect((await standing()).傘).toEqual(['lent', true, 1]);
});

test('no approval is entered by a file, no state that there is not; and nobody else has the column', async () => {
  const view = await house.checked(keeper, 'loans', '品名,状態\n机,決裁中\nいす,どこか\n');
  expect(view).toMatchObject({ wrong: 2 });
  const told = unwrap(await house.as(keeper, (desk) => problemsOf(desk, 'loans', view.id, 10)));
  expect(told.map((one) => one.message)).toEqual([
    '決裁中の状態で始めることはできません。',
    'この名前の状態はありません。',
  ]);
  const theirs = await house.imported(clerk, 'loans', '品名,状態\n棚,貸出中\n');
  expect(theirs.mapping.columns).toEqual(['1', null]);
  expect((await standing()).棚).toEqual(['new', false, 0]);
});
