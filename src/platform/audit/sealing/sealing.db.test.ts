import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertAudit } from '#platform/audit.server';
import { roleOf } from '#platform/db.server';
import { checkProof } from './check-proof.server.ts';
import { proveRow } from './prove.server.ts';
import { createSealedCity, row, type SealedCity } from './sealing.testing.ts';
import { selectState, selectWaiting } from './state.sql.ts';

let sealed: SealedCity;
beforeAll(async () => {
  sealed = await createSealedCity();
});
afterAll(() => sealed.close());

const sizeOf = async () =>
  Number((await sealed.superuser('SELECT coalesce(max(size), 0) AS size FROM audit_heads')).rows[0].size);

describe('sealing', () => {
  test('rows become leaves, heads are signed and chained, everything verifies', async () => {
    await sealed.write(3);
    await sealed.round();
    await sealed.write(4);
    await sealed.round();
    await sealed.round();
    const { rows } = await sealed.superuser('SELECT size FROM audit_heads ORDER BY size');
    // Sealing waits for other databases of the same server, so what came second may be sealed in two rounds.
    const sizes = rows.map((one) => Number(one.size));
    expect(sizes).toContain(3);
    expect(sizes.at(-1)).toBe(7);
    expect(await sealed.verify()).toMatchObject({ ok: true, from: 0, to: 7, problems: [] });
    expect(await sealed.verify([])).toMatchObject({ ok: true, to: 7 });
  });

  test('a transaction held open across sealing loses nothing', async () => {
    const holder = new pg.Client({ connectionString: sealed.city.adminUrl });
    await holder.connect();
    const before = await sizeOf();
    await holder.query('BEGIN');
    await holder.query(`SET LOCAL ROLE "${roleOf(sealed.city.code, 'staff')}"`);
    await holder.query(`SET LOCAL search_path TO m${sealed.city.code}`);
    const insert = `INSERT INTO audit (zone, actor_kind, act, noun) VALUES ('staff', 'staff', 'held', 'case') RETURNING id`;
    const held = (await holder.query<{ id: string }>(insert)).rows[0]!.id;
    const later = await sealed.write(5);
    await sealed.roundOnce();
    // Nothing above the open transaction is sealed, and it is known how much waits.
    expect(await sizeOf()).toBe(before);
    const waiting = await sealed.city.worker.tenant(sealed.city.code, 'worker', (tx) => selectWaiting(tx));
    expect(waiting.rows).toBe(5);
    const held2 = (await holder.query<{ id: string }>(insert)).rows[0]!.id;
    await holder.query('COMMIT');
    await holder.end();
    await sealed.round();
    const { rows } = await sealed.superuser(
      'SELECT row_id FROM audit_leaves WHERE position >= $1 ORDER BY position',
      [before],
    );
    // Order: by transaction, so the one that began first stands first although its last row has the highest number.
    expect(rows.map((one) => one.row_id)).toEqual([held, held2, ...later]);
    expect(await sealed.verify()).toMatchObject({ ok: true });
  });

  test('while acts are written from several connections, every row is sealed exactly once', async () => {
    const { city } = sealed;
    let writing = true;
    const writers = Promise.all(
      [1, 2, 3].map(async (writer) => {
        for (let nth = 0; nth < 40; nth++)
          await city.portal.tenant(city.code, 'portal', (tx) =>
            insertAudit(tx, { ...row, zone: 'portal', actorId: String(writer) }),
          );
      }),
    ).then(() => (writing = false));
    // Two workers at once: one seals, the other lets it.
    while (writing) await Promise.all([sealed.roundOnce([]), sealed.roundOnce([])]);
    await writers;
    await sealed.round();
    const { rows } = await sealed.superuser(
      'SELECT (SELECT count(*)::integer FROM audit) AS rows, (SELECT count(*)::integer FROM audit_leaves) AS leaves',
    );
    expect(rows[0].leaves).toBe(rows[0].rows);
    expect(await sealed.verify()).toMatchObject({ ok: true, to: rows[0].rows });
  });

  test('after a restore on another server, where transactions are counted anew, sealing goes on', async () => {
    const [last] = await sealed.write(1);
    await sealed.round();
    // Head and rows come from a server that had counted much further.
    await sealed.superuser(
      `UPDATE audit_heads SET horizon = '900000000' WHERE size = (SELECT max(size) FROM audit_heads)`,
    );
    const [restored] = await sealed.write(1);
    await sealed.superuser(`UPDATE audit SET xid = '900000001' WHERE id = $1`, [restored]);
    const [fresh] = await sealed.write(1);
    await sealed.round();
    const { rows } = await sealed.superuser(
      'SELECT row_id FROM audit_leaves WHERE row_id >= $1 ORDER BY position',
      [last],
    );
    expect(rows.map((one) => one.row_id).sort()).toEqual([last, restored, fresh].sort());
    await sealed.write(2);
    await sealed.round();
    expect(await sealed.verify()).toMatchObject({ ok: true });
  });

  test('ranges and «since the last anchor» look at their part only', async () => {
    const whole = await sealed.verify();
    const [first] = (await sealed.superuser('SELECT at FROM audit_heads ORDER BY size OFFSET 1 LIMIT 1'))
      .rows;
    const part = await sealed.verify(undefined, { from: new Date(first.at.getTime() + 1).toISOString() });
    expect(part).toMatchObject({ ok: true, to: whole.to });
    expect(part.from).toBeGreaterThan(0);
    await sealed.write(2);
    await sealed.round([]);
    const since = await sealed.verify(undefined, 'sinceAnchor');
    expect(since).toMatchObject({ ok: true, to: whole.to + 2 });
    expect(since.from).toBeGreaterThan(part.from);
  });
});

