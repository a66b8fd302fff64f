/** The samples of the demo pack as text, by name; the same on every run. */
import { stringify } from 'csv-stringify/sync';
import { city, elsewhere, prefecture, towns } from './city.ts';
import { loanRecords } from './loans.ts';
import { residents } from './people.ts';
import { purchaseRequests } from './purchases.ts';
import { seeded } from './random.ts';
import { taxRegister } from './tax.ts';
import { vaccinationRegister } from './vaccination.ts';

/** One row a line: readable differences. */
const rows = (list: unknown[]) => `[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

export function sampleTexts(): Record<string, string> {
  const people = residents(seeded(20241121), 200);
  return {
    'residents.csv': stringify(people, { header: true }),
    'tax.json': rows(taxRegister(seeded(327), people)),
    'records.json': records(),
    'vaccination.json': rows(vaccinationRegister(seeded(914), people)),
    '../post-codes.csv': stringify([...postCodes(), ...elsewhere], { header: true }),
  };
}

function records(): string {
  const { format, apps } = loanRecords();
  const each = [...apps, purchaseRequests()].map(
    ({ records: all, ...about }) => `${JSON.stringify(about).slice(0, -1)},"records":${rows(all).trimEnd()}}`,
  );
  return `{"format":${format},"apps":[\n${each.join(',\n')}\n]}\n`;
}

function postCodes() {
  const own = towns.map(({ postCode, ward, town, townKana }) => ({
    postCode,
    prefecture,
    city,
    ward,
    town,
    townKana,
  }));
  // A code with two towns, and one of a large office.
  own.push(
    { postCode: '9080109', prefecture, city, ward: '朝凪区', town: '東浜町', townKana: 'ヒガシハマチョウ' },
    { postCode: '9080109', prefecture, city, ward: '朝凪区', town: '西浜町', townKana: 'ニシハマチョウ' },
    { postCode: '9088501', prefecture, city, ward: '朝凪区', town: '本町一丁目', townKana: 'ホンマチ' },
  );
  return own;
}
