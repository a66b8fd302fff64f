/** The tax register of the simulator: income and resident tax per person and fiscal year, by the rules of a designated city, simplified. */
import type { Resident } from './people.ts';
import type { Random } from './random.ts';

export interface TaxRow {
  addresseeNumber: string;
  /** The fiscal year as text, which registers are asked by. */
  year: string;
  fiscalYear: number;
  incomeYear: number;
  name: string;
  birthDate: string;
  /** Lived here on 1 January of the fiscal year; else another municipality issues the certificate. */
  residentOnJanuary1: boolean;
  addressOnJanuary1: string;
  /** Now. */
  address: string;
  /** false: 未申告, amounts are unknown and the certificate is answered 「先に申告を」. */
  declared: boolean;
  income: { kind: string; revenue: number; income: number }[];
  totalIncome: number;
  deductions: { kind: string; amount: number }[];
  deductionTotal: number;
  dependants: number;
  tax?: { city: Tax; prefecture: Tax; forest: number; total: number };
}
interface Tax {
  perCapita: number;
  incomeBased: number;
}

/** 給与所得控除後の金額. From income of 2025 (令和7年) the least deduction is 650,000 yen. */
function salaryIncome(revenue: number, year: number): number {
  const least = year >= 2025 ? 650_000 : 550_000;
  const rate =
    revenue <= 1_800_000
      ? revenue * 0.4 - 100_000
      : revenue <= 3_600_000
        ? revenue * 0.3 + 80_000
        : revenue <= 6_600_000
          ? revenue * 0.2 + 440_000
          : revenue <= 8_500_000
            ? revenue * 0.1 + 1_100_000
            : 1_950_000;
  return Math.max(0, revenue - Math.round(Math.max(least, rate)));
}

function pensionIncome(revenue: number, age: number): number {
  const least = age >= 65 ? 1_100_000 : 600_000;
  return Math.max(0, revenue - Math.round(Math.max(least, Math.min(revenue * 0.25 + 275_000, 1_955_000))));
}

function taxOf(
  total: number,
  deductions: number,
  dependants: number,
  year: number,
): NonNullable<TaxRow['tax']> {
  const limit = dependants === 0 ? 450_000 : 350_000 * (dependants + 1) + 100_000 + 210_000;
  const none = { perCapita: 0, incomeBased: 0 };
  if (total <= limit) return { city: none, prefecture: none, forest: 0, total: 0 };
  const taxable = Math.max(0, Math.floor((total - deductions) / 1000) * 1000);
  const part = (rate: number, credit: number) =>
    Math.max(0, Math.floor((taxable * rate - credit) / 100) * 100);
  // The forest tax takes the place of the reconstruction surcharge from fiscal 2024 (令和6年度).
  const before = year < 2024 ? 500 : 0;
  const city = { perCapita: 3000 + before, incomeBased: part(0.08, 2000) };
  const prefecture = { perCapita: 1000 + before, incomeBased: part(0.02, 500) };
  const forest = year < 2024 ? 0 : 1000;
  return {
    city,
    prefecture,
    forest,
    total: city.perCapita + city.incomeBased + prefecture.perCapita + prefecture.incomeBased + forest,
  };
}

export function taxRegister(random: Random, people: Resident[]): TaxRow[] {
  const rows: TaxRow[] = [];
  for (const person of people) {
    const born = Number(person.birthDate.slice(0, 4));
    const salary = random.int(0, 9) < 7 ? random.int(10, 75) * 100_000 + random.int(0, 99) * 1000 : 0;
    const business = salary === 0 && random.chance(0.4) ? random.int(5, 50) * 100_000 : 0;
    for (let fiscalYear = 2022; fiscalYear <= 2026; fiscalYear++) {
      const incomeYear = fiscalYear - 1;
      const age = incomeYear - born;
      if (age < 16) continue;
      const here =
        person.since < `${fiscalYear}-01-01` &&
        (person.until === '' || person.until >= `${fiscalYear}-01-01`);
      if (!here && !random.chance(0.3)) continue;
      const income: TaxRow['income'] = [];
      const grown = (amount: number) =>
        Math.round((amount * (1 + (fiscalYear - 2024) * 0.015)) / 1000) * 1000;
      if (age >= 65)
        income.push({ kind: '公的年金等', revenue: grown(random.int(8, 24) * 100_000), income: 0 });
      if (age >= 18 && age < 72 && salary > 0)
        income.push({ kind: '給与', revenue: grown(salary), income: 0 });
      if (age >= 20 && age < 80 && business > 0)
        income.push({ kind: '営業等', revenue: grown(business * 2), income: grown(business) });
      for (const line of income) {
        if (line.kind === '給与') line.income = salaryIncome(line.revenue, incomeYear);
        if (line.kind === '公的年金等') line.income = pensionIncome(line.revenue, age);
      }
      const declared = income.length > 0 || random.chance(0.55);
      const revenue = income.reduce((sum, line) => sum + line.revenue, 0);
      const totalIncome = income.reduce((sum, line) => sum + line.income, 0);
      const children = people.filter(
        (other) =>
          other.householdNumber === person.householdNumber &&
          other.relationship === '子' &&
          incomeYear - Number(other.birthDate.slice(0, 4)) < 19,
      );
      const dependants = person.relationship === '世帯主' ? children.length : 0;
      const deductions = [{ kind: '基礎', amount: 430_000 }];
      if (revenue > 0)
        deductions.push({ kind: '社会保険料', amount: Math.round((revenue * 0.14) / 1000) * 1000 });
      if (revenue > 3_000_000) deductions.push({ kind: '生命保険料', amount: random.int(1, 7) * 10_000 });
      const deductionTotal = deductions.reduce((sum, line) => sum + line.amount, 0);
      rows.push({
        addresseeNumber: person.addresseeNumber,
        year: String(fiscalYear),
        fiscalYear,
        incomeYear,
        name: person.name,
        birthDate: person.birthDate,
        residentOnJanuary1: here,
        addressOnJanuary1: here ? person.address : '',
        address: person.address,
        declared: here && declared,
        income: here && declared ? income : [],
        totalIncome: here && declared ? totalIncome : 0,
        deductions: here && declared ? deductions : [],
        deductionTotal: here && declared ? deductionTotal : 0,
        dependants,
        tax: here && declared ? taxOf(totalIncome, deductionTotal, dependants, fiscalYear) : undefined,
      });
    }
  }
  return rows;
}
