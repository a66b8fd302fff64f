/** `madoguchi disposals export <file>`: the journal of disposals, written anew from the database. */
import { stat } from 'node:fs/promises';
import { appendJournal, selectDisposals } from '#core/disposals.server';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function runDisposals(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' } });
  const [verb, file] = given.positionals;
  if (verb !== 'export' || file === undefined)
    throw wrongUse('disposals export <ファイル> と書いてください。', 'Write: disposals export <file>.');
  if (await stat(file).catch(() => undefined))
    throw new Trouble('その名前のファイルがもうあります。', 'There is a file of that name already.');
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const disposals = await admin.asZone('worker').tenant(municipality, 'worker', selectDisposals);
    await appendJournal(file, disposals);
    console.log(`${disposals.length} 件を ${file} に書き出しました。 / Wrote the journal of disposals.`);
  });
}
