/** Acceptance 4 of issue 3: what a superuser does to rows, leaves and heads, alone and together, is named. */
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createKeyring } from '#platform/crypto.server';
import { fileSink } from './file-sink.server.ts';
import { headDigest, headText, openHead } from './head.server.ts';
import { contentOf } from './leaves.sql.ts';
import { auditSigner, type Signer } from './note.server.ts';
import { redactAudit } from './redact.server.ts';
import { resumeSealing } from './resume.server.ts';
import { createSealedCity, type SealedCity } from './sealing.testing.ts';
import { selectState } from './state.sql.ts';
import { Frontier, leafHash } from './tree.server.ts';
import { verifyAudit } from './verify.server.ts';
import { selectStored } from './verify.sql.ts';

const tables = ['audit', 'audit_leaves', 'audit_heads', 'audit_redactions', 'audit_sealing_state'];
const stranger = auditSigner(createKeyring('the key of somebody else, long enough'), '401005');
let sealed: SealedCity;
let ids: string[];
let anchors: Buffer;
let file: string;

/** Twelve rows under four heads; each test finds them as they were. */
beforeAll(async () => {
  sealed = await createSealedCity();
  ids = [];
  for (let batch = 0; batch < 4; batch++) {
    ids.push(...(await sealed.write(3, { ids: [`case-${batch}`] })));
    await sealed.round();
  }
  for (const table of tables) await sealed.superuser(`CREATE TABLE kept_${table} AS TABLE ${table}`);
  const folder = path.join(sealed.folder, sealed.city.code);
  file = path.join(folder, (await readdir(folder))[0]!);
  anchors = await readFile(file);
});
afterAll(() => sealed.close());
afterEach(async () => {
  for (const table of tables) {
    await sealed.superuser(`TRUNCATE ${table}`);
    await sealed.superuser(`INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM kept_${table}`);
  }
  await writeFile(file, anchors);
});

const su = (statement: string, ...values: unknown[]) => sealed.superuser(statement, values);

/** Writes the leaf that fits the row as it now is. */
async function fitLeaf(id: string): Promise<void> {
  const stored = await sealed.city.worker.tenant(sealed.city.code, 'worker', (tx) =>
    selectStored(tx, 0, 100),
  );
  const one = stored.find((each) => each.row_id === id)!;
  await su('UPDATE audit_leaves SET hash = $1 WHERE row_id = $2', leafHash(contentOf({ ...one, id })), id);
}

/** Builds all heads anew over the leaves as they now are, signed as well as one can without the key. */
async function fitHeads(signer: Signer): Promise<void> {
  const heads = (await su('SELECT size, note FROM audit_heads ORDER BY size')).rows;
  const leaves = (await su('SELECT hash FROM audit_leaves ORDER BY position')).rows;
  const tree = new Frontier();
  let previous: string | null = null;
  for (const { size, note } of heads) {
    while (tree.size < Number(size)) tree.append(leaves[tree.size].hash);
    const old = openHead(sealed.signer, note)!;
    const forged = signer.sign(headText(signer, { ...old, root: tree.root().toString('base64'), previous }));
    await su('UPDATE audit_heads SET note = $1, frontier = $2 WHERE size = $3', forged, tree.bytes(), size);
    previous = headDigest(forged);
  }
}

const edit = (id: string) => su("UPDATE audit SET actor_id = 'nobody' WHERE id = $1", id);
const renumber = `UPDATE audit_leaves l SET position = n.position FROM (
  SELECT row_id, 1000000 + row_number() OVER (ORDER BY position) - 1 AS position FROM audit_leaves) n WHERE n.row_id = l.row_id`;
const closeGaps = async () => {
  await su(renumber);
  await su('UPDATE audit_leaves SET position = position - 1000000');
};

