/** Shapes of apps as stored, asked over the connection of a snapshot. */
import pg from 'pg';
import type { Shape } from '#core/records';
import type { Connection } from '#platform/db.server';
import type { BackupHead } from './model.ts';

export async function selectStoredShapes(client: Connection, schema: string): Promise<BackupHead['shapes']> {
  const { rows } = await client.query<{ shape: Shape }>(
    `SELECT shape FROM ${pg.escapeIdentifier(schema)}.app_tables ORDER BY app_id COLLATE "C"`,
  );
  return rows.map((row) => ({ ...row.shape }));
}
