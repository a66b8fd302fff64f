/**
 * The parent of a small office or a demo: database, layout, demo city, then one process per zone. Children get the
 * database login of their own zone only; the administrator's URL and the secret stay here.
 */
import { existsSync } from 'node:fs';
import { demoPassword } from '#core/people/staff.server';
import type { Config } from '#platform/config.server';
import { type Admin, migrateAll, openAdmin } from './admin.server.ts';
import { startChildren } from './children.server.ts';
import { seedDemo } from './demo/seed-demo.server.ts';
import { hasLegacyValues } from './legacy-values.server.ts';
import { checkPort } from './ports.server.ts';
import { inRoot } from './root.server.ts';
import { originsOf } from './runtime.server.ts';

/** Something an operator can mend; shown without a stack. */
export class StartTrouble extends Error {}

/** Starts everything and gives when it has ended. */
export async function start(config: Config, how: 'built' | 'development' = 'built'): Promise<void> {
  const demo = config.MADOGUCHI_MODE === 'demo';
  const say = (line: string) => console.log(line);
  await checkBeforeStart(config, demo, how);
  const admin = await openAdmin(config, say);
  admin.guardDatabase((line) => console.error(line));
  let fallback = config.MADOGUCHI_MUNICIPALITY;
  try {
    await migrateAll(admin);
    if (demo) {
      const city = await seedDemo(admin, say);
      fallback ??= city.code;
    }
  } catch (error) {
    await admin.close();
    throw error;
  }
  await run(admin, config, { demo, municipality: fallback, development: how === 'development' }, say);
}

async function run(
  admin: Admin,
  config: Config,
  options: { demo: boolean; municipality: string | undefined; development: boolean },
  say: (line: string) => void,
): Promise<void> {
  const children = startChildren({
    ...options,
    config,
    adminUrl: admin.adminUrl,
    secret: admin.secret,
    legacy: await hasLegacyValues(admin),
  });
  const ended = new Promise<void>((done) => {
    let ending = false;
    const end = () => {
      if (ending) return;
      ending = true;
      say('窓口を閉めています… / Closing …');
      void children
        .stop()
        .then(() => admin.close())
        .finally(done);
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
    children.failed.then((message) => {
      if (ending) return;
      console.error(message);
      process.exitCode = 1;
      end();
    });
  });
  const ready = await Promise.race([children.ready.then(() => true), ended.then(() => false)]);
  if (ready) say(welcome(config, options.demo));
  await ended;
}

async function checkBeforeStart(config: Config, demo: boolean, how: 'built' | 'development'): Promise<void> {
  for (const site of how === 'built' ? ['portal', 'staff'] : []) {
    if (!existsSync(inRoot(`build/${site}/server/${site}.js`))) {
      throw new StartTrouble(
        '画面がまだ組み立てられていません。npm run build を実行してください。\nPages are not built yet: npm run build',
      );
    }
  }
  const ports: [string, number][] = [
    ['PORTAL_PORT', config.PORTAL_PORT],
    ['STAFF_PORT', config.STAFF_PORT],
    ...(demo ? [['SIMULATOR_PORT', config.SIMULATOR_PORT] as [string, number]] : []),
  ];
  const troubles = await Promise.all(ports.map(([variable, port]) => checkPort(variable, config.HOST, port)));
  const found = troubles.filter((one) => one !== null);
  if (found.length > 0) throw new StartTrouble(found.join('\n'));
}

function welcome(config: Config, demo: boolean): string {
  const { portal, staff } = originsOf(config);
  const lines = ['', `住民の窓口  / residents  ${portal}`, `職員の画面  / staff      ${staff}`];
  if (demo) {
    lines.push(
      `模擬サービス / simulators http://localhost:${config.SIMULATOR_PORT}`,
      '',
      `職員のサインイン: 例 gakuji-shuji / ${demoPassword}（確認コードは画面に出ます）`,
      `Staff sign in, e.g. gakuji-shuji / ${demoPassword} (the page shows the one-time code).`,
      `住民あてのメールとSMSは ${portal}/mailbox で読めます。 / Mail and SMS to residents: ${portal}/mailbox`,
    );
  }
  return [...lines, '', '終わるには Ctrl+C / Ctrl+C ends', ''].join('\n');
}
