/** Issue 3: with the clock moved forward row, file, history values, index and search are gone, and the audit rows remain. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readJournal } from '#core/disposals.server';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { deliverAll } from '#platform/outbox.server';
import { closedCase, type Filing, openFiling } from './filing.testing.ts';
import { keysWithoutCascade, namedIn } from './footprint.sql.ts';
import { retentionHandlers } from './handlers.server.ts';
import {
  approveDisposal,
  archivePackage,
  confirmArchive,
  dropDisposal,
  extendTerm,
  liftHold,
  openList,
  placeHold,
  proposeDisposal,
  proposeErasure,
  reviewItem,
  selectItems,
  selectTerm,
} from './index.server.ts';

/** 就学援助 is kept for five years from 1 April after 完結: gone at the end of 2040 whenever this runs. */
const later = '2040-01-01';

let filing: Filing;
beforeAll(async () => {
  filing = await openFiling();
});
afterAll(() => filing?.close());

const as: Filing['as'] = (...args) => filing.as(...args);
const staff = <T>(work: (tx: Tx) => Promise<T>) => filing.city.staff.tenant(filing.city.code, 'staff', work);
const owner = <T>(work: (tx: Tx) => Promise<T>) => filing.city.admin.tenant(filing.city.code, 'owner', work);
const journal = path.join(tmpdir(), `madoguchi-disposals-${process.pid}.jsonl`);
afterAll(() => rmSync(journal, { force: true }));
const handlers = retentionHandlers({ journalOf: () => journal });
const deliver = () => deliverAll({ db: filing.city.worker, handlers }, filing.city.code);
const listOf = async () => unwrap(await as('gakuji-kakaricho', (desk) => proposeDisposal(desk, later)));

test('every table that names a case, decision, document or application goes with it', async () => {
  expect(await owner((tx) => keysWithoutCascade(tx))).toEqual([]);
});

test('no role of a site may delete a case or an application', async () => {
  for (const role of ['staff', 'portal'] as const)
    for (const table of ['cases', 'applications'])
      await expect(
        filing.city[role].tenant(filing.city.code, role, (tx) =>
          sql`DELETE FROM ${sql.id(table)}`.execute(tx),
        ),
      ).rejects.toMatchObject({ code: '42501' });
});