/** What is done, the row (by its place among the twelve) that has to be named first, and how. */
const deeds: [name: string, deed: () => Promise<unknown>, kind: string, row: number][] = [
  ['edit of a row', () => edit(ids[5]!), 'edited', 5],
  ['edit of a row and its leaf', async () => [await edit(ids[5]!), await fitLeaf(ids[5]!)], 'edited', 5],
  [
    'edit of a row, its leaf and all heads, signed with another key',
    async () => [await edit(ids[5]!), await fitLeaf(ids[5]!), await fitHeads(stranger)],
    'edited',
    5,
  ],
  [
    'edit of two rows: the first is named',
    async () => [await edit(ids[9]!), await edit(ids[2]!)],
    'edited',
    2,
  ],
  [
    'edit of the time',
    () => su("UPDATE audit SET at = at - interval '1 day' WHERE id = $1", ids[4]),
    'edited',
    4,
  ],
  ['edit of the purpose', () => su('UPDATE audit SET purpose = NULL WHERE id = $1', ids[0]), 'edited', 0],
  [
    'edit of a leaf',
    () => su(`UPDATE audit_leaves SET hash = sha256('x') WHERE row_id = $1`, ids[7]),
    'leafEdited',
    7,
  ],
  ['delete of a row', () => su('DELETE FROM audit WHERE id = $1', ids[6]), 'deleted', 6],
  [
    'delete of a row and its leaf',
    async () => [
      await su('DELETE FROM audit WHERE id = $1', ids[6]),
      await su('DELETE FROM audit_leaves WHERE row_id = $1', ids[6]),
    ],
    'leafMissing',
    6,
  ],
  [
    'delete of a row and its leaf, gap closed, heads built anew',
    async () => {
      await su('DELETE FROM audit WHERE id = $1', ids[6]);
      await su('DELETE FROM audit_leaves WHERE row_id = $1', ids[6]);
      await closeGaps();
      await su('DELETE FROM audit_heads WHERE size > 9');
      await fitHeads(stranger);
    },
    'reordered',
    6,
  ],
  ['delete of a head', () => su('DELETE FROM audit_heads WHERE size = 6'), 'headMissing', 3],
  ['delete of the last head', () => su('DELETE FROM audit_heads WHERE size = 12'), 'headMissing', 9],
  [
    'insert of a row that says it is old',
    () =>
      su(`INSERT INTO audit (id, at, xid, zone, actor_kind, act, noun) OVERRIDING SYSTEM VALUE
          SELECT 5000000, at, xid, zone, actor_kind, 'case.read', noun FROM audit WHERE id = ${ids[3]}`),
    'inserted',
    -1,
  ],
  [
    'insert of a row with a leaf between others',
    async () => {
      await su(
        `INSERT INTO audit (id, zone, actor_kind, act, noun) OVERRIDING SYSTEM VALUE VALUES (5000000, 'staff', 'staff', 'x', 'case')`,
      );
      await su('UPDATE audit_leaves SET position = position + 1000 WHERE position >= 4');
      await su('UPDATE audit_leaves SET position = position - 999 WHERE position >= 1000');
      await su(`INSERT INTO audit_leaves VALUES (4, 5000000, sha256('x'))`);
      await fitLeaf('5000000');
      await fitHeads(stranger);
    },
    'reordered',
    4,
  ],
  [
    'insert of a row and a leaf at the end',
    async () => {
      await su(
        `INSERT INTO audit (id, zone, actor_kind, act, noun) OVERRIDING SYSTEM VALUE VALUES (5000000, 'staff', 'staff', 'x', 'case')`,
      );
      await su(`INSERT INTO audit_leaves VALUES (12, 5000000, sha256('x'))`);
      await fitLeaf('5000000');
    },
    'leafAdded',
    -1,
  ],
  [
    'reorder of two leaves',
    async () => {
      await su('UPDATE audit_leaves SET position = 100 WHERE row_id = $1', ids[2]);
      await su('UPDATE audit_leaves SET position = 2 WHERE row_id = $1', ids[8]);
      await su('UPDATE audit_leaves SET position = 8 WHERE row_id = $1', ids[2]);
    },
    'reordered',
    2,
  ],
  [
    'reorder of two rows under their numbers',
    async () => {
      await su(`UPDATE audit a SET ids = b.ids, at = b.at, salt = b.salt FROM audit b
        WHERE (a.id, b.id) IN ((${ids[3]}, ${ids[10]}), (${ids[10]}, ${ids[3]}))`);
    },
    'edited',
    3,
  ],
  [
    'reorder of two heads',
    () =>
      su(
        'UPDATE audit_heads a SET note = b.note FROM audit_heads b WHERE (a.size, b.size) IN ((6, 9), (9, 6))',
      ),
    'headAltered',
    3,
  ],
  ['truncate of the rows', () => su('TRUNCATE audit'), 'deleted', 0],
  ['truncate of the leaves', () => su('TRUNCATE audit_leaves'), 'leafMissing', 0],
  ['truncate of the heads', () => su('TRUNCATE audit_heads'), 'headMissing', 0],
  [
    'truncate of rows, leaves, heads and state',
    () => su('TRUNCATE audit, audit_leaves, audit_heads, audit_sealing_state'),
    'truncated',
    0,
  ],
  [
    'cutting off the newest: rows, leaves, heads and state as they were two heads ago',
    async () => {
      await su('DELETE FROM audit WHERE id >= $1', ids[6]);
      await su('DELETE FROM audit_leaves WHERE position >= 6');
      await su('DELETE FROM audit_heads WHERE size > 6');
      await su('UPDATE audit_sealing_state SET size = 6');
    },
    'truncated',
    6,
  ],
];

