export { choiceIssues, choicesOf, findChoices } from './choices.server.ts';
export { namesOf } from './names.server.ts';
export { officeOf } from './office-of.server.ts';