describe('proof of one row', () => {
  test('an independent check accepts it, and no other content', async () => {
    const { rows } = await sealed.superuser('SELECT row_id FROM audit_leaves');
    for (const { row_id } of rows.filter((_, nth) => nth % 17 === 0)) {
      const proof = (await proveRow(sealed.city.worker, sealed.city.code, row_id))!;
      expect(checkProof(proof, sealed.signer.publicKey)).toMatchObject({ ok: true });
      expect(
        checkProof({ ...proof, content: proof.content!.replace('case', 'cash') }, sealed.signer.publicKey).ok,
      ).toBe(false);
    }
    const [waiting] = await sealed.write(1);
    expect(await proveRow(sealed.city.worker, sealed.city.code, waiting!)).toBeNull();
    await sealed.round();
  });
});

describe('app roles cannot alter', () => {
  test.each(['portal', 'staff', 'worker'] as const)('as %s', async (zone) => {
    const { city } = sealed;
    const refused = '42501';
    const tables = ['audit', 'audit_leaves', 'audit_heads', 'audit_redactions'];
    const statements = tables.flatMap((table) => [
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
      `DROP TABLE ${table}`,
      `ALTER TABLE ${table} DISABLE TRIGGER ALL`,
      `UPDATE ${table} SET ${table === 'audit_heads' ? 'at' : table === 'audit_leaves' ? 'row_id' : 'at'} = DEFAULT`,
    ]);
    statements.push(`INSERT INTO audit_redactions (row_id, note) VALUES (1, 'x')`);
    if (zone !== 'worker')
      statements.push(
        `INSERT INTO audit_leaves (position, row_id, hash) VALUES (0, 0, decode(repeat('00', 32), 'hex'))`,
        `INSERT INTO audit_heads (size, at, horizon, frontier, note) VALUES (1, now(), '1', '', '')`,
        `UPDATE audit_sealing_state SET size = 0`,
      );
    // As the login itself, which may take this role: not through a pool of ours.
    const client = new pg.Client({ connectionString: urlOf(zone) });
    await client.connect();
    for (const statement of statements) {
      await client.query('BEGIN');
      await client.query(`SET LOCAL ROLE "${roleOf(city.code, zone)}"`);
      await client.query(`SET LOCAL search_path TO m${city.code}`);
      await expect(client.query(statement), statement).rejects.toMatchObject({ code: refused });
      await client.query('ROLLBACK');
    }
    // Nor may any login become the owner, who could.
    await expect(client.query(`SET ROLE "${roleOf(city.code, 'owner')}"`)).rejects.toMatchObject({
      code: refused,
    });
    await client.end();
    expect(await sealed.verify()).toMatchObject({ ok: true });
  });

  const urlOf = (zone: 'portal' | 'staff' | 'worker') =>
    (sealed.city[zone].pool.options as { connectionString: string }).connectionString;
});

test('a failing anchor is shown and tried again; sealing and acts go on', async () => {
  const { city } = sealed;
  let broken = true;
  const flaky = {
    ...sealed.sink,
    name: 'flaky',
    put: (...given: Parameters<typeof sealed.sink.put>) =>
      broken
        ? Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))
        : sealed.sink.put(...given),
  };
  const stateOf = async () =>
    (await city.staff.tenant(city.code, 'staff', (tx) => selectState(tx))).find(
      (one) => one.part === 'flaky',
    );
  const before = await sizeOf();
  await sealed.write(2);
  await sealed.round([flaky]);
  expect(await sizeOf()).toBe(before + 2);
  expect(await stateOf()).toMatchObject({
    failures: expect.toSatisfy((count) => count > 0),
    error: 'ECONNREFUSED',
    failing_since: expect.any(Date),
  });
  broken = false;
  await sealed.round([flaky]);
  expect(await stateOf()).toMatchObject({ failures: 0, error: null, size: before + 2 });
});
