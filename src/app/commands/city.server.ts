/** `madoguchi migrate` and `madoguchi municipality add`. */
import { addMunicipality } from '#platform/db.server';
import { asOperator, readWords } from './options.server.ts';
import { wrongUse } from './trouble.ts';

export async function runMigrate(words: string[]): Promise<void> {
  readWords(words, {});
  await asOperator(async () => {});
  console.log('データベースは今の版です。 / The database is at the current layout.');
}

export async function runMunicipality(words: string[]): Promise<void> {
  const given = readWords(words, { host: { type: 'string', multiple: true } });
  const [verb, code, name] = given.positionals;
  if (verb !== 'add' || code === undefined || name === undefined || !/^\d{6}$/.test(code)) {
    throw wrongUse(
      'municipality add <6桁のコード> <名前> --host <ホスト名> と書いてください。',
      'Write: municipality add <6 digits> <name> --host <host>.',
    );
  }
  const hosts = given.texts('host').map((host) => host.toLowerCase());
  await asOperator((admin) => addMunicipality(admin.migrateOptions, { code, name, hosts }));
  console.log(`${name}（${code}）を加えました。 / Added. ${hosts.join(', ')}`);
}
