/**
 * Acceptance 4 of issue 3: throughput of acts with sealing at least 0.9 of that without. An act is a short transaction that
 * writes one row and its audit row, so the sealer's share is as large as it gets. The sealer runs in a process of its own,
 * signs a head a second and anchors to a file. Usage: node bench/audit-sealing.ts [seconds a round] [rounds]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyAudit } from '#platform/audit/sealing.server';
import { createDatabase } from '#platform/db.server';
import { anchorsOf, signerFor } from '../src/app/audit-anchors.server.ts';
import { act, countAudit } from './support/acts.sql.ts';
import { municipality, startCity } from './support/city.ts';
import { finish, median, type Outcome, ratios } from './support/figures.ts';
import { writeProof } from './support/proof-page.ts';

const seconds = Number(process.argv[2] ?? 10);
const rounds = Number(process.argv[3] ?? 7);
const connections = 10;

const city = await startCity();
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-sealing-'));
const db = createDatabase({ url: city.portalUrl, max: connections });
const environment = {
  ...process.env,
  MADOGUCHI_DATA: folder,
  DATABASE_URL: city.admin.adminUrl,
  MADOGUCHI_SECRET: city.admin.secret,
};

try {
  await acts(true, Math.min(2, seconds));
  const figures: Record<'bare' | 'audited' | 'sealed', number[]> = { bare: [], audited: [], sealed: [] };
  for (let round = 0; round < rounds; round++) {
    figures.bare.push(await acts(false, seconds));
    // Without sealing rows pile up; they are sealed before the clock starts, so each round seals what it wrote itself.
    await sealing(async () => {
      await caughtUp();
      figures.sealed.push(await acts(true, seconds));
      await caughtUp();
    });
    figures.audited.push(await acts(true, seconds));
  }
  await sealing(caughtUp);
  const counts = await worker(countAudit);
  const anchors = anchorsOf({ ...city.admin.config, MADOGUCHI_DATA: folder });
  const started = performance.now();
  const verified = await verifyAudit({
    db: city.admin.asZone('worker'),
    municipality,
    signer: signerFor(city.admin.config, city.admin.keyring, municipality),
    sinks: anchors.sinks,
  });
  const verifyMs = performance.now() - started;
  if (!verified.ok || counts.rows !== counts.leaves || verified.to !== counts.rows)
    throw new Error(
      `not everything was sealed: ${JSON.stringify({ ...counts, to: verified.to, first: verified.first })}`,
    );
  const rate = (name: keyof typeof figures) => `${median(figures[name]).toFixed(0)}/s`;
  const outcome: Outcome = {
    bench: 'audit-sealing',
    figures: [
      {
        name: 'audited acts with sealing / without',
        ...ratios(figures.sealed, figures.audited),
        unit: 'ratio',
        target: { at: 'least', value: 0.9 },
        detail: `${rate('sealed')} against ${rate('audited')}; ${counts.rows} rows sealed, none lost, all verified in ${(verifyMs / 1000).toFixed(1)} s`,
        why: 'The sealer reads each row once more, hashes it and writes a leaf, on the cores that acts use too.',
      },
      {
        name: 'acts with audit and sealing / acts without either',
        ...ratios(figures.sealed, figures.bare),
        unit: 'ratio',
        detail: `${rate('sealed')} against ${rate('bare')}: one more statement in a transaction of one statement`,
      },
    ],
    shares: [],
    method: [
      `${rounds} rounds of ${seconds} s each way in turn, ${connections} connections, embedded PostgreSQL, durable`,
      'an act: one transaction as the portal’s role, one row and one audit row; no HTTP and no other work beside, which would only dilute the difference',
      'the sealer in a process of its own, a head a second, anchored to a file; at the end every row has its leaf and the whole tree verifies',
    ],
  };
  finish(outcome);
  writeProof('Sealing the audit: throughput', 'issue 3, acceptance 4 and the audit’s half of 10.', outcome);
} finally {
  await db.close();
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Acts per second over all connections. */
async function acts(audited: boolean, duration: number): Promise<number> {
  const [started, end] = [performance.now(), performance.now() + duration * 1000];
  let done = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        await act(db, municipality, audited);
        done++;
      }
    }),
  );
  return (done * 1000) / (performance.now() - started);
}

function worker<T>(work: Parameters<typeof db.tenant<T>>[2]): Promise<T> {
  return city.admin.asZone('worker').tenant(municipality, 'worker', work);
}

async function caughtUp(): Promise<void> {
  for (;;) {
    const { rows, leaves } = await worker(countAudit);
    if (rows === leaves) return;
    await sleep(200);
  }
}

async function sealing(work: () => Promise<void>): Promise<void> {
  const sealer = fork(path.join(import.meta.dirname, 'support/sealer-process.ts'), [municipality], {
    env: environment,
  });
  await once(sealer, 'message');
  try {
    await work();
  } finally {
    sealer.kill('SIGTERM');
    await once(sealer, 'exit');
  }
}
