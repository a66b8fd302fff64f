/** Which of the possible verbs is the one to do next, and which stand beside it. Only an order: whether is core's word. */
import type { Verb } from '#core/process';

/** The first that is possible is the primary one. */
const order: Verb[] = [
  'receive',
  'checkIdentity',
  'recordPayment',
  'decide',
  'approve',
  'deputyDecide',
  'draftDecision',
  'close',
];
/** Always quieter than the step itself. */
const beside: Verb[] = ['askCorrection', 'sendBack', 'recall', 'assign', 'withdraw'];

export interface NextStep {
  primary: Verb | null;
  others: Verb[];
}

export function nextStep(possible: readonly Verb[]): NextStep {
  const primary = order.find((verb) => possible.includes(verb)) ?? null;
  return {
    primary,
    others: [...order, ...beside].filter((verb) => verb !== primary && possible.includes(verb)),
  };
}
