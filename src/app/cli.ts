/** The command line of the house: `madoguchi <command>`. Words for people stand in commands/help.ts. */
import { ConfigError } from '#platform/config.server';
import { type CommandName, commandNames, help } from './commands/help.ts';
import { Trouble, wrongUse } from './commands/trouble.ts';

type Run = (words: string[]) => Promise<void>;

/** Loaded when asked for: `help` must not wait for the database driver. */
const commands: Record<CommandName, () => Promise<Run>> = {
  start: async () => (await import('./commands/run.server.ts')).runStart,
  dev: async () => (await import('./commands/run.server.ts')).runDev,
  portal: async () => (await import('./commands/run.server.ts')).runPortal,
  staff: async () => (await import('./commands/staff.server.ts')).runStaff,
  worker: async () => (await import('./commands/run.server.ts')).runWorker,
  migrate: async () => (await import('./commands/city.server.ts')).runMigrate,
  municipality: async () => (await import('./commands/city.server.ts')).runMunicipality,
  pack: async () => (await import('./commands/pack.server.ts')).runPack,
  sample: async () => (await import('./commands/sample.server.ts')).runSample,
  keys: async () => (await import('./commands/keys.server.ts')).runKeys,
  analyst: async () => (await import('./commands/analyst.server.ts')).runAnalyst,
  doctor: async () => (await import('./commands/doctor.server.ts')).runDoctor,
  leak: async () => (await import('./commands/leak.server.ts')).runLeak,
  privacy: async () => (await import('./commands/privacy.server.ts')).runPrivacy,
  audit: async () => (await import('./commands/audit.server.ts')).runAudit,
  backup: async () => (await import('./commands/backup.server.ts')).runBackup,
  restore: async () => (await import('./commands/restore.server.ts')).runRestore,
  drill: async () => (await import('./commands/restore.server.ts')).runDrill,
  outbox: async () => (await import('./commands/outbox.server.ts')).runOutbox,
  disposals: async () => (await import('./commands/disposals.server.ts')).runDisposals,
  schema: async () => (await import('./commands/documents.server.ts')).runSchema,
  config: async () => (await import('./commands/documents.server.ts')).runConfig,
  help: async () => async (words) => void process.stdout.write(help(words[0])),
};

async function main(words: string[]): Promise<void> {
  const [first = 'help', ...rest] = words;
  const name = first === '--help' || first === '-h' ? 'help' : first;
  if (!(commandNames as readonly string[]).includes(name)) {
    throw wrongUse(`「${name}」という命令はありません。`, `There is no command “${name}”.`);
  }
  if (rest.includes('--help') || rest.includes('-h')) return void process.stdout.write(help(name));
  const run = await commands[name as CommandName]();
  await run(rest);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof Trouble) {
    console.error(error.message);
    process.exitCode = error.status;
  } else if (error instanceof ConfigError) {
    console.error(error.message);
    process.exitCode = 78;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
}
