/** Commands that run something until it is stopped. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readConfig } from '#platform/config.server';
import { PackError } from '../demo/seed-demo.server.ts';
import { inRoot } from '../root.server.ts';
import { StartTrouble, start } from '../start.server.ts';
import { Trouble } from './trouble.ts';

export async function runStart(): Promise<void> {
  try {
    await start(readConfig(process.env));
  } catch (error) {
    if (error instanceof StartTrouble) throw new Trouble(error.message, '');
    if (error instanceof PackError)
      throw new Trouble(
        `パックに誤りがあります。\n${error.message}`,
        'The packs have mistakes: madoguchi pack check <folder>',
      );
    throw error;
  }
}

export const runPortal = (): Promise<void> => runSite('portal');
export const runStaffSite = (): Promise<void> => runSite('staff');

async function runSite(site: 'portal' | 'staff'): Promise<void> {
  const entry = inRoot(`build/${site}/server/${site}.js`);
  if (!existsSync(entry))
    throw new Trouble(
      '画面がまだ組み立てられていません。npm run build を実行してください。',
      'Pages are not built yet: npm run build',
    );
  await import(pathToFileURL(entry).href);
}

export async function runWorker(): Promise<void> {
  await import('../worker.server.ts');
}

export async function runDev(): Promise<void> {
  const { dev } = await import('../dev.server.ts');
  await dev(readConfig(process.env));
}
