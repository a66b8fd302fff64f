/** Process entry: `node src/app/simulators/main.ts`. Settings by environment, see the README. */
import { fileURLToPath } from 'node:url';
import { loadSamples } from './samples.ts';
import { startSimulators } from './simulators.ts';

const pack = process.env.SIMULATOR_PACK ?? fileURLToPath(new URL('../../../packs/demo', import.meta.url));
const simulators = await startSimulators({
  port: Number(process.env.SIMULATOR_PORT ?? 3003),
  host: process.env.HOST ?? '127.0.0.1',
  samples: loadSamples(pack),
  logoutUri: `http://localhost:${process.env.STAFF_PORT ?? 3001}/sign-in/oidc/ended`,
});
console.log(`simulators ${simulators.url}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await simulators.close();
    process.exit(0);
  });
// Started as a child of the parent process: end with it.
process.once('disconnect', () => process.exit(0));
