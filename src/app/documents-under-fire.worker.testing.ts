/** A worker of the acceptance "1 000 documents": the real relay and handlers, with renderings that are cut off by force. */
import { createRegisters } from '#core/registers.server';
import { readConfig } from '#platform/config.server';
import { createKeyring } from '#platform/crypto.server';
import { createDatabase } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import { allHandlers } from './handlers.server.ts';
import { createSigning } from './signing.server.ts';

const [url = '', municipality = '', folder = '', cutEvery = '5'] = process.argv.slice(2);
const config = readConfig({ MADOGUCHI_DATA: folder });
const log = createLog('silent', 'worker');
const db = createDatabase({ url, max: 6, onError: () => undefined });
const pdf = createPdf();
let renderings = 0;
const handlers = allHandlers({
  config,
  log,
  keyring: createKeyring('a secret for tests that is long enough'),
  files: createFileStore({ dir: folder }),
  registers: createRegisters({}),
  pdf: {
    ...pdf,
    // Each n-th rendering has no time at all: its process is killed under way and the message is tried again.
    renderPdf: (job) => pdf.renderPdf(++renderings % Number(cutEvery) === 0 ? { ...job, timeoutMs: 1 } : job),
  },
  signing: createSigning({ config, db, log }),
  portalOrigin: 'https://portal.test',
});
const relay = await startRelay({ db, handlers, log, municipalities: async () => [municipality] });
process.send?.('working');
process.once('disconnect', async () => {
  await relay.stop();
  pdf.close();
  await db.close();
  process.exit(0);
});
