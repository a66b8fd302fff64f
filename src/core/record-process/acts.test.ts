import { describe, expect, it } from 'vitest';
import type { RecordProcess, Seat } from '#core/definitions';
import { type ActSituation, actsFor, lockOf, meets, missingNote, stateAfter } from './acts.ts';
import { changed, cityOf, handOf } from './approval/city.testing.ts';

const title = { ja: '名前' };
const process: RecordProcess = {
  states: [
    { id: 'new', title, kind: 'open', editable: [], assign: [], effects: [] },
    {
      id: 'deciding',
      title,
      kind: 'approval',
      editable: [],
      assign: [],
      effects: [],
      approval: { routes: ['usual'], decided: 'done', sentBack: 'new', dropped: 'dropped' },
    },
    { id: 'done', title, kind: 'end', editable: [], assign: [], effects: [] },
    { id: 'dropped', title, kind: 'end', lock: 'open', editable: [], assign: [], effects: [] },
  ],
  acts: [
    {
      id: 'draft',
      title: { ja: '起案する' },
      from: ['new'],
      to: 'deciding',
      who: [{ drafter: true }],
      when: '金額 > 0',
      require: ['reason'],
      note: 'required',
      effects: [],
    },
  ],
  routes: [],
  keepers: [],
};
const [draft] = process.acts;
const city = cityOf();
const situation = (change: Partial<ActSituation> = {}): ActSituation => ({
  state: 'new',
  known: {
    drafter: { staff: 'clerk', department: 'SOMU1' },
    previous: 'leader',
    named: () => ({ kind: 'department', values: ['SOMU2'] }),
  },
  holds: () => true,
  filled: () => true,
  labelOf: () => '理由',
  ...change,
});
const asks = (change: Partial<ActSituation>, staff = 'clerk') =>
  actsFor(process, situation(change), handOf(city, staff), city);

describe('acts', () => {
  it('are those that lead out of the state, and say which draft', () => {
    expect(asks({})).toEqual([{ act: draft, drafts: true, why: null }]);
    expect(asks({ state: 'done' })).toEqual([]);
  });
  it('say who may, what does not hold and which fields are missing, in this order', () => {
    expect(asks({}, 'leader')[0]?.why?.code).toBe('forbidden');
    expect(asks({ holds: () => false, filled: () => false })[0]?.why?.code).toBe('conflict');
    expect(asks({ filled: () => false })[0]?.why?.issues).toEqual([
      { path: 'reason', message: '「理由」を入力してください。' },
    ]);
  });
  it('ask for a note where the act wants one', () => {
    expect(missingNote(draft!, ' ')?.issues?.[0]?.path).toBe('note');
    expect(missingNote(draft!, '急ぎ')).toBeNull();
    expect(missingNote({ ...draft!, note: 'none' }, '')).toBeNull();
  });
});

describe('whom a rule means', () => {
  const is = (rule: Seat, staff: string, its = city) =>
    meets([rule], situation().known, handOf(its, staff), its);
  it.each<[Seat, string, string]>([
    [{ drafter: true }, 'clerk', 'leader'],
    [{ previous: true }, 'leader', 'clerk'],
    [{ head: 'drafter', up: 0 }, 'head', 'leader'],
    [{ head: 'drafter', up: 1 }, 'chief', 'head'],
    [{ head: 'drafter', up: 4 }, 'mayor', 'chief'],
    [{ head: { field: 'section' }, up: 0 }, 'head2', 'head'],
    [{ field: 'section' }, 'leader2', 'leader'],
    [{ position: '係長' }, 'leader', 'leader2'],
    [{ position: '係長', department: 'SOMU2' }, 'leader2', 'leader'],
    [{ department: 'SOMU', below: true }, 'leader2', 'leader3'],
    [{ department: 'SOMU', below: false }, 'chief', 'leader'],
    [{ group: 'legal' }, 'leader2', 'leader'],
    [{ user: 'mayor' }, 'mayor', 'chief'],
  ])('%j: %s, not %s', (rule, yes, not) => {
    expect([is(rule, yes), is(rule, not)]).toEqual([true, false]);
  });
  it('everyone, and keepers always', () => {
    expect(is({ everyone: true }, 'leader3')).toBe(true);
    expect(is({ user: 'mayor' }, 'clerk2')).toBe(true);
  });
  it('the office above, where nobody is there any more', () => {
    const without = cityOf(changed({ clerk: { suspended: true } }));
    expect(is({ drafter: true }, 'head', without)).toBe(true);
    expect(is({ drafter: true }, 'leader', without)).toBe(false);
    const headless = cityOf(changed({ head: { suspended: true } }));
    expect(is({ head: 'drafter', up: 0 }, 'chief', headless)).toBe(true);
    // The next below is not the head because the head is gone.
    expect(is({ head: 'drafter', up: 0 }, 'vice', headless)).toBe(false);
  });
  it('who stands in for an absent office', () => {
    const absent = cityOf(changed({ head: { absentFor: 'leader' } }));
    expect(is({ head: 'drafter', up: 0 }, 'leader', absent)).toBe(true);
  });
});

describe('states', () => {
  it('lock as their kind does, unless they say otherwise', () => {
    expect(process.states.map((one) => lockOf(one))).toEqual(['open', 'additions', 'closed', 'open']);
  });
  it('follow what became of the approval', () => {
    const lead = (state: Parameters<typeof stateAfter>[1]) => stateAfter(process.states[1]!, state);
    expect(
      ['circulating', 'decided', 'sentBack', 'recalled', 'dropped', 'inEffect'].map((one) =>
        lead(one as 'decided'),
      ),
    ).toEqual([null, 'done', 'new', 'new', 'dropped', null]);
  });
});

it('a register that runs in circles holds up nothing', () => {
  const ring = cityOf([], { A: { parent: 'B' }, B: { parent: 'A' } });
  expect(
    meets([{ position: '課長', department: 'A' }], situation().known, handOf(city, 'leader'), ring),
  ).toBe(false);
});
