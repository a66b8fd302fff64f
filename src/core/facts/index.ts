/** The door of facts: what is known, what the rules make of it, what to ask next, and the plan. Browser-safe, without clock. */
export { bornAt, within } from './ages.ts';
export { type Because, becauseOf, type Reason, whyOf } from './because.ts';
export { type BoundaryCase, boundaryCases } from './boundaries.ts';
export { type Change, changesAhead } from './changes.ts';
export { checkRules } from './check-rules.ts';
export { decide, decideOne } from './decide.ts';
export type { Graph, GraphIssue } from './graph.ts';
export {
  type Answer,
  type Decision,
  type Evidence,
  type Fact,
  type FactAnswers,
  isPart,
  type Known,
  type KnownEvent,
  type Member,
  type Part,
  type RuledProcedure,
  type Truth,
} from './model.ts';
export { nextQuestion, type Page } from './next-question.ts';
export { holdsPersonas, runPersonas } from './personas.ts';
export { type Needed, type Phase, type Plan, planOf, type Step } from './plan.ts';
export { householdKinds, randomAnswer, randomHousehold, randomOf } from './population.ts';
export { prepareGraph } from './prepare.ts';
export { openTalk, type Talk } from './talk.ts';
export { answerInWords, questionFor } from './words.ts';
