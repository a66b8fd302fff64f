/** The few questions about the house as a whole, asked as the login itself. */
import type { Database } from '#platform/db.server';

export function selectMunicipalityOfHost(db: Database, host: string): Promise<string | null> {
  return db.shared(async (client) => {
    const { rows } = await client.query<{ municipality: string }>(
      'SELECT municipality FROM madoguchi.host_names WHERE host = $1',
      [host],
    );
    return rows[0]?.municipality ?? null;
  });
}

export function selectMunicipalities(db: Database): Promise<string[]> {
  return db.shared(async (client) => {
    const { rows } = await client.query<{ code: string }>(
      'SELECT code FROM madoguchi.municipalities ORDER BY code',
    );
    return rows.map((row) => row.code);
  });
}

/** Whether the database answers. */
export function ping(db: Database): Promise<boolean> {
  return db.shared(async (client) => {
    await client.query('SELECT 1');
    return true;
  });
}
