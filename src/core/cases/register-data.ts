/** Register answers as data for certificates. Pure; amounts are grouped, dates are 和暦. */
import type { DocumentData } from '#core/documents';
import type { TaxRecord, VaccinationRecord } from '#core/registers';
import { formatFiscalYear, formatSeireki, formatWareki } from '#kernel/dates';

const yen = (amount: number) => amount.toLocaleString('en-US');

/** 所得・課税証明書. Without a declaration amounts cannot be certified; such a record must not come here. */
export function taxData(record: TaxRecord): DocumentData {
  const tax = record.tax;
  const row = (label: string, perCapita: number, incomeBased: number) => ({
    label,
    perCapita: yen(perCapita),
    incomeBased: yen(incomeBased),
    total: yen(perCapita + incomeBased),
  });
  return {
    name: record.name,
    birthDate: formatWareki(record.birthDate),
    addressOnJanuary1: record.addressOnJanuary1,
    address: record.address ?? record.addressOnJanuary1,
    fiscalYear: formatFiscalYear(record.fiscalYear, { style: 'long' }),
    incomeYear: `${formatFiscalYear(record.incomeYear, { style: 'long' }).replace('年度', '年')}中`,
    income: record.income.map((one) => ({
      label: one.kind,
      revenue: yen(one.revenue),
      income: yen(one.income),
    })),
    totalIncome: yen(record.totalIncome),
    deductionTotal: yen(record.deductionTotal),
    dependants: String(record.dependants),
    tax:
      tax === undefined
        ? []
        : [
            row('市民税', tax.city.perCapita, tax.city.incomeBased),
            row('県民税', tax.prefecture.perCapita, tax.prefecture.incomeBased),
            { label: '森林環境税', perCapita: yen(tax.forest), incomeBased: '', total: yen(tax.forest) },
            { label: '合計', perCapita: '', incomeBased: '', total: yen(tax.total) },
          ],
  };
}

export function vaccinationData(record: VaccinationRecord): DocumentData {
  return {
    name: record.name,
    birthDate: formatWareki(record.birthDate),
    birthDateIso: record.birthDate,
    doses: record.doses.map((dose) => ({
      date: formatSeireki(dose.date),
      vaccine: dose.vaccine,
      vaccineEn: dose.vaccineEn,
      dose: String(dose.dose),
      product: dose.product,
      lot: dose.lot,
      place: dose.place,
    })),
  };
}
