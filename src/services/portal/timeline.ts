/** The applicant's way from arrival to result, with what is still to come. */
import type { ApplicationEvent, ApplicationState } from '#core/applications';

export interface TimelineStep {
  kind: string;
  at: Date | null;
  state: 'done' | 'current' | 'coming';
}

const final: ApplicationState[] = ['decided', 'refused', 'issued', 'withdrawn', 'closed'];
const shown = ['arrived', 'underReview', 'correctionAsked', 'corrected', 'visitAsked', ...final];

/** Past states in order, the present one, then what usually follows. */
export function timeline(events: ApplicationEvent[], state: ApplicationState): TimelineStep[] {
  const past: TimelineStep[] = [];
  for (const { kind, at } of events) {
    if (!shown.includes(kind) || past.at(-1)?.kind === kind) continue;
    past.push({ kind, at, state: 'done' });
  }
  const last = past.at(-1);
  if (last?.kind === state) last.state = 'current';
  else past.push({ kind: state, at: null, state: 'current' });
  return [...past, ...coming(state).map((kind): TimelineStep => ({ kind, at: null, state: 'coming' }))];
}

function coming(state: ApplicationState): string[] {
  if (final.includes(state)) return [];
  return state === 'underReview' ? ['result'] : ['underReview', 'result'];
}
