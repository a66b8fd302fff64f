import { parseArgs } from 'node:util';
import { type Config, readConfig } from '#platform/config.server';
import { type Admin, migrateAll, openAdmin } from '../admin.server.ts';
import { selectMunicipalities } from '../hosts.sql.ts';
import { Trouble, wrongUse } from './trouble.ts';

type Options = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>;
export interface Words {
  positionals: string[];
  text(name: string): string | undefined;
  texts(name: string): string[];
  flag(name: string): boolean;
}

/** Words and options of a command; unknown options end it with what was wrong. */
export function readWords(words: string[], options: Options): Words {
  try {
    const { positionals, values } = parseArgs({ args: words, options, allowPositionals: true });
    const all = values as Record<string, string | boolean | string[] | undefined>;
    return {
      positionals,
      text: (name) => (typeof all[name] === 'string' ? (all[name] as string) : undefined),
      texts: (name) => (Array.isArray(all[name]) ? (all[name] as string[]) : []),
      flag: (name) => all[name] === true,
    };
  } catch (error) {
    throw wrongUse('オプションが正しくありません。', (error as Error).message);
  }
}

/** Runs an operator's work on the database at the current layout. */
export async function asOperator<T>(work: (admin: Admin, config: Config) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const admin = await openAdmin(config, (line) => console.error(line));
  try {
    await migrateAll(admin);
    return await work(admin, config);
  } finally {
    await admin.close();
  }
}

/** The municipality named, set, or the only one there is. */
export async function municipalityOf(admin: Admin, named: string | undefined): Promise<string> {
  const all = await selectMunicipalities(admin.db);
  const wanted = named ?? admin.config.MADOGUCHI_MUNICIPALITY ?? (all.length === 1 ? all[0] : undefined);
  if (wanted !== undefined && all.includes(wanted)) return wanted;
  const list = all.length === 0 ? '（まだありません）' : all.join(', ');
  throw new Trouble(
    `自治体を --municipality <コード> で選んでください。あるのは：${list}`,
    `Choose a municipality with --municipality <code>; there are: ${list}. Add one with: madoguchi municipality add`,
  );
}
