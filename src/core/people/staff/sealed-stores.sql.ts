/** Seeds of authenticator apps sealed anew, for a change of keys. */
import { sql } from 'kysely';
import { credentialPlace, renewRows, type SealedStore } from '#core/sealing.server';
import { countOf } from '#platform/db.server';

const credentials: SealedStore = {
  name: 'authenticators of staff',
  role: 'staff',
  zone: 'staff',
  count: (tx, marks) =>
    countOf(tx, sql`staff_credentials WHERE kind = 'totp' AND secret LIKE ANY (${marks.text})`),
  async renew(tx, vault, marks, after, limit) {
    const { rows } = await sql<{ id: string; secret: string }>`
      SELECT id, secret FROM staff_credentials
      WHERE (${after}::uuid IS NULL OR id > ${after}::uuid) AND kind = 'totp' AND secret LIKE ANY (${marks.text})
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async ({ id, secret }) => {
      const place = credentialPlace(id);
      const renewed = vault.seal(vault.open(secret, place), place);
      await sql`UPDATE staff_credentials SET secret = ${renewed} WHERE id = ${id}`.execute(tx);
    });
  },
};

export const staffStores: SealedStore[] = [credentials];
