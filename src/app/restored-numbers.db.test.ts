/** Issue 3, "no number twice" over a restore: what was issued after the backup is not issued again. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreBackup, writeBackup } from '#core/backup.server';
import { draftDecision, receiveCase } from '#core/cases.server';
import { noteNumbers, numbersFile, readNumbers, selectNumbers, skipNumbers } from '#core/documents.server';
import { retentionDisposals } from '#core/retention.server';
import { fiscalYearOf, tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createFileStore } from '#platform/files.server';
import { type Office, openOffice } from '../../scripts/test/office.ts';
import { emptyPlace, type Place } from '../../scripts/test/restore.ts';

let office: Office;
let folder: string;
const journal = () => numbersFile(folder, office.city.code);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-numbers-'));
  office = await openOffice({ numbersOf: (code) => numbersFile(folder, code) });
});
afterAll(async () => {
  await office?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Decides a case; gives section and number of its document, which is issued. */
async function issue(): Promise<{ department: string; serial: number }> {
  const id = await office.newCase('declare-accepted');
  unwrap(await office.as('shiminzei-shuji', (desk) => receiveCase(desk, id)));
  const revision = await office.revisionOf('shiminzei-shuji', id);
  const decision = { revision, outcome: 'accepted' as const, reasons: '', content: {} };
  unwrap(await office.as('shiminzei-kakaricho', (desk) => draftDecision(desk, office.issuer, id, decision)));
  await office.deliver();
  const { rows } = await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
    sql<{ department: string; serial: number }>`
      SELECT department, serial FROM documents WHERE case_id = ${id} AND state = 'issued'`.execute(tx),
  );
  return rows[0]!;
}

const registerOf = (place: Place, department: string) =>
  place.db.tenant(office.city.code, 'staff', (tx) =>
    selectNumbers(
      tx,
      { department, fiscalYear: fiscalYearOf(tokyoDate(new Date())), limit: 5_000 },
      sql<boolean>`true`,
    ),
  );

test('numbers issued after the backup are passed over by a restore and stand in the register as 欠番 with the reason', async () => {
  const first = await issue();
  const archive = path.join(folder, 'archive');
  const { city } = office;
  await writeBackup(
    { db: city.admin, municipality: city.code, files: office.files.of(city.code) },
    archive,
    null,
  );
  const [second, third] = [await issue(), await issue()];
  expect([second.serial, third.serial]).toEqual([first.serial + 1, first.serial + 2]);

  const into = (place: Place, numbers: Awaited<ReturnType<typeof readNumbers>>) => ({
    db: place.db,
    migrateOptions: place.migrateOptions,
    files: createFileStore({ dir: path.join(folder, 'files') }),
    disposals: [],
    handlers: retentionDisposals,
    filesShared: true,
    numbers,
  });
  const known = await emptyPlace(city.code);
  try {
    const restored = await restoreBackup(into(known, await readNumbers(journal())), archive, null);
    expect(restored.numbersSkipped).toBe(2);
    const register = await registerOf(known, first.department);
    expect(register.map((one) => one.serial)).toEqual([third.serial, second.serial, first.serial]);
    expect(register.map((one) => one.state)).toEqual(['void', 'void', 'issued']);
    expect(register[0]!.void_reason).toMatch(/バックアップから復元.*控えがない/);
  } finally {
    await known.close();
  }
});

test('a journal whose last line was cut off counts for what it says, also when more is written after it', async () => {
  const file = path.join(folder, 'cut', 'm1.jsonl');
  expect(await readNumbers(file)).toBeNull();
  await noteNumbers(file, [{ department: '0101', fiscalYear: 2026, serial: 7 }]);
  await appendFile(file, '{"department":"0101","fisc');
  await noteNumbers(file, [
    { department: '0101', fiscalYear: 2026, serial: 9 },
    { department: '0101', fiscalYear: 2025, serial: 70 },
  ]);
  expect(await readNumbers(file)).toEqual([
    { department: '0101', fiscalYear: 2026, serial: 9 },
    { department: '0101', fiscalYear: 2025, serial: 70 },
  ]);
});

test('without a journal every fiscal year since the backup gets its gap', async () => {
  const { city } = office;
  const skipped = await city.admin.tenant(city.code, 'owner', (tx) =>
    skipNumbers(tx, null, new Date('2025-03-31T12:00:00+09:00'), new Date('2026-04-02T12:00:00+09:00')),
  );
  // 2024, 2025 and 2026 in the one section that ever issued something.
  expect(skipped).toBe(3_000);
});
