/** Integrations and their tokens. */
import { sql } from 'kysely';
import type { StaffRole } from '#core/policy';
import type { Tx } from '#platform/db.server';
import type { ApiScope } from './model.ts';

export interface IntegrationRow {
  id: string;
  name: string;
  purpose: string;
  contact: string;
  post_id: string;
  department: string;
  department_name: string;
  position: string;
  roles: StaffRole[];
  created_at: Date;
  ended_at: Date | null;
}

const integrationColumns = sql`i.id, i.name, i.purpose, i.contact, i.post_id, p.department, p.position, p.roles, i.created_at,
  coalesce((SELECT name FROM departments d WHERE d.code = p.department ORDER BY valid_from DESC LIMIT 1), p.department) AS department_name,
  i.ended_at`;

export async function selectIntegrations(tx: Tx): Promise<IntegrationRow[]> {
  const { rows } = await sql<IntegrationRow>`
    SELECT ${integrationColumns} FROM integrations i JOIN posts p ON p.id = i.post_id
    ORDER BY i.ended_at IS NOT NULL, i.created_at DESC`.execute(tx);
  return rows;
}

export async function selectIntegration(tx: Tx, id: string): Promise<IntegrationRow | null> {
  const { rows } = await sql<IntegrationRow>`
    SELECT ${integrationColumns} FROM integrations i JOIN posts p ON p.id = i.post_id WHERE i.id = ${id}`.execute(
    tx,
  );
  return rows[0] ?? null;
}

/** A post of its own: whoever reads a log sees that a system acted, and one person's post is nobody else's. */
export async function insertIntegration(
  tx: Tx,
  row: {
    id: string;
    staffId: string;
    postId: string;
    name: string;
    purpose: string;
    contact: string;
    department: string;
    position: string;
    roles: StaffRole[];
    on: string;
    createdBy: string;
  },
): Promise<void> {
  await sql`INSERT INTO staff (id, login, family, given) VALUES (${row.staffId}, ${`integration:${row.id}`}, '連携', ${row.name})`.execute(
    tx,
  );
  await sql`
    INSERT INTO posts (id, staff_id, department, position, rank, kind, roles, valid_from)
    VALUES (${row.postId}, ${row.staffId}, ${row.department}, ${row.position}, 0, 'main', ${row.roles}, ${row.on})`.execute(
    tx,
  );
  await sql`
    INSERT INTO integrations (id, name, purpose, contact, staff_id, post_id, created_by)
    VALUES (${row.id}, ${row.name}, ${row.purpose}, ${row.contact}, ${row.staffId}, ${row.postId}, ${row.createdBy})`.execute(
    tx,
  );
}

/** Ends it with its post, tokens and endpoints; false when it had ended. */
export async function endIntegration(tx: Tx, id: string, on: string): Promise<boolean> {
  const { rows } = await sql<{ staff_id: string; post_id: string }>`
    UPDATE integrations SET ended_at = now() WHERE id = ${id} AND ended_at IS NULL RETURNING staff_id, post_id`.execute(
    tx,
  );
  const [ended] = rows;
  if (ended === undefined) return false;
  await sql`UPDATE staff SET suspended_at = now() WHERE id = ${ended.staff_id}`.execute(tx);
  await sql`UPDATE posts SET valid_to = ${on}::date WHERE id = ${ended.post_id}`.execute(tx);
  await sql`UPDATE access_tokens SET revoked_at = coalesce(revoked_at, now()) WHERE integration_id = ${id}`.execute(
    tx,
  );
  await sql`UPDATE webhook_endpoints SET stopped_at = coalesce(stopped_at, now()) WHERE integration_id = ${id}`.execute(
    tx,
  );
  return true;
}

export interface TokenRow {
  id: string;
  label: string;
  scopes: ApiScope[];
  expires_at: Date;
  created_at: Date;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export async function selectTokens(tx: Tx, integrationId: string): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    SELECT id, label, scopes, expires_at, created_at, last_used_at, revoked_at FROM access_tokens
    WHERE integration_id = ${integrationId} ORDER BY created_at DESC`.execute(tx);
  return rows;
}

export async function insertToken(
  tx: Tx,
  row: {
    id: string;
    integrationId: string;
    label: string;
    hash: string;
    scopes: readonly ApiScope[];
    expiresAt: Date;
    createdBy: string;
  },
): Promise<void> {
  await sql`
    INSERT INTO access_tokens (id, integration_id, label, token_hash, scopes, expires_at, created_by)
    VALUES (${row.id}, ${row.integrationId}, ${row.label}, ${row.hash}, ${[...row.scopes]}, ${row.expiresAt}, ${row.createdBy})`.execute(
    tx,
  );
}

export async function revokeTokenRow(tx: Tx, integrationId: string, id: string): Promise<boolean> {
  const result = await sql`
    UPDATE access_tokens SET revoked_at = now()
    WHERE id = ${id} AND integration_id = ${integrationId} AND revoked_at IS NULL`.execute(tx);
  return result.numAffectedRows === 1n;
}

export interface IntegrationStaff {
  name: string;
  staff_id: string;
  post_id: string;
}

/** The integration behind an endpoint, while it lives. */
export async function selectIntegrationStaff(tx: Tx, id: string): Promise<IntegrationStaff | null> {
  const { rows } = await sql<IntegrationStaff>`
    SELECT i.name, i.staff_id, i.post_id FROM integrations i JOIN staff s ON s.id = i.staff_id
    WHERE i.id = ${id} AND i.ended_at IS NULL AND s.suspended_at IS NULL`.execute(tx);
  return rows[0] ?? null;
}

/** Open departments of a day, and the positions people hold in them. */
export async function selectPlaces(
  tx: Tx,
  on: string,
): Promise<{ code: string; name: string; positions: string[] }[]> {
  const { rows } = await sql<{ code: string; name: string; positions: string[] }>`
    SELECT d.code, d.name, coalesce((SELECT array_agg(DISTINCT p.position) FROM posts p
      WHERE p.department = d.code AND p.valid_from <= ${on} AND (p.valid_to IS NULL OR p.valid_to >= ${on})), '{}') AS positions
    FROM departments d WHERE d.valid_from <= ${on} AND (d.valid_to IS NULL OR d.valid_to >= ${on})
    ORDER BY d.code COLLATE "C"`.execute(tx);
  return rows;
}
