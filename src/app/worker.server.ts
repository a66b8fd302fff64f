/** Entry of the worker: carries messages between the zones and outside, renders documents, keeps the house clean. */
import path from 'node:path';
import { startAppRunner } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { noteNumbers, numbersFile, selectLastNumbers } from '#core/documents.server';
import { type MessageKind, messages } from '#core/exchange.server';
import { startExportRunner } from '#core/exports.server';
import { startImportRunner } from '#core/imports.server';
import { startWebhooks } from '#core/integrations.server';
import { createRegisters } from '#core/registers.server';
import { wantedIndexes } from '#core/views.server';
import { startSealer } from '#platform/audit/sealing.server';
import { ConfigError, readConfig } from '#platform/config.server';
import { createLog } from '#platform/log.server';
import { startRelay } from '#platform/outbox.server';
import { hostsOf, networksOf } from '#platform/outgoing.server';
import { createPdf } from '#platform/pdf.server';
import { adoptFiles } from './adopt-files.server.ts';
import { startAnalystRounds } from './analyst-rounds.server.ts';
import { anchorsOf, signerFor } from './audit-anchors.server.ts';
import { startDocumentRounds } from './document-rounds.server.ts';
import { allHandlers, unhandled } from './handlers.server.ts';
import { selectMunicipalities } from './hosts.sql.ts';
import { startHousekeeping } from './housekeeping.server.ts';
import { startMetrics, watchAnalystSessions, watchOutbox } from './metrics.server.ts';
import { startQuarantine } from './quarantine.server.ts';
import { startRenewing } from './renew-sealed.server.ts';
import { fileStoreOf, originsOf, zoneDatabase } from './runtime.server.ts';
import { processKeyring, secretOf } from './secret.server.ts';
import { endWith, misconfigured } from './serve.server.ts';
import { createSigning } from './signing.server.ts';
import { tracesOf } from './traces.server.ts';

try {
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL, 'worker');
  const stopTraces = tracesOf('worker', config);
  const db = await zoneDatabase(config, 'worker', log);
  const files = fileStoreOf(config);
  const pdf = createPdf({
    size: config.PDF_WORKERS,
    ...(config.FONT_DIR === undefined ? {} : { extraFontDirectory: config.FONT_DIR }),
  });
  const keyring = processKeyring(await secretOf(config));
  const handlers = allHandlers({
    config,
    log,
    keyring,
    files,
    registers: createRegisters({ url: config.REGISTER_URL, token: config.REGISTER_TOKEN }),
    pdf,
    signing: createSigning({ config, db, log }),
    portalOrigin: originsOf(config).portal,
    staffOrigin: originsOf(config).staff,
  });
  const missing = unhandled(handlers, Object.keys(messages) as MessageKind[]);
  if (missing.length > 0) throw new Error(`nobody handles ${missing.join(', ')}`);
  const municipalities = () => selectMunicipalities(db);
  const adopted = await adoptFiles(path.resolve(config.MADOGUCHI_DATA, 'files'), await municipalities());
  if (adopted > 0) log.info('contents of the layout before adopted', { adopted });
  for (const code of await municipalities())
    await noteNumbers(
      numbersFile(config.MADOGUCHI_DATA, code),
      await db.tenant(code, 'staff', selectLastNumbers),
    );
  const relay = await startRelay({ db, handlers, log, municipalities });
  const housekeeping = startHousekeeping({
    db,
    files,
    log,
    municipalities,
    staffOrigin: originsOf(config).staff,
  });
  const anchors = anchorsOf(config);
  const sealer = startSealer({
    db,
    log,
    municipalities,
    sinks: anchors.sinks,
    signerOf: (municipality) => signerFor(config, keyring, municipality),
  });
  const quarantine = startQuarantine({ db, files, log, municipalities });
  const renewing = startRenewing({ db, keyring, log, municipalities });
  const exports = startExportRunner({ db, keyring, log, municipalities });
  const imports = startImportRunner({ db, keyring, files, log, municipalities });
  const apps = startAppRunner({
    db,
    log,
    municipalities,
    wantedIndexes: (app, shape, asks) => wantedIndexes(app as WorkApp, shape, asks),
  });
  const analysts = startAnalystRounds({ db, log, municipalities });
  const rounds = startDocumentRounds({ db, log, municipalities });
  const metrics = await startMetrics('worker', config, db);
  if (metrics !== undefined) {
    watchOutbox(metrics, db, municipalities);
    watchAnalystSessions(metrics, db, municipalities);
  }
  const webhooks = startWebhooks({
    db,
    keyring,
    log,
    municipalities,
    allowed: networksOf(config.WEBHOOK_ALLOWED_NETWORKS),
    hosts: hostsOf(config.WEBHOOK_ALLOWED_HOSTS),
  });
  log.info('working');
  process.send?.('ready');
  endWith(async () => {
    await renewing.stop();
    housekeeping.stop();
    rounds.stop();
    quarantine.stop();
    await webhooks.stop();
    await exports.stop();
    await imports.stop();
    await apps.stop();
    await analysts.stop();
    await relay.stop();
    await stopTraces();
    await sealer.stop();
    await anchors.close();
    pdf.close();
    await db.close();
  });
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(misconfigured);
}
