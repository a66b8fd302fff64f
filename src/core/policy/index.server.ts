export { purposeOfCases } from './purpose.sql.ts';
export { applicationRows, caseRows, departmentsFor, draftRows } from './rows.sql.ts';
