/**
 * Acceptance 1 of issue 3, at reduced size; `npm run proof -- documents` runs the same with 1 000. Documents are made in
 * parallel by two worker processes with forced timeouts and retries; one process is killed on the way.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftDecision, receiveCase } from '#core/cases.server';
import { unwrap } from '#kernel/result';
import { zoneUrl } from '#platform/db.server';
import { checkPdf } from '#platform/signing.server';
import { pdfText } from '../../e2e/support/pdf.ts';
import { testPassword } from '../../scripts/test/database.ts';
import { type Office, openOffice } from '../../scripts/test/office.ts';

const count = Number(process.env.DOCUMENTS ?? 40);
/** Every so many-th document has an address that no window takes. */
const impossibleEvery = 13;
const canaryOf = (index: number) => `Canary${String(index).padStart(5, '0')}z`;

let office: Office;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  office = await openOffice();
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await office?.close();
});

function startWorker(): ChildProcess {
  const { city } = office;
  const worker = fork(
    path.join(import.meta.dirname, 'documents-under-fire.worker.testing.ts'),
    [zoneUrl(city.adminUrl, 'worker', testPassword), city.code, office.folder],
    { execArgv: ['--disable-warning=ExperimentalWarning'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  workers.push(worker);
  return worker;
}

interface Row {
  case_id: string;
  serial: number;
  state: string;
  void_reason: string | null;
  sha256: string | null;
  canary: string;
}
const asWorker = <T>(work: Parameters<Office['city']['worker']['tenant']>[2]) =>
  office.city.worker.tenant(office.city.code, 'worker', work) as Promise<T>;
const asStaff = <T>(work: Parameters<Office['city']['staff']['tenant']>[2]) =>
  office.city.staff.tenant(office.city.code, 'staff', work) as Promise<T>;
const rows = () =>
  asStaff<Row[]>(async (tx) => {
    const found = await sql<Row>`
      SELECT d.case_id, d.serial, d.state, d.void_reason, d.sha256, substring(d.data::text FROM 'Canary[0-9]{5}z') AS canary
      FROM documents d ORDER BY d.serial`.execute(tx);
    return found.rows;
  });
const settled = (all: Row[]) => all.filter((row) => row.state === 'issued' || row.state === 'void').length;

test(`${count} documents, two processes, forced timeouts, one process killed: each holds its own canary, no number twice, each gap is a 欠番`, {
  timeout: 300_000 + count * 2_000,
}, async () => {
  const started = Date.now();
  for (let index = 0; index < count; index++)
    await office.newCase('declare-accepted', { 1: { kind: 'two', family: '見本', given: canaryOf(index) } });
  const cases = await asStaff<string[]>(async (tx) => {
    const found = await sql<{ id: string }>`SELECT id FROM cases ORDER BY arrived_at`.execute(tx);
    return found.rows.map((row) => row.id);
  });
  // Decided many at once: numbers are taken in parallel.
  const decide = async (id: string) => {
    unwrap(await office.as('shiminzei-shuji', (desk) => receiveCase(desk, id)));
    const revision = await office.revisionOf('shiminzei-shuji', id);
    const decision = { revision, outcome: 'accepted' as const, reasons: '', content: {} };
    unwrap(
      await office.as('shiminzei-kakaricho', (desk) => draftDecision(desk, office.issuer, id, decision)),
    );
  };
  for (let from = 0; from < cases.length; from += 4)
    await Promise.all(cases.slice(from, from + 4).map(decide));
  await asStaff(async (tx) => {
    await sql`
      UPDATE documents SET data = jsonb_set(data, '{address}', to_jsonb(ARRAY[repeat('見本市', 900)]))
      WHERE serial % ${impossibleEvery} = 0`.execute(tx);
  });
  const rendering = Date.now();
  const [first] = [startWorker(), startWorker()];
  let killed = false;
  for (let all = await rows(); settled(all) < count; all = await rows()) {
    expect(Date.now() - started, `${settled(all)} of ${count} documents are settled`).toBeLessThan(
      240_000 + count * 1_900,
    );
    if (!killed && settled(all) >= count / 4) {
      killed = true;
      first!.kill('SIGKILL');
      startWorker();
    }
    await wait(500);
    // Ten minutes pass: what the dead process had in its hands is handed out again.
    if (killed)
      await asWorker(async (tx) => {
        await sql`
          UPDATE outbox SET relayed_at = now() - interval '11 minutes' WHERE id IN (
            SELECT id FROM outbox
            WHERE kind = 'document.render' AND delivered_at IS NULL AND relayed_at < now() - interval '5 seconds'
            FOR UPDATE SKIP LOCKED)`.execute(tx);
      });
  }
  const seconds = (Date.now() - rendering) / 1000;
  expect(killed).toBe(true);

  const all = await rows();
  expect(all.map((row) => row.serial)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  const lost = all.filter((row) => row.state === 'void');
  expect(lost.map((row) => row.serial)).toEqual(
    all.map((row) => row.serial).filter((serial) => serial % impossibleEvery === 0),
  );
  for (const row of lost) expect(row.void_reason).toContain('紙面に組めない');
  const issued = all.filter((row) => row.state === 'issued');
  expect(new Set(issued.map((row) => row.sha256)).size).toBe(issued.length);
  expect(new Set(all.map((row) => row.canary)).size).toBe(count);
  for (const row of issued) {
    const bytes = unwrap(await office.files.of(office.city.code).read(row.sha256!));
    const found = new Set((await pdfText(bytes)).match(/Canary\d{5}z/g));
    expect([...found], `document ${row.serial}`).toEqual([row.canary]);
    expect((await checkPdf(bytes)).valid).toBe(true);
  }
  // Told to the resident side once each.
  const told = await asWorker<number>(async (tx) => {
    const found = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM outbox WHERE kind = 'document.issued'`.execute(tx);
    return found.rows[0]!.count;
  });
  expect(told).toBe(issued.length);
  const failures = await asWorker<number>(async (tx) => {
    const found = await sql<{ failed: number }>`
      SELECT coalesce(sum(attempts), 0)::int AS failed FROM outbox WHERE kind = 'document.render'`.execute(
      tx,
    );
    return found.rows[0]!.failed - count;
  });
  expect(failures).toBeGreaterThan(0);
  if (process.env.DOCUMENTS_REPORT)
    appendFileSync(
      process.env.DOCUMENTS_REPORT,
      JSON.stringify({ count, issued: issued.length, lost: lost.length, failures, seconds }),
    );
});
