import { expect, test } from 'vitest';
import type { WorkApp } from '#core/definitions';
import { accessMatrix, matrixLines } from './access-matrix.ts';

const everyone = { everyone: true } as const;
const office = { department: 'X' };
const app = (offline?: { hours: number }) =>
  ({
    work: {
      access: [
        { who: [everyone], may: ['view'] },
        { who: [office], may: ['view', 'add'] },
        { who: [office], may: ['edit'], when: '担当 = ME' },
      ],
      ...(offline && { offline }),
    },
  }) as unknown as WorkApp;
const say = {
  who: (who: object) => ('everyone' in who ? '全員' : '担当課'),
  when: (text: string) => text,
  field: (code: string) => code,
  act: (act: string) => act,
  taken: (what: string) => (what === 'edit' ? '直せるレコード' : '白紙'),
};
const taken = (offline?: { hours: number }) =>
  matrixLines(accessMatrix(app(offline)), say)
    .lines.filter(([kind]) => kind === '持ち出し')
    .map((line) => [line[1], line[2], line.at(-1)]);

test('the table says who may take what along, for how long and on what condition; whoever only looks takes nothing', () => {
  expect(accessMatrix(app({ hours: 12 })).taken).toEqual({
    hours: 12,
    rows: [
      { who: office, what: 'edit', when: ['担当 = ME'] },
      { who: office, what: 'add', when: [] },
    ],
  });
  expect(taken({ hours: 12 })).toEqual([
    ['直せるレコード', '担当課', '12時間まで ／ 担当 = ME'],
    ['白紙', '担当課', '12時間まで'],
  ]);
});

test('of an app that lets nothing out the table says so', () => {
  expect(accessMatrix(app()).taken).toBeNull();
  expect(taken()).toEqual([['', 'だれにもできない', '']]);
});
