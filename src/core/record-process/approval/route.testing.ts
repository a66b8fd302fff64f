/** A route for tests: 係長 approves, two sections are consulted, 課長 decides, somebody is informed. */
import type { ApprovalRoute } from '#core/definitions';
import { cityOf, handOf, people } from './city.testing.ts';
import type { Known } from './find-places.ts';
import { layOut, type World } from './lay-out.ts';
import type { Approval } from './model.ts';
import type { Organisation } from './organisation.ts';

const title = { ja: '段階' };
type Steps = ApprovalRoute['steps'];

export const steps: Steps = [
  { id: 'first', title, kind: 'approve', needs: 'all', seats: [{ position: '係長' }] },
  {
    id: 'others',
    title,
    kind: 'consult',
    needs: 'all',
    seats: [{ position: '課長', department: 'SOMU2' }, { user: 'leader3' }],
  },
  { id: 'last', title, kind: 'decide', needs: 'all', seats: [{ head: 'drafter', up: 0 }] },
  { id: 'know', title, kind: 'inform', needs: 'all', seats: [{ group: 'legal' }] },
];

export const routeOf = (list: Steps = steps): ApprovalRoute => ({
  id: 'usual',
  title: { ja: '通常' },
  delegated: false,
  steps: list,
});

export const worldOf = (organisation: Organisation = cityOf(people)): World => ({
  organisation,
  dueOn: ({ days }) => `2026-12-${String(days).padStart(2, '0')}`,
});

/** Rules of these routes refer to nothing but the organisation. */
export const nobodyKnown: Known = {
  drafter: null,
  previous: null,
  named: () => ({ kind: 'user', values: [] }),
};

/** Drafted by somebody, laid out and opened. */
export function drafted(world: World = worldOf(), list: Steps = steps, by = 'clerk'): Approval {
  const made = layOut(
    routeOf(list),
    {
      id: 'a',
      round: 1,
      drafter: handOf(world.organisation, by),
      known: nobodyKnown,
      holds: () => true,
    },
    world,
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
