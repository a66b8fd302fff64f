export { type AssuranceLevel, assuranceMet, levels } from './assurance.ts';
export { decidesAtOnce, nextState, type Outcome, stateAfterIssue } from './next.ts';
export { type CaseState, caseStates, finalStates, openStates, publicStateOf, stateLabels } from './states.ts';
export {
  type Acting,
  type ProcessKind,
  type ProcessStep,
  possibleVerbs,
  type Situation,
  type Verb,
  verbLabels,
  verbs,
  whyNot,
} from './verbs.ts';
