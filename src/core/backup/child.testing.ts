/** For the tests: a backup or restore that comes as far as the files, says so, and waits to be killed. */
import path from 'node:path';
import { createDatabase } from '#platform/db.server';
import type { CityFiles } from '#platform/files.server';
import { restoreBackup, writeBackup } from './index.server.ts';

const [what, adminUrl, code, file] = process.argv.slice(2) as [string, string, string, string];
const db = createDatabase({ url: adminUrl, max: 2 });
const wait = (): Promise<never> => {
  process.stdout.write('far\n');
  setInterval(() => undefined, 1_000);
  return new Promise(() => undefined);
};
const files = { read: wait, has: async () => false, restore: wait } as unknown as CityFiles;

if (what === 'backup') await writeBackup({ db, municipality: code, files }, file, null);
else
  await restoreBackup(
    {
      db,
      migrateOptions: {
        adminUrl,
        directory: path.resolve(import.meta.dirname, '../../../db/migrations'),
        passwordOf: () => 'test-only',
      },
      files: { of: () => files },
      disposals: [],
      handlers: {},
      numbers: [],
      filesShared: false,
    },
    file,
    null,
  );
