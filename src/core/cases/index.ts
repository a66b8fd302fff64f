export { type Applicant, applicantOf, fieldByCode } from './applicant.ts';
export { outcomeWordOf } from './document-data.ts';
export * from './inbox-query.ts';
