/** Sample cases of the demo city: they arrive as messages and staff act by the real use cases; once. */
import { readFile } from 'node:fs/promises';
import { createRegisters } from '#core/registers.server';
import { tokyoDate } from '#kernel/dates';
import { createLog } from '#platform/log.server';
import { deliverAll } from '#platform/outbox.server';
import { createPdf } from '#platform/pdf.server';
import type { Admin } from '../admin.server.ts';
import { allHandlers } from '../handlers.server.ts';
import { inRoot } from '../root.server.ts';
import { fileStoreOf, originsOf } from '../runtime.server.ts';
import { loadSamples } from '../simulators/samples.ts';
import { defaults, startSimulators } from '../simulators/simulators.ts';
import { actOnSample } from './act-on-sample.server.ts';
import { arriveSample } from './arrive-sample.server.ts';
import { backdate, countCases } from './demo-cases.sql.ts';
import { seedProtection } from './demo-protection.server.ts';
import type { Arrived, DemoTools, SampleCase } from './sample-case.ts';

export async function insertDemoCases(
  admin: Admin,
  municipality: string,
  say: (line: string) => void,
): Promise<void> {
  // The worker's login may act in every zone; the administrator of a managed server may not.
  const db = admin.asZone('worker');
  if ((await db.tenant(municipality, 'staff', countCases)) > 0) return;
  const { cases } = JSON.parse(await readFile(inRoot('packs/demo/samples/cases.json'), 'utf8')) as {
    cases: SampleCase[];
  };
  const simulators = await startSimulators({ port: 0, samples: loadSamples(inRoot('packs/demo')) });
  const pdf = createPdf();
  try {
    const files = fileStoreOf(admin.config);
    const registers = createRegisters({ url: `${simulators.url}/registers`, token: defaults.registerToken });
    const portalOrigin = originsOf(admin.config).portal;
    const log = createLog('error', 'demo');
    const handlers = allHandlers({
      config: admin.config,
      log,
      keyring: admin.keyring,
      files,
      registers,
      pdf,
      portalOrigin,
    });
    const tools: DemoTools = {
      db,
      municipality,
      keyring: admin.keyring,
      files,
      issuer: { portalOrigin, registers },
      today: tokyoDate(new Date()),
      deliver: () => deliverAll({ db, handlers }, municipality),
    };
    const shown: Arrived[] = [];
    for (const [index, sample] of cases.entries()) {
      const arrived = await arriveSample(tools, sample);
      if (/^school-(protected|counterpart)$/.test(sample.id)) shown.push(arrived);
      await tools.deliver();
      for (const act of sample.acts) {
        await actOnSample(tools, arrived, act);
        await tools.deliver();
      }
      await admin.db.tenant(municipality, 'owner', (tx) =>
        backdate(
          tx,
          arrived.receiptNumber,
          sample.acts.map((act) => act.daysAgo),
        ),
      );
      if (index % 10 === 9) say(`見本の案件 ${index + 1} / ${cases.length}`);
    }
    await seedProtection(tools, shown);
    say(`見本の案件 ${cases.length} 件を入れました。`);
  } finally {
    pdf.close();
    await simulators.close();
  }
}
