export { applicationRows, caseRows, departmentsFor, draftRows } from './rows.sql.ts';
