/** The sealer alone, in a process of its own as in the worker, with file anchors; ends with SIGTERM. */

import { startSealer } from '#platform/audit/sealing.server';
import { readConfig } from '#platform/config.server';
import { createLog } from '#platform/log.server';
import { anchorsOf, signerFor } from '../../src/app/audit-anchors.server.ts';
import { zoneDatabase } from '../../src/app/runtime.server.ts';
import { processKeyring, secretOf } from '../../src/app/secret.server.ts';

const config = readConfig(process.env);
const log = createLog('error', 'worker');
const keyring = processKeyring(await secretOf(config));
const sealer = startSealer({
  db: await zoneDatabase(config, 'worker', log),
  log,
  municipalities: async () => [process.argv[2]!],
  sinks: anchorsOf(config).sinks,
  signerOf: (municipality) => signerFor(config, keyring, municipality),
});
process.send?.('ready');
process.on('SIGTERM', () => void sealer.stop().then(() => process.exit()));
