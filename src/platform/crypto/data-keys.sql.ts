/** The table of wrapped data keys. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';
import type { KeyZone } from './keyring.server.ts';

export interface DataKeyRow {
  zone: KeyZone;
  id: string;
  state: 'next' | 'active' | 'old' | 'retired';
  wrappedBy: string;
  wrapped: Buffer | null;
  createdAt: Date;
  replacedAt: Date | null;
  retiredAt: Date | null;
}

/**
 * All keys. Whoever has read them holds a lock on the table until the transaction ends: that is what a change of the
 * active key waits for (`activateDataKey`), so nobody seals with a key that was replaced.
 */
export async function selectDataKeys(tx: Tx): Promise<DataKeyRow[]> {
  const { rows } = await sql<DataKeyRow>`
    SELECT zone, id, state, wrapped_by AS "wrappedBy", wrapped, created_at AS "createdAt", replaced_at AS "replacedAt",
      retired_at AS "retiredAt"
    FROM data_keys ORDER BY zone COLLATE "C", created_at, id COLLATE "C"`.execute(tx);
  return rows;
}

type NewKey = Pick<DataKeyRow, 'zone' | 'id' | 'wrappedBy'> & { wrapped: Uint8Array };

/** The first key of a zone; whoever comes second uses that of the first. */
export async function insertFirstDataKey(tx: Tx, key: NewKey): Promise<void> {
  await sql`
    INSERT INTO data_keys (zone, id, wrapped_by, wrapped)
    VALUES (${key.zone}, ${key.id}, ${key.wrappedBy}, ${Buffer.from(key.wrapped)})
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** A key that everybody can open with and nobody seals with yet. */
export async function insertNextDataKey(tx: Tx, key: NewKey): Promise<void> {
  await sql`
    INSERT INTO data_keys (zone, id, state, wrapped_by, wrapped)
    VALUES (${key.zone}, ${key.id}, 'next', ${key.wrappedBy}, ${Buffer.from(key.wrapped)})`.execute(tx);
}

/**
 * Waits until no transaction is left that has read the keys, then changes the one that seals. Afterwards every
 * transaction knows the new key and none seals with the old one. Fails (55P03) when that takes more than a second:
 * newcomers wait behind it.
 */
export async function activateDataKey(tx: Tx, zone: KeyZone, id: string): Promise<void> {
  await sql`SET LOCAL lock_timeout = '1s'`.execute(tx);
  await sql`LOCK TABLE data_keys IN ACCESS EXCLUSIVE MODE`.execute(tx);
  await sql`
    UPDATE data_keys SET state = 'old', replaced_at = now() WHERE zone = ${zone} AND state = 'active'`.execute(
    tx,
  );
  await sql`UPDATE data_keys SET state = 'active' WHERE zone = ${zone} AND id = ${id}`.execute(tx);
}

/** The key material goes for good. */
export async function retireDataKey(tx: Tx, zone: KeyZone, id: string): Promise<void> {
  await sql`
    UPDATE data_keys SET state = 'retired', wrapped = NULL, retired_at = now()
    WHERE zone = ${zone} AND id = ${id} AND state = 'old'`.execute(tx);
}

export async function updateWrapping(tx: Tx, key: NewKey): Promise<void> {
  await sql`
    UPDATE data_keys SET wrapped_by = ${key.wrappedBy}, wrapped = ${Buffer.from(key.wrapped)}
    WHERE zone = ${key.zone} AND id = ${key.id} AND state <> 'retired'`.execute(tx);
}