describe('from 完結 to the proof', () => {
  test('the term begins on 1 April, two persons approve, everything is gone, the audit rows stay', async () => {
    const one = await closedCase(filing, 'RETENTION-CANARY');
    const before = await owner((tx) => namedIn(tx, [one.canary, one.id, one.applicationId]));
    expect(before).toEqual(
      expect.arrayContaining(['cases.applicant_name', 'record_history.diff', 'outbox.payload']),
    );
    const term = await staff((tx) => selectTerm(tx, one.id));
    expect(term?.starts_on).toMatch(/-04-01$/);
    expect((await as('gakuji-kakaricho', (desk) => proposeDisposal(desk))).ok).toBe(false);

    const { id } = await listOf();
    const head = await as('gakuji-kacho', (desk) => approveDisposal(desk, id));
    expect(head).toEqual({ ok: true, value: { step: 'first' } });
    expect((await as('gakuji-kacho', (desk) => approveDisposal(desk, id))).ok).toBe(false);
    expect(await deliver()).toBe(0);
    expect(unwrap(await as('bunsho-kakaricho', (desk) => approveDisposal(desk, id)))).toEqual({
      step: 'second',
    });
    expect((await as('bunsho-kakaricho', (desk) => dropDisposal(desk, id))).ok).toBe(false);
    await deliver();

    const after = await owner((tx) => namedIn(tx, [one.canary, one.id, one.applicationId]));
    expect(after.filter((place) => !place.startsWith('audit'))).toEqual([
      'disposal_items.case_id',
      'disposals.ids',
    ]);
    // A restored backup is told of it again.
    expect(await readJournal(journal)).toEqual([
      expect.objectContaining({ kind: 'disposal', noun: 'case', ids: [one.id, one.applicationId] }),
    ]);
    expect(after).toContain('audit.ids');
    expect(after).not.toContain('audit.purpose');
    const list = unwrap(await as('bunsho-kakaricho', (desk) => openList(desk, id)));
    expect(list.finished_at).not.toBeNull();
    expect(list.proof).toMatchObject({ cases: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('the same person never approves twice, by constraint', async () => {
    await closedCase(filing, 'TWICE');
    const { id } = await listOf();
    unwrap(await as('gakuji-kacho', (desk) => approveDisposal(desk, id)));
    await expect(
      owner((tx) =>
        sql`UPDATE disposal_lists SET second_at = now(), second_by = first_by, second_staff = first_staff WHERE id = ${id}`.execute(
          tx,
        ),
      ),
    ).rejects.toMatchObject({ code: '23514' });
    unwrap(await as('bunsho-kakaricho', (desk) => dropDisposal(desk, id)));
  });

  test('nobody of another department sees the list', async () => {
    const { id } = await listOf();
    expect((await as('shiminzei-kacho', (desk) => openList(desk, id))).ok).toBe(false);
    unwrap(await as('gakuji-kacho', (desk) => dropDisposal(desk, id)));
  });
});

describe('what keeps a case', () => {
  test('a hold placed after the second approval still stops it; lifted, the case can go with the next list', async () => {
    const one = await closedCase(filing, 'HELD');
    const { id } = await listOf();
    unwrap(await as('gakuji-kacho', (desk) => approveDisposal(desk, id)));
    unwrap(await as('bunsho-kakaricho', (desk) => approveDisposal(desk, id)));
    unwrap(await as('gakuji-kacho', (desk) => placeHold(desk, one.id, '訴訟の証拠として必要')));
    await deliver();
    const items = await staff((tx) => selectItems(tx, id));
    expect(items.find((item) => item.case_id === one.id)).toMatchObject({
      state: 'excluded',
      reason: '廃棄の停止',
    });
    expect((await as('gakuji-kakaricho', (desk) => proposeDisposal(desk, later))).ok).toBe(false);
    unwrap(await as('gakuji-kacho', (desk) => liftHold(desk, one.id)));
    const next = await listOf();
    const items2 = await staff((tx) => selectItems(tx, next.id));
    expect(items2.map((item) => item.case_id)).toContain(one.id);
    unwrap(await as('gakuji-kacho', (desk) => dropDisposal(desk, next.id)));
  });

  test('a hold while the worker is at it: one of the two waits, and nothing is half done', async () => {
    const one = await closedCase(filing, 'RACE');
    const { id } = await listOf();
    unwrap(await as('gakuji-kacho', (desk) => approveDisposal(desk, id)));
    unwrap(await as('bunsho-kakaricho', (desk) => approveDisposal(desk, id)));
    const [held] = await Promise.all([
      as('gakuji-kacho', (desk) => placeHold(desk, one.id, '監査')),
      deliver(),
    ]);
    const left = await owner((tx) => namedIn(tx, [one.canary]));
    expect(left.length > 0).toBe(held.ok);
  });

  test('an extension moves the end; a shorter one is refused; a case on a list is not extended', async () => {
    const one = await closedCase(filing, 'EXTENDED');
    const extend = (to: string) =>
      as('gakuji-kacho', (desk) => extendTerm(desk, one.id, { to, reason: '審査請求' }));
    expect((await extend('2027-04-01')).ok).toBe(false);
    unwrap(await extend('令和30年3月31日'));
    const { id } = await as('gakuji-kakaricho', async (desk) =>
      unwrap(await proposeDisposal(desk, '2049-01-01')),
    );
    expect((await extend('令和40年3月31日')).ok).toBe(false);
    unwrap(await as('gakuji-kacho', (desk) => dropDisposal(desk, id)));
  });
});

test('移管: packed by the section, gone only after the archives have it; sealed answers are not in it', async () => {
  const one = await closedCase(filing, 'ARCHIVE');
  const { id } = await listOf();
  for (const item of await staff((tx) => selectItems(tx, id))) {
    const change =
      item.case_id === one.id
        ? { exclude: false, action: 'transfer' as const, reason: '' }
        : { exclude: true, reason: '別の一覧で' };
    unwrap(await as('gakuji-kakaricho', (desk) => reviewItem(desk, id, item.case_id, change)));
  }
  unwrap(await as('gakuji-kacho', (desk) => approveDisposal(desk, id)));
  unwrap(await as('bunsho-kakaricho', (desk) => approveDisposal(desk, id)));
  expect(await deliver()).toBe(0);
  expect((await as('gakuji-kacho', (desk) => confirmArchive(desk, id, '公文書館 森'))).ok).toBe(false);
  const first = unwrap(await as('gakuji-kacho', (desk) => archivePackage(desk, id)));
  expect(unwrap(await as('gakuji-kacho', (desk) => archivePackage(desk, id))).sha256).toBe(first.sha256);
  const text = first.entries
    .flatMap((entry) => ('bytes' in entry ? [entry.bytes.toString()] : []))
    .join('\n');
  expect(text).toContain(one.canary);
  expect(text).not.toContain('sealed');
  unwrap(await as('gakuji-kacho', (desk) => confirmArchive(desk, id, '公文書館 森')));
  await deliver();
  expect(await owner((tx) => namedIn(tx, [one.canary]))).toEqual([]);
});

test('消去 before the term, because the law asks for it, goes the same way', async () => {
  const one = await closedCase(filing, 'ERASED');
  expect((await as('gakuji-kacho', (desk) => proposeErasure(desk, one.id, ''))).ok).toBe(false);
  const { id } = unwrap(
    await as('gakuji-kakaricho', (desk) =>
      proposeErasure(desk, one.id, '個人情報保護法第98条 利用停止決定 令和8年第3号'),
    ),
  );
  unwrap(await as('gakuji-kacho', (desk) => approveDisposal(desk, id)));
  unwrap(await as('bunsho-kakaricho', (desk) => approveDisposal(desk, id)));
  await deliver();
  expect(await owner((tx) => namedIn(tx, [one.canary]))).toEqual([]);
});

test('a city whose definitions know no record classes yet still gets terms: five years, then somebody looks', async () => {
  await owner(async (tx) => {
    await sql`UPDATE definitions SET body = body - 'recordClass' - 'recordClasses'`.execute(tx);
    await sql`UPDATE definition_epoch SET epoch = epoch + 1`.execute(tx);
  });
  const one = await closedCase(filing, 'UNCLASSIFIED');
  const term = await staff((tx) => selectTerm(tx, one.id));
  expect(term).toMatchObject({ class_title: '分類のない文書', afterwards: 'review' });
  expect(Number(term?.ends_on?.slice(0, 4)) - Number(term?.starts_on?.slice(0, 4))).toBe(5);
});
