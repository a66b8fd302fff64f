/** 起案: the route of the definition becomes the route of this approval, with somebody at every seat. Pure. */
import type { ApprovalRoute, RecordProcess } from '#core/definitions';
import { fail, ok, type Result } from '#kernel/result';
import { findPlaces, type Known } from './find-places.ts';
import type { Approval, ApprovalStep, Hand } from './model.ts';
import { keyOf, type Organisation } from './organisation.ts';
import { type DueOn, seated } from './seated.ts';

/** The organisation of the day, and how days are counted. */
export interface World {
  organisation: Organisation;
  dueOn: DueOn;
}

/** Whether a formula of the definition holds for the record as it is. */
export type Holds = (formula: string) => boolean;

export interface Draft {
  id: string;
  round: number;
  drafter: Hand;
  /** What rules refer to; its drafter is `drafter` here. */
  known: Omit<Known, 'drafter'>;
  holds: Holds;
}

/** The first route that fits, of those the state names; null: none does. */
export function routeFor(process: RecordProcess, state: string, holds: Holds): ApprovalRoute | null {
  const names = process.states.find((one) => one.id === state)?.approval?.routes ?? [];
  const routes = names.flatMap((id) => process.routes?.find((one) => one.id === id) ?? []);
  return routes.find((one) => one.when === undefined || holds(one.when)) ?? null;
}

/** The approval as it begins. Whatever becomes of the definition, it goes on as laid out here. */
export function layOut(route: ApprovalRoute, draft: Draft, world: World): Result<Approval> {
  const { staff, post, department } = draft.drafter;
  const known: Known = { ...draft.known, drafter: { staff, department } };
  const steps = route.steps
    .filter((step) => step.when === undefined || draft.holds(step.when))
    .map((step) => laidOut(step, known, world.organisation));
  if (!steps.some((step) => step.kind === 'decide'))
    return fail('conflict', 'この経路には、いま決裁する段階がありません。決裁経路の条件を確かめてください。');
  const approval: Approval = {
    id: draft.id,
    round: draft.round,
    route: { id: route.id, title: route.title.ja, delegated: route.delegated === true },
    state: 'circulating',
    drafter: { staff, post, department },
    owner: { kind: 'person', staff },
    steps,
    at: 0,
  };
  return ok(seated(approval, world.organisation, world.dueOn));
}

/** Whoever two rules of a step lead to is asked once. */
function laidOut(
  step: ApprovalRoute['steps'][number],
  known: Known,
  organisation: Organisation,
): ApprovalStep {
  const found = step.seats.flatMap((rule) =>
    findPlaces(rule, known, organisation).map((home) => ({ rule, home })),
  );
  const once = found.filter(
    ({ home }, index) =>
      home.kind === 'nobody' || found.findIndex((one) => keyOf(one.home) === keyOf(home)) === index,
  );
  return {
    id: step.id,
    title: step.title.ja,
    kind: step.kind,
    needs: step.needs ?? 'all',
    seats: once.map(({ rule, home }, index) => ({
      id: `${step.id}-${index + 1}`,
      rule,
      home,
      place: home,
      state: 'waiting',
    })),
    ...(step.deadline === undefined ? {} : { deadline: step.deadline }),
  };
}
