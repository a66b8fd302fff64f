export { type Applicant, applicantOf, fieldByCode } from './applicant.ts';
