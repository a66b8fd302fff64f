/** Writes a city's definitions as packs, for the next city: loading what was exported gives the same city. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { postKinds } from '#core/people.server';
import type { Database } from '#platform/db.server';
import {
  type ExportRow,
  selectNewestDefinitions,
  selectPostCodesForExport,
  selectStaffForExport,
} from './packs.sql.ts';

/** `<directory>/<pack>/…`; staff and post codes go with the pack that has the organisation. Gives the files written. */
export async function exportPacks(db: Database, municipality: string, directory: string): Promise<string[]> {
  const { definitions, staff, postCodes } = await db.tenant(municipality, 'owner', async (tx) => ({
    definitions: await selectNewestDefinitions(tx),
    staff: await selectStaffForExport(tx),
    postCodes: await selectPostCodesForExport(tx),
  }));
  const files = new Map<string, string>();
  for (const row of definitions)
    files.set(`${row.pack}/${placeOf(row)}`, `${JSON.stringify(row.body, null, 2)}\n`);
  const home = definitions.find((row) => row.kind === 'organisation')?.pack;
  if (home !== undefined) {
    const words = Object.fromEntries(Object.entries(postKinds).map(([word, kind]) => [kind, word]));
    if (staff.length > 0)
      files.set(
        `${home}/staff.csv`,
        csv(staff.map((row) => ({ ...row, kind: words[row.kind] ?? row.kind, to: row.to ?? '' }))),
      );
    if (postCodes.length > 0) files.set(`${home}/post-codes.csv`, csv(postCodes));
  }
  for (const [file, text] of files) {
    const place = path.join(directory, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, text);
  }
  return [...files.keys()];
}

const folders: Record<string, string> = {
  app: 'apps',
  'app-template': 'app-templates',
  procedure: 'procedures',
  fact: 'facts',
  evidence: 'evidence',
  template: 'templates',
  language: 'languages',
  layer: 'layers',
};

function placeOf({ kind, id }: ExportRow): string {
  return folders[kind] === undefined ? `${kind}.json` : `${folders[kind]}/${id}.json`;
}

function csv(rows: object[]): string {
  return stringify(rows, { header: true });
}
