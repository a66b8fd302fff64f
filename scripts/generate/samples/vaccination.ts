/** The vaccination register of the simulator. Products, lots and clinics are fictional. */
import type { Resident } from './people.ts';
import type { Random } from './random.ts';

export interface VaccinationRow {
  addresseeNumber: string;
  /** 10 digits, printed on the slip as 7310-4829-51. */
  secretNumber: string;
  name: string;
  romanised: string;
  birthDate: string;
  doses: {
    date: string;
    vaccine: string;
    vaccineEn: string;
    dose: number;
    product: string;
    lot: string;
    place: string;
  }[];
}

const clinics = [
  'あさなぎこどもクリニック',
  'みなと内科',
  '潮見総合病院',
  '松影医院',
  '花咲小児科',
  '月見ヶ丘診療所',
  '星川ファミリークリニック',
  'あかつき市保健所',
];
const childhood: [vaccine: string, english: string, product: string, months: number[]][] = [
  ['ロタウイルス', 'Rotavirus', 'ロタアカツ', [2, 3]],
  ['小児用肺炎球菌', 'Pneumococcal (child)', 'ハイエンK20', [2, 3, 4, 12]],
  ['五種混合', 'DPT-IPV-Hib', 'ゴコンA', [2, 3, 4, 12]],
  ['BCG', 'BCG', '乾燥BCGあかつき', [6]],
  ['麻しん風しん（MR）', 'Measles-Rubella (MR)', 'ミールルA', [12, 66]],
  ['水痘', 'Varicella', 'スイトA', [12, 18]],
  ['日本脳炎', 'Japanese encephalitis', 'ノウエンA', [36, 37, 49]],
];

function after(birthDate: string, months: number, day: number): string {
  const [year = 0, month = 1] = birthDate.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, day)).toISOString().slice(0, 10);
}

export function vaccinationRegister(random: Random, people: Resident[]): VaccinationRow[] {
  const rows: VaccinationRow[] = [];
  for (const person of people) {
    const year = Number(person.birthDate.slice(0, 4));
    const doses: VaccinationRow['doses'] = [];
    const add = (date: string, vaccine: string, vaccineEn: string, dose: number, product: string) => {
      if (date > '2026-10-31' || date < '2015-01-01') return;
      doses.push({
        date,
        vaccine,
        vaccineEn,
        dose,
        product,
        lot: `${random.one(['AK', 'HN', 'TS', 'MG'])}${random.digits(4)}`,
        place: random.one(clinics),
      });
    };
    if (year >= 2013)
      for (const [vaccine, english, product, months] of childhood)
        for (const [index, month] of months.entries())
          add(after(person.birthDate, month, random.int(1, 28)), vaccine, english, index + 1, product);
    if (year <= 1960)
      for (const [index, season] of [2023, 2024, 2025].entries())
        if (random.chance(0.7))
          add(
            `${season}-11-${String(random.int(1, 28)).padStart(2, '0')}`,
            'インフルエンザ',
            'Influenza',
            index + 1,
            'インフルA4',
          );
    if (year <= 2008 && random.chance(0.75))
      for (let dose = 1; dose <= random.int(1, 4); dose++)
        add(
          `${2020 + dose}-0${random.int(1, 9)}-${String(random.int(1, 28)).padStart(2, '0')}`,
          '新型コロナウイルス感染症',
          'COVID-19',
          dose,
          'コロノンm',
        );
    if (doses.length === 0) continue;
    doses.sort((a, b) => (a.date < b.date ? -1 : 1));
    rows.push({
      addresseeNumber: person.addresseeNumber,
      secretNumber: random.digits(10),
      name: person.name,
      romanised: person.romanised,
      birthDate: person.birthDate,
      doses,
    });
  }
  return rows;
}
