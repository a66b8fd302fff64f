/** Processes as they are begun and edited, without a page. */
import { describe, expect, it } from 'vitest';
import type { RecordProcess } from '#core/definitions';
import { definitionSchemas } from '#core/definitions.server';
import { gapsIn, joined, pickOf } from './gaps.ts';
import { layOut, linesOf, neighbour } from './lay-out.ts';
import {
  addAct,
  addRoute,
  addState,
  beginWith,
  removeRoute,
  removeState,
  seatsOf,
  withStep,
} from './model.ts';
import { isWho } from './seat-words.ts';
import { startKinds, startProcess } from './starts.ts';

const offices = [
  { department: 'KYOI-GAKUJI', position: '課長' },
  { department: 'KYOI-GAKUJI', position: '係長' },
];
const two = startProcess('two-steps', { offices });

describe('what one may begin with', () => {
  const amount = { field: '金額', below: 100_000 };
  for (const kind of startKinds)
    for (const staff of [offices, offices.slice(0, 1), []])
      it(`${kind} is a whole process with ${staff.length} offices, and nothing is left to fill in`, () => {
        const process = startProcess(kind, { offices: staff, amount });
        expect(gapsIn(process)).toEqual([]);
        const read = definitionSchemas.app.shape.work.safeParse({
          department: 'd',
          title: ['名前'],
          process,
        });
        expect(read.error?.issues ?? []).toEqual([]);
      });

  it('sends small amounts to a delegated decision and the others through a check', () => {
    const [small, usual] = startProcess('by-amount', { offices, amount }).routes;
    expect(small).toMatchObject({ when: '金額 < 100000', delegated: true });
    expect(usual?.steps.map((one) => one.kind)).toEqual(['approve', 'decide']);
    expect(usual?.when).toBeUndefined();
  });
});

describe('editing', () => {
  it('takes the acts of a state away with it and says what else still names it', () => {
    const without = removeState(two, 'circulating').process;
    expect(without.acts).toEqual([]);
    const decided = removeState(two, 'decided').process;
    expect(gapsIn(decided).map((one) => one.path)).toEqual(['work.process.states[1].approval.decided']);
  });

  it('keeps an act that can still be done from another state', () => {
    expect(removeState(two, 'returned').process.acts[0]?.from).toEqual(['draft']);
  });

  it('gives no id twice, whatever was taken away', () => {
    let process: RecordProcess = addState(two, 'open').process;
    process = removeState(process, process.states[0]!.id).process;
    process = addState(addState(process, 'open').process, 'end').process;
    const ids = process.states.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('begins records in the state that was chosen', () => {
    expect(beginWith(two, 'returned').process.states[0]?.id).toBe('returned');
  });

  it('makes an act into an approval a draft of whoever made the record', () => {
    const { process } = addAct(two, 'returned', 'circulating');
    expect(process.acts.at(-1)).toMatchObject({ title: { ja: '起案する' }, who: [{ drafter: true }] });
  });

  it('puts a new step before the deciding one and what is for information after it', () => {
    const route = two.routes[0]!;
    expect(withStep(route, 'consult').steps.map((one) => one.kind)).toEqual(['approve', 'consult', 'decide']);
    expect(withStep(route, 'inform').steps.at(-1)?.kind).toBe('inform');
  });

  it('forgets a route that is gone where approvals named it', () => {
    expect(removeRoute(two, 'two').process.states[1]?.approval?.routes).toEqual([]);
    expect(addRoute(two).process.routes).toHaveLength(2);
  });

  it('knows everybody it names', () => {
    expect(seatsOf(two).filter(isWho)).toEqual([
      { position: '係長', department: 'KYOI-GAKUJI' },
      { position: '課長', department: 'KYOI-GAKUJI' },
    ]);
  });
});

describe('what is wrong', () => {
  it('stands at the act, and the words of the server do not repeat it', () => {
    const [first] = two.acts;
    const broken = { ...two, acts: [{ ...first!, who: [] }] };
    const gaps = gapsIn(broken);
    expect(gaps).toEqual([{ path: 'work.process.acts[0].who', message: 'だれができるかを選んでください。' }]);
    expect(pickOf(gaps[0]!.path, broken)).toEqual({ kind: 'act', id: 'propose' });
    const told = [
      { path: 'work.process.acts[0].who[0]', message: 'schema' },
      { path: 'work.process.routes[0]', message: 'もう一つ' },
    ];
    expect(joined(gaps, told).map((one) => one.message)).toEqual([gaps[0]!.message, 'もう一つ']);
  });
});

describe('the diagram', () => {
  it('shows every state and every way between two, without one box upon another', () => {
    const drawn = layOut(two, false);
    expect(drawn.boxes).toHaveLength(5);
    expect(drawn.arrows).toHaveLength(5);
    for (const one of drawn.boxes)
      for (const other of drawn.boxes) {
        const apart =
          one === other ||
          Math.abs(one.x - other.x) >= (one.width + other.width) / 2 ||
          Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
        expect(apart).toBe(true);
      }
  });

  it('is walked through by arrows, and leads nowhere from its edge', () => {
    const { boxes } = layOut(two, false);
    const right = neighbour(boxes, 'draft', 'ArrowRight');
    expect(right).not.toBeNull();
    const first = boxes.reduce((least, one) => (one.x < least.x ? one : least));
    expect(neighbour(boxes, first.state.id, 'ArrowLeft')).toBeNull();
  });

  it('goes down on a narrow screen', () => {
    const down = layOut(two, true);
    expect(down.width).toBeLessThan(layOut(two, false).width);
  });

  it('leaves out ways to states that are gone, and holds long names in two lines', () => {
    expect(layOut(removeState(two, 'decided').process, false).arrows).toHaveLength(4);
    expect(linesOf('とても長い名前の状態がここにあります')).toHaveLength(2);
  });
});
