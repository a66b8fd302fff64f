import { describe, expect, it } from 'vitest';
import { permissionsOf } from '#core/policy';
import { assuranceMet } from './assurance.ts';
import { nextState, stateAfterIssue } from './next.ts';
import { type CaseState, caseStates, finalStates } from './states.ts';
import { type Acting, possibleVerbs, type Situation, verbs, whyNot } from './verbs.ts';

const steps = [
  { role: 'check' as const, position: '係長' },
  { role: 'decide' as const, position: '課長' },
];
const situation = (change: Partial<Situation> = {}): Situation => ({
  state: 'checking',
  kind: 'approval',
  steps,
  step: 0,
  draftedBy: null,
  approvedBy: [],
  feeDue: false,
  assuranceMet: true,
  ...change,
});
const acting = (change: Partial<Acting> = {}): Acting => ({
  staffId: 'me',
  position: '係長',
  permissions: permissionsOf(['intake', 'check', 'counter']),
  standInPositions: [],
  ...change,
});
const chief = acting();
const manager = acting({
  staffId: 'boss',
  position: '課長',
  permissions: permissionsOf(['check', 'decide']),
});

describe('maker and checker', () => {
  const approving = situation({ state: 'approving', draftedBy: 'me' });

  it('are never the same person, through whatever post', () => {
    expect(whyNot('approve', approving, chief)?.message).toContain('起案した人');
    expect(whyNot('approve', { ...approving, draftedBy: 'other' }, chief)).toBeNull();
    expect(whyNot('decide', { ...approving, step: 1, draftedBy: 'boss' }, manager)?.message).toContain(
      '起案した人',
    );
  });

  it('nobody approves two steps', () => {
    const second = situation({ state: 'approving', step: 1, draftedBy: 'other', approvedBy: ['boss'] });
    expect(whyNot('decide', second, manager)?.message).toContain('二つの段階');
  });

  it('each step waits for its position', () => {
    const first = situation({ state: 'approving', draftedBy: 'other' });
    expect(whyNot('approve', first, manager)?.message).toContain('係長');
    expect(whyNot('decide', first, manager)?.message).toContain('前の段階');
    expect(whyNot('approve', { ...first, step: 1 }, manager)?.message).toContain('決裁をします');
  });

  it('a deputy decides only for somebody absent, and only at the last step', () => {
    const last = situation({ state: 'approving', step: 1, draftedBy: 'other' });
    const deputy = acting({
      staffId: 'deputy',
      permissions: permissionsOf(['check', 'decide']),
      standInPositions: ['課長'],
    });
    expect(whyNot('deputyDecide', last, deputy)).toBeNull();
    expect(whyNot('decide', last, deputy)).not.toBeNull();
    expect(whyNot('deputyDecide', last, acting({ staffId: 'x' }))).not.toBeNull();
    expect(whyNot('deputyDecide', { ...last, step: 0 }, deputy)).not.toBeNull();
  });
});

describe('nothing is issued or decided', () => {
  it('below the assurance level', () => {
    expect(whyNot('draftDecision', situation({ assuranceMet: false }), chief)?.message).toContain('本人確認');
    expect(whyNot('issue', situation({ state: 'decided', assuranceMet: false }), manager)?.message).toContain(
      '本人確認',
    );
  });
  it('with the fee unpaid', () => {
    expect(whyNot('draftDecision', situation({ feeDue: true }), chief)?.message).toContain('手数料');
  });
  it('at once by anybody but the one the procedure names', () => {
    const delegated = situation({ kind: 'delegated', steps: [{ role: 'decide', position: '課長' }] });
    const intake = acting({ permissions: permissionsOf(['intake']) });
    expect(whyNot('draftDecision', delegated, intake)).not.toBeNull();
    expect(whyNot('draftDecision', delegated, chief)?.message).toContain('課長');
    expect(whyNot('draftDecision', delegated, manager)).toBeNull();
    expect(whyNot('draftDecision', delegated, acting({ standInPositions: ['課長'] }))).toBeNull();
    expect(whyNot('draftDecision', { ...delegated, steps: [] }, chief)).toBeNull();
  });
});

describe('every verb in every state', () => {
  it('without permission is refused, and final states let only close through', () => {
    const nobody = acting({ permissions: new Set() });
    for (const state of caseStates) {
      expect(possibleVerbs(situation({ state }), nobody)).toEqual([]);
      if (!finalStates.includes(state)) continue;
      expect(possibleVerbs(situation({ state }), chief)).toEqual(state === 'closed' ? [] : ['close']);
    }
  });
  it('leads to a known state', () => {
    for (const state of caseStates) {
      for (const verb of verbs) expect(caseStates).toContain(nextState(verb, situation({ state })));
    }
  });
  it('leaves waiting for a visit only when identity and fee are both settled', () => {
    const waiting = (feeDue: boolean, met: boolean) =>
      nextState('checkIdentity', situation({ state: 'awaitingVisit', feeDue, assuranceMet: met }));
    expect([waiting(true, true), waiting(false, false), waiting(false, true)]).toEqual([
      'awaitingVisit',
      'awaitingVisit',
      'checking',
    ] satisfies CaseState[]);
  });
});

it('assurance: documents seen at the counter stand in for the card only where the procedure says so', () => {
  expect(assuranceMet('documents-checked', 'card-signature', true)).toBe(true);
  expect(assuranceMet('documents-checked', 'card-signature', false)).toBe(false);
  expect(assuranceMet('mail', 'card-signature', true)).toBe(false);
  expect(assuranceMet('mail', 'none', false)).toBe(true);
});

it('the state after issuing follows the outcome', () => {
  expect(
    ['granted', 'partial', 'refused', 'accepted'].map((one) => stateAfterIssue(one as 'granted')),
  ).toEqual(['issued', 'issued', 'refused', 'accepted']);
});
