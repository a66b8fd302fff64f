import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { type Row, withNameAndAddress } from './people.ts';

export interface StaffAccount {
  login: string;
  name: string;
  /** Section and post, to know whom to choose. */
  note: string;
}
export interface Samples {
  staff: StaffAccount[];
  residents: Row[];
  tax: Row[];
  vaccination: Row[];
}

function csv(file: string): Record<string, string>[] {
  if (!existsSync(file)) return [];
  return parse(readFileSync(file), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  }) as Record<string, string>[];
}

const json = (file: string): Row[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Row[]) : [];

/** What a pack gives the simulators. Missing files are empty registers: nobody is found. */
export function loadSamples(pack: string): Samples {
  const staff = csv(join(pack, 'staff.csv')).filter(
    (row, index, all) => all.findIndex((other) => other.login === row.login) === index,
  );
  const samples = join(pack, 'samples');
  return {
    staff: staff.map((row) => ({
      login: row.login ?? '',
      name: `${row.family ?? ''} ${row.given ?? ''}`.trim(),
      note: `${row.department ?? ''} ${row.position ?? ''}`.trim(),
    })),
    residents: csv(join(samples, 'residents.csv')).map(withNameAndAddress),
    tax: json(join(samples, 'tax.json')),
    vaccination: json(join(samples, 'vaccination.json')),
  };
}
