/** Where a verb leads. Pure. */

import type { CaseState } from './states.ts';
import type { Situation, Verb } from './verbs.ts';

export type Outcome = 'granted' | 'partial' | 'refused' | 'accepted';

/** The state after a verb that was allowed. */
export function nextState(verb: Verb, situation: Situation): CaseState {
  switch (verb) {
    case 'receive':
      return 'checking';
    case 'askCorrection':
      return 'awaitingCorrection';
    case 'correct':
    case 'sendBack':
    case 'recall':
      return 'checking';
    case 'draftDecision':
      // 専決 and 受理 are decided by the one who drafts, in one step.
      return decidesAtOnce(situation) ? 'decided' : 'approving';
    case 'approve':
      return 'approving';
    case 'decide':
    case 'deputyDecide':
      return 'decided';
    case 'withdraw':
      return 'withdrawn';
    case 'close':
      return 'closed';
    case 'checkIdentity':
    case 'recordPayment':
      return situation.state === 'awaitingVisit' && situation.assuranceMet && !situation.feeDue
        ? 'checking'
        : situation.state;
    case 'assign':
    case 'issue':
      return situation.state;
  }
}

export function decidesAtOnce(situation: Pick<Situation, 'kind' | 'steps'>): boolean {
  return situation.kind !== 'approval' || situation.steps.length === 0;
}

/** The state once the notice or certificate of a decision has been issued. */
export function stateAfterIssue(outcome: Outcome): CaseState {
  return outcome === 'refused' ? 'refused' : outcome === 'accepted' ? 'accepted' : 'issued';
}
