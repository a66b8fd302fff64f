/** States and steps as a page shows them. Pure. */
import type { ProcessState } from '#core/definitions';
import type { Approval } from './approval/model.ts';
import type { StateShown, StepShown } from './model.ts';

export const stateShown = ({ id, title, kind }: ProcessState): StateShown => ({
  id,
  title: title.ja,
  kind: kind ?? 'open',
});

/** Of an approval that is over nothing is waited for. */
export function standsOf(approval: Approval, index: number): StepShown['stands'] {
  if (approval.state !== 'circulating') return index < approval.at ? 'past' : 'ahead';
  return index < approval.at ? 'past' : index === approval.at ? 'now' : 'ahead';
}
