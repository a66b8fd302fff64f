/** Issue 3: delivered messages are never sent again, and what was disposed of does not come back. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { restoreBackup, writeBackup } from '#core/backup.server';
import { decideDisposal, journalDisposal, readJournal, UnknownDisposal } from '#core/disposals.server';
import { type MessageKind, post } from '#core/exchange.server';
import { retentionDisposals } from '#core/retention.server';
import { readConfig } from '#platform/config.server';
import { createFileStore } from '#platform/files.server';
import { createLog } from '#platform/log.server';
import { deliverAll, dropHeld, releaseHeld, selectHeld } from '#platform/outbox.server';
import {
  emptyPlace,
  type Fixture,
  openFixture,
  type Place,
  type SmtpSink,
  startSmtpSink,
} from '../../scripts/test/restore.ts';
import { sendHandlers } from './send-handlers.server.ts';

let home: Fixture;
let mail: SmtpSink;
let folder: string;
beforeAll(async () => {
  home = await openFixture();
  mail = await startSmtpSink();
  folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-restore-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await mail?.close();
  await home?.close();
});

const source = () => ({
  db: home.city.admin,
  municipality: home.city.code,
  files: home.files.of(home.city.code),
});
const into = (place: Place, more: object = {}) => ({
  db: place.db,
  migrateOptions: place.migrateOptions,
  files: createFileStore({ dir: path.join(folder, randomUUID()) }),
  disposals: [],
  handlers: retentionDisposals,
  numbers: [],
  filesShared: false,
  ...more,
});
/** The handlers of the worker for mail, and one inside the house that has mail sent in its turn. */
const handlers = () => ({
  ...sendHandlers(readConfig({ SMTP_URL: mail.url }), createLog('silent', 'test')),
  'document.render': {
    zone: 'staff' as const,
    handle: ({ tx }: { tx: Parameters<typeof post>[0] }) =>
      post(tx, 'mail.send', letter('caused@city.example')),
  },
});
const letter = (to: string) => ({ to, subject: 'お知らせ', text: '本文', codeId: null });
const say = (kind: MessageKind, payload: never) =>
  home.city.staff.tenant(home.city.code, 'staff', (tx) => post(tx, kind, payload));
const sentTo = () => mail.messages.flatMap((one) => one.to).sort();

test('after a restore nothing leaves the house twice: what waited is held for a person, what is inside goes on', async () => {
  const { code } = home.city;
  const deliver = (db = home.city.worker) => deliverAll({ db, handlers: handlers() }, code);
  await say('mail.send', letter('before@city.example') as never);
  await deliver();
  await say('mail.send', letter('waiting@city.example') as never);
  await say('mail.send', { ...letter('code@city.example'), codeId: randomUUID() } as never);
  await say('document.render', { documentId: randomUUID() } as never);
  const archive = path.join(folder, 'waiting');
  await writeBackup(source(), archive, null);
  // The city went on: everything that waited was delivered after the backup.
  await deliver();
  const all = ['before@city.example', 'caused@city.example', 'code@city.example', 'waiting@city.example'];
  expect(sentTo()).toEqual(all);

  const place = await emptyPlace(code);
  try {
    const restored = await restoreBackup(into(place), archive, null);
    expect(restored.outbox).toEqual({ held: 1, waiting: 1, dropped: 1 });
    // What is inside the house is handled, and the mail that it causes is held too. No mail has left.
    expect(await deliver(place.db)).toBe(1);
    expect(sentTo()).toEqual(all);
    const asWorker = <T>(work: (tx: Parameters<typeof selectHeld>[0]) => Promise<T>) =>
      place.db.tenant(code, 'worker', work);
    const held = await asWorker(selectHeld);
    expect(held.map((one) => one.kind)).toEqual(['mail.send', 'mail.send']);
    // Numbers of new messages are far from those that mail servers know.
    expect(Number(held[1]!.id) - Number(held[0]!.id)).toBeGreaterThan(900_000);

    expect(await asWorker((tx) => dropHeld(tx, [held[1]!.id]))).toEqual([held[1]!.id]);
    expect(await asWorker((tx) => releaseHeld(tx, 'all'))).toEqual([held[0]!.id]);
    expect(await deliver(place.db)).toBe(1);
    expect(sentTo()).toEqual([...all, 'waiting@city.example']);
    // What is posted from now on is sent as ever.
    await place.db.tenant(code, 'staff', (tx) => post(tx, 'mail.send', letter('xnew@city.example')));
    await deliver(place.db);
    expect(sentTo()).toEqual([...all, 'waiting@city.example', 'xnew@city.example']);
    expect(await asWorker(selectHeld)).toEqual([]);
  } finally {
    await place.close();
  }
});

test('what was disposed of after the backup does not come back, nor its message, nor its file', async () => {
  const { code } = home.city;
  const [one] = await home.ask<{ id: string; application_id: string; record_id: string }>(
    'SELECT id, application_id, record_id FROM cases WHERE application_id = (SELECT application_id FROM portal_files LIMIT 1)',
  );
  const { id, application_id: applicationId, record_id: recordId } = one!;
  await say('document.render', { documentId: randomUUID(), applicationId } as never);
  await home.ask(
    `UPDATE outbox SET kind = 'application.submitted', payload = jsonb_build_object('applicationId', $1::text)
     WHERE id = (SELECT max(id) FROM outbox)`,
    [applicationId],
  );
  const archive = path.join(folder, 'disposed');
  await writeBackup(source(), archive, null);

  const journal = path.join(folder, 'journal.jsonl');
  const [post] = await home.ask<{ id: string }>('SELECT id FROM posts LIMIT 1');
  const decision = {
    id: randomUUID(),
    kind: 'erasure' as const,
    noun: 'case',
    ids: [id, applicationId],
    decidedBy: [post!.id],
    basis: '個人情報保護法98条',
  };
  await home.city.staff.tenant(code, 'staff', (tx) => decideDisposal(tx, decision));
  await home.city.worker.tenant(code, 'worker', (tx) => journalDisposal(tx, journal, decision.id));
  const disposals = (await readJournal(journal))!;
  expect(disposals).toMatchObject([decision]);

  const place = await emptyPlace(code);
  try {
    const files = createFileStore({ dir: path.join(folder, 'files') });
    await expect(
      restoreBackup(into(place, { disposals, handlers: {} }), archive, null),
    ).rejects.toBeInstanceOf(UnknownDisposal);
    const restored = await restoreBackup(into(place, { disposals, files }), archive, null);
    expect(restored).toMatchObject({ disposed: 1, files: { kept: 0, unnamed: 3 } });
    for (const [table, gone] of [
      ['cases', id],
      ['applications', applicationId],
      ['r_school_expense_assistance', recordId],
    ])
      expect(await place.ask(`SELECT FROM ${table} WHERE id = $1`, [gone]), table).toEqual([]);
    for (const digest of home.digests) expect(await files.of(code).has(digest)).toBe(false);
    // The message that would have made the case anew is not delivered.
    await place.db.tenant(code, 'worker', async (tx) => {
      const { rows } = await sql<{ kind: string }>`
        SELECT kind FROM outbox WHERE kind = 'application.submitted' AND dropped_at IS NULL`.execute(tx);
      expect(rows).toEqual([]);
    });
    // Everybody else is there, and a second restore would find the decision carried out.
    expect(await place.ask('SELECT FROM cases')).toHaveLength(39);
    expect(await place.ask('SELECT FROM disposals WHERE applied_at IS NOT NULL')).toHaveLength(1);
  } finally {
    await place.close();
  }
});
