export type {
  ResidentAnswer,
  ResidentRecord,
  TaxAnswer,
  TaxRecord,
  VaccinationAnswer,
  VaccinationRecord,
} from './model.server.ts';
