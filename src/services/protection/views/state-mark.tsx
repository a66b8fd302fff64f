/** The state of a term as a word with its shape. */
import { type MeasureState, stateLabels } from '#core/protection';
import { Mark, type Tone } from '#ui/staff';

const tones: Record<MeasureState, Tone> = {
  'in-force': 'work',
  due: 'waiting',
  urgent: 'alert',
  expired: 'alert',
  ended: 'stopped',
};

export const StateMark = ({ state }: { state: MeasureState }) => (
  <Mark tone={tones[state]}>{stateLabels[state]}</Mark>
);
