export { choiceIssues, choicesOf, findChoices } from './choices.server.ts';
export { departmentTree, type TreeRow } from './department-tree.ts';
export { type LivingDepartment, selectLivingDepartments } from './directory.sql.ts';
export { namesOf } from './names.server.ts';
export { officeOf } from './office-of.server.ts';
export { lookUpTown } from './town.sql.ts';