describe('a superuser’s deeds are named', () => {
  test('nothing is named while nothing was done', async () => {
    expect(await sealed.verify()).toMatchObject({ ok: true, to: 12, redacted: 0 });
  });

  test.each(deeds)('%s', async (_name, deed, kind, place) => {
    await deed();
    const found = await sealed.verify();
    expect(found.ok).toBe(false);
    expect(found.first).toMatchObject({ kind, row: place < 0 ? '5000000' : ids[place] });
  });

  test('also where only a part is looked at', async () => {
    await edit(ids[10]!);
    const { rows } = await su('SELECT at FROM audit_heads WHERE size = 6');
    const range = { from: new Date(rows[0].at.getTime() + 1).toISOString() };
    expect((await sealed.verify(undefined, range)).first).toMatchObject({ kind: 'edited', row: ids[10] });
    expect((await sealed.verify(undefined, 'sinceAnchor')).first).toMatchObject({
      kind: 'edited',
      row: ids[10],
    });
    await edit(ids[0]!);
    expect((await sealed.verify(undefined, range)).first).toMatchObject({ row: ids[10] });
  });

  test('without anchors the signed heads still tell between which two heads', async () => {
    await edit(ids[5]!);
    await fitLeaf(ids[5]!);
    expect((await sealed.verify([])).first).toMatchObject({ kind: 'tree', row: ids[3] });
  });

  test('a row that is put in with an older time is named once it was sealed', async () => {
    await su(`INSERT INTO audit (id, at, zone, actor_kind, act, noun) OVERRIDING SYSTEM VALUE
      VALUES (5000000, now() - interval '1 hour', 'staff', 'staff', 'case.read', 'case')`);
    // The heads of the test are seconds old; an hour ago none of them had been made.
    await sealed.round();
    expect((await sealed.verify()).first).toMatchObject({ kind: 'backdated', row: '5000000' });
  });
});

describe('anchors', () => {
  const rewrite = async (change: (lines: string[]) => string[]) =>
    writeFile(
      file,
      change(anchors.toString().split('\n').filter(Boolean))
        .map((line) => `${line}\n`)
        .join(''),
    );

  test('a line taken out, lines cut off, a foreign signature and a missing folder are named', async () => {
    await rewrite((lines) => lines.toSpliced(1, 1));
    expect((await sealed.verify()).problems).toEqual([
      expect.objectContaining({ kind: 'anchorGap', sink: 'file' }),
    ]);
    await rewrite((lines) => lines.slice(0, 2));
    expect((await sealed.verify()).problems).toEqual([expect.objectContaining({ kind: 'anchorShort' })]);
    const entry = JSON.parse(anchors.toString().split('\n').filter(Boolean)[0]!);
    const text = entry.note.slice(0, entry.note.indexOf('\n\n') + 1);
    await writeFile(file, anchors);
    await appendFile(file, `${JSON.stringify({ ...entry, note: stranger.sign(text) })}\n`);
    expect((await sealed.verify()).problems).toEqual([expect.objectContaining({ kind: 'anchorForged' })]);
    await rm(file);
    expect((await sealed.verify()).problems).toEqual([expect.objectContaining({ kind: 'anchorShort' })]);
    const gone = { ...sealed.sink, entries: () => fileSink(file).entries('../nowhere\0') };
    expect((await sealed.verify([gone])).problems).toEqual([
      expect.objectContaining({ kind: 'anchorUnreachable' }),
    ]);
  });

  test('half a line after a power cut is no matter: the entry is put again', async () => {
    const lines = anchors.toString().split('\n').filter(Boolean);
    await writeFile(file, `${lines.slice(0, 3).join('\n')}\n${lines[3]!.slice(0, 200)}`);
    await su("UPDATE audit_sealing_state SET size = 9 WHERE part = 'file'");
    await sealed.round();
    expect(await sealed.verify()).toMatchObject({ ok: true });
  });

  test('a head on paper alone tells what was cut off or built anew', async () => {
    const { city, signer } = sealed;
    const paper = (await su('SELECT note FROM audit_heads WHERE size = 9')).rows[0].note as string;
    const verify = (papers: string[]) =>
      verifyAudit({ db: city.worker, municipality: city.code, signer, sinks: [], papers });
    expect(await verify([paper])).toMatchObject({ ok: true });
    expect((await verify([stranger.sign('x\n')])).first).toMatchObject({
      kind: 'anchorForged',
      sink: 'paper',
    });
    await su('DELETE FROM audit WHERE id >= $1', ids[6]);
    await su('DELETE FROM audit_leaves WHERE position >= 6');
    await su('DELETE FROM audit_heads WHERE size > 6');
    expect(await verify([])).toMatchObject({ ok: true });
    expect((await verify([paper])).first).toMatchObject({ kind: 'truncated', position: 6 });
  });

  test('one anchor that was left in peace is enough', async () => {
    const other = { ...fileSink(`${sealed.folder}-2`), name: 'other' };
    await sealed.round([other]);
    await su('TRUNCATE audit, audit_leaves, audit_heads');
    await rm(file);
    expect((await sealed.verify([sealed.sink, other])).first).toMatchObject({
      kind: 'truncated',
      row: ids[0],
    });
    await rm(`${sealed.folder}-2`, { recursive: true });
  });
});

