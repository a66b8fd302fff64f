export type { FileItem, PersonalDataFile } from './model.ts';
export { printAssessment, printRegister } from './print.ts';
