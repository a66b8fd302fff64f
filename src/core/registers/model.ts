/** What the office may ask the city's registers, and what they answer. Browser-safe. */

export interface Dose {
  date: string;
  vaccine: string;
  vaccineEn: string;
  dose: number;
  product: string;
  lot: string;
  place: string;
}

export interface VaccinationRecord {
  addresseeNumber: string;
  name: string;
  romanised?: string;
  birthDate: string;
  doses: Dose[];
}

export interface TaxRecord {
  addresseeNumber: string;
  fiscalYear: number;
  incomeYear: number;
  name: string;
  birthDate: string;
  residentOnJanuary1: boolean;
  addressOnJanuary1: string;
  address?: string;
  declared: boolean;
  income: { kind: string; revenue: number; income: number }[];
  totalIncome: number;
  deductions: { kind: string; amount: number }[];
  deductionTotal: number;
  dependants: number;
  tax?: {
    city: { perCapita: number; incomeBased: number };
    prefecture: { perCapita: number; incomeBased: number };
    forest: number;
    total: number;
  };
}

/** `undeclared`: the person is known and has to declare first. `ambiguous`: several people fit, never the first of them. */
export type TaxAnswer =
  | { status: 'found' | 'undeclared'; record: TaxRecord }
  | { status: 'notFound' | 'ambiguous' };
export type VaccinationAnswer = { status: 'matched'; record: VaccinationRecord } | { status: 'notMatched' };
