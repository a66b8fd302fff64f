/** Writes the samples of the demo pack; the same files on every run. `node scripts/generate/samples/index.ts` */
import { mkdirSync, writeFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { city, elsewhere, prefecture, towns } from './city.ts';
import { sampleFiles } from './files.ts';
import { residents } from './people.ts';
import { seeded } from './random.ts';
import { taxRegister } from './tax.ts';
import { vaccinationRegister } from './vaccination.ts';

const folder = new URL('../../../packs/demo/samples/', import.meta.url);
mkdirSync(new URL('files/', folder), { recursive: true });
const write = (name: string, content: string | Buffer) => writeFileSync(new URL(name, folder), content);
/** One row a line: readable differences. */
const rows = (list: unknown[]) => `[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

const people = residents(seeded(20241121), 200);
write('residents.csv', stringify(people, { header: true }));
write('tax.json', rows(taxRegister(seeded(327), people)));
write('vaccination.json', rows(vaccinationRegister(seeded(914), people)));
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
write('../post-codes.csv', stringify([...own, ...elsewhere], { header: true }));
for (const [name, bytes] of Object.entries(await sampleFiles())) write(`files/${name}`, bytes);
console.log(`${people.length} residents, ${own.length + elsewhere.length} post codes`);