test('the sealer does not go on over a tree that was cut off; resuming is said in the anchors with its reason', async () => {
  const { city, signer } = sealed;
  await su('DELETE FROM audit WHERE id >= $1', ids[6]);
  await su('DELETE FROM audit_leaves WHERE position >= 6');
  await su('DELETE FROM audit_heads WHERE size > 6');
  const [fresh] = await sealed.write(1);
  await sealed.roundOnce();
  const state = await city.staff.tenant(city.code, 'staff', (tx) => selectState(tx));
  expect(state.find((one) => one.part === 'sealing')).toMatchObject({ error: 'behind-anchor' });
  expect((await su('SELECT max(size)::integer AS size FROM audit_heads')).rows[0].size).toBe(6);
  expect((await sealed.verify()).first).toMatchObject({ kind: 'truncated', row: ids[6] });

  expect(await resumeSealing(city.worker, city.code, signer, [sealed.sink], '復元 2026-11-21')).toBe(6);
  await sealed.round();
  const after = await sealed.verify();
  expect(after).toMatchObject({ ok: true, to: 7 });
  expect(after.anchors[0]!.resumed).toMatchObject([{ size: 6, lost: 6, reason: '復元 2026-11-21' }]);
  await edit(fresh!);
  expect((await sealed.verify()).first).toMatchObject({ kind: 'edited', row: fresh });
});

describe('redaction', () => {
  const by = { actorKind: 'operator', actorId: null, postId: null };

  test('content and salt go, the leaf stays, the tree verifies and says how many', async () => {
    const { city, signer } = sealed;
    const done = await city.admin.tenant(city.code, 'owner', (tx) =>
      redactAudit(tx, signer, { rows: [ids[1]!, ids[2]!, '99999999'], reason: '廃棄 12号', by }),
    );
    expect(done).toEqual([ids[1], ids[2]]);
    await sealed.round();
    expect(await sealed.verify()).toMatchObject({ ok: true, redacted: 2, to: 13 });
    const { rows } = await su('SELECT actor_id, ids, purpose, salt FROM audit WHERE id = $1', ids[1]);
    expect(rows[0]).toEqual({ actor_id: null, ids: [], purpose: null, salt: null });
    expect((await su("SELECT ids, purpose FROM audit WHERE act = 'audit.redact'")).rows[0]).toEqual({
      ids: [ids[1], ids[2]],
      purpose: '廃棄 12号',
    });
    await su('DELETE FROM audit WHERE id = $1', ids[3]);
    expect((await sealed.verify()).first).toMatchObject({ kind: 'deleted', row: ids[3] });
  });

  test('nobody without the key passes a deletion off as a redaction', async () => {
    const leaf = (await su('SELECT hash FROM audit_leaves WHERE row_id = $1', ids[4])).rows[0].hash as Buffer;
    const forged = stranger.sign(`${stranger.name}/redaction\n${ids[4]}\n${leaf.toString('base64')}\n\n`);
    await su('DELETE FROM audit WHERE id = $1', ids[4]);
    await su('INSERT INTO audit_redactions (row_id, note) VALUES ($1, $2)', ids[4], forged);
    expect((await sealed.verify()).first).toMatchObject({ kind: 'deleted', row: ids[4] });
  });

  test('a real redaction does not cover another row', async () => {
    const { city, signer } = sealed;
    await city.admin.tenant(city.code, 'owner', (tx) =>
      redactAudit(tx, signer, { rows: [ids[1]!], reason: 'x', by }),
    );
    await su('DELETE FROM audit WHERE id = $1', ids[2]);
    await su('UPDATE audit_redactions SET row_id = $1', ids[2]);
    expect((await sealed.verify()).first).toMatchObject({ kind: 'edited', row: ids[1] });
  });

  test('no role of a process may redact', async () => {
    const { city, signer } = sealed;
    for (const zone of ['staff', 'worker'] as const)
      await expect(
        city[zone].tenant(city.code, zone, (tx) =>
          redactAudit(tx, signer, { rows: [ids[1]!], reason: 'x', by }),
        ),
      ).rejects.toMatchObject({ code: '42501' });
  });
});
