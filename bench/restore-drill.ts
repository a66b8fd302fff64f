/**
 * Backup, verification and restore drill of a city of many cases with files, timed; a flipped byte must be found. Writes
 * docs/proof/restore-drill.md at full size. `npm run proof -- restore-drill [cases]`; smaller than 100 000 only prints.
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { drillBackup, walkBackup, writeBackup } from '#core/backup.server';
import { retentionDisposals } from '#core/retention.server';
import { ArchiveDamaged, newIdentity } from '#platform/archive.server';
import { auditSigner, seal, verifyAudit } from '#platform/audit/sealing.server';
import { createFileStore } from '#platform/files.server';
import { municipality, startCity } from './support/city.ts';
import { insertManyCases } from './support/many-cases.sql.ts';

const full = 100_000;
const cases = Number(process.argv[2] ?? full);
const batch = 5_000;
const root = path.resolve(import.meta.dirname, '..');
const lines: string[] = [];
const say = (what: string, value: string) => {
  lines.push(`| ${what} | ${value} |`);
  console.log(`${what}: ${value}`);
};

let highest = 0;
const watch = setInterval(() => {
  highest = Math.max(highest, process.memoryUsage.rss());
}, 200);

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(what, `${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-restore-drill-'));
const city = await startCity();
try {
  const files = createFileStore({ dir: path.join(folder, 'files') });
  const signer = auditSigner(city.admin.keyring, municipality);
  await timed(`making ${cases} cases with a file each`, async () => {
    for (let from = 0; from < cases; from += batch) {
      const digests = await Promise.all(
        Array.from({ length: Math.min(batch, cases - from) }, async () => {
          const content = randomBytes(randomInt(2_000, 40_000));
          const digest = createHash('sha256').update(content).digest('hex');
          await files.of(municipality).restore(digest, [content] as unknown as AsyncIterable<Uint8Array>);
          return digest;
        }),
      );
      await city.admin.db.tenant(municipality, 'owner', (tx) => insertManyCases(tx, digests, from));
    }
    await seal(city.admin.asZone('worker'), municipality, signer);
  });

  const { identity, recipient } = await newIdentity();
  const source = { db: city.admin.db, municipality, files: files.of(municipality) };
  const archive = path.join(folder, 'city.tar.age');
  const before = process.memoryUsage.rss();
  highest = before;
  const written = await timed('backup, encrypted', () =>
    writeBackup(source, archive, { recipients: [recipient] }),
  );
  if (written === null || written.files.missing.length > 0) throw new Error('the backup is not whole');
  say(
    'archive',
    `${written.rows} rows, ${written.files.count} files, ${(written.bytes / 1e6).toFixed(0)} MB`,
  );
  const key = { identities: [identity] };
  await timed('verify the archive alone', () => walkBackup(archive, key));
  const drilled = await drillBackup(
    {
      migrateOptions: city.admin.migrateOptions,
      disposals: [],
      handlers: retentionDisposals,
      verifyAudit: (db, code) => verifyAudit({ db, municipality: code, signer, sinks: [] }),
      folder,
    },
    archive,
    key,
  );
  const { seconds } = drilled;
  say(
    '**drill**',
    `**${seconds.total} s**: layout ${seconds.layout}, rows and files ${seconds.restore}, files read again ${seconds.files}, audit ${seconds.audit}`,
  );
  say(
    'equal',
    `${drilled.equal}: ${drilled.tables} tables, ${drilled.rows} rows, ${drilled.files.compared} files, ${drilled.audit.sealed} sealed audit rows`,
  );
  say('memory above the begin, at most', `${((highest - before) / 1e6).toFixed(0)} MB`);
  if (!drilled.equal || drilled.files.compared !== cases || drilled.rows !== written.rows)
    throw new Error('the drill is not equal');

  const found = await timed('5 flipped bytes, each looked for', () => flips(archive, key, 5));
  if (found !== 5) throw new Error(`${found} of 5 flipped bytes were found`);
  if (cases >= full) report();
} finally {
  clearInterval(watch);
  await city.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function flips(archive: string, key: { identities: string[] }, count: number): Promise<number> {
  const { size } = await stat(archive);
  const handle = await open(archive, 'r+');
  let found = 0;
  try {
    for (let round = 0; round < count; round++) {
      // Behind the header of the encryption, which is refused as a wrong key.
      const at = randomInt(1_000, size);
      const byte = Buffer.alloc(1);
      await handle.read(byte, 0, 1, at);
      const flip = () => {
        byte[0]! ^= 0x10;
        return handle.write(byte, 0, 1, at);
      };
      await flip();
      await walkBackup(archive, key).catch((error: unknown) => {
        if (error instanceof ArchiveDamaged) found += 1;
        else throw error;
      });
      await flip();
    }
  } finally {
    await handle.close();
  }
  return found;
}

function report(): void {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  writeFileSync(
    path.join(root, 'docs/proof/restore-drill.md'),
    `# Restore drill on ${full.toLocaleString('en')} cases with files

Written by \`npm run proof -- restore-drill\`; issue 3, acceptance 5. The drill restores into a database and a folder of its own,
writes every table out again and compares digests with the backup, reads every file again, verifies the audit tree with the
worker's own login, and throws all of it away.

| | |
| --- | --- |
| commit | \`${commit}\` |
| date | ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC |
| machine | ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB; database on the same cores |
| Node | ${process.version} |
${lines.join('\n')}
`,
  );
}
