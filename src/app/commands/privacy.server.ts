/** `madoguchi privacy`: what the law wants written down about personal data, from the definitions that run. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { definitionsOf } from '#core/definitions.server';
import { printAssessment, printRegister } from '#core/privacy';
import { personalDataFiles } from '#core/privacy.server';
import { tokyoDate } from '#kernel/dates';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { wrongUse } from './trouble.ts';

export async function runPrivacy(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' } });
  const folder = given.positionals[0];
  if (folder === undefined)
    throw wrongUse('書き出すフォルダーを指定してください。', 'Name the folder to write to.');
  const on = tokyoDate(new Date());
  const { city, files } = await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    return admin.db.tenant(municipality, 'owner', async (tx) => {
      const definitions = await definitionsOf(tx, municipality);
      return {
        city: definitions.organisation(on).municipality.name,
        files: personalDataFiles(definitions, on),
      };
    });
  });
  await mkdir(folder, { recursive: true });
  const pages = new Map([
    ['personal-data-files.md', printRegister(city, on, files)],
    ...files.map((file): [string, string] => [
      `assessment-${file.appId}.md`,
      printAssessment(city, on, file),
    ]),
  ]);
  for (const [name, text] of pages) {
    await writeFile(path.join(folder, name), text);
    console.log(path.join(folder, name));
  }
}
