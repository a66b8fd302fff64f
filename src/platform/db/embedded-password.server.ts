/** The embedded server's administrator after a change of the secret: signs in with an older password and gets the current one. */
import pg from 'pg';

const wrongPassword = '28P01';

/** Makes `url` (with the current password) true. Throws the first refusal when no older password is right either. */
export async function adoptPassword(url: string, older: readonly string[]): Promise<void> {
  const current = decodeURIComponent(new URL(url).password);
  for (const [index, password] of [current, ...older].entries()) {
    const tried = new URL(url);
    tried.password = encodeURIComponent(password);
    const client = new pg.Client({ connectionString: tried.toString() });
    try {
      await client.connect();
      if (index > 0) {
        const name = pg.escapeIdentifier(decodeURIComponent(tried.username));
        await client.query(`ALTER ROLE ${name} PASSWORD ${pg.escapeLiteral(current)}`);
      }
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== wrongPassword || index === older.length) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
