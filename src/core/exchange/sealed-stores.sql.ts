/** Answers in messages sealed anew, for a change of keys. Delivered ones too: they are kept. */
import { sql } from 'kysely';
import type { Answers } from '#core/fields';
import { messagePlace, renewAnswers, renewRows, type SealedStore } from '#core/sealing.server';
import { countOf } from '#platform/db.server';

interface Row {
  id: string;
  kind: 'application.submitted' | 'application.corrected';
  applicationId: string;
  app: string;
  at: string;
  answers: Answers;
}

/** The handler takes the same row lock before it reads a message. */
const messages: SealedStore = {
  name: 'messages',
  role: 'worker',
  zone: 'portal',
  count: (tx, marks) => countOf(tx, sql`outbox WHERE payload::text LIKE ANY (${marks.json})`),
  async renew(tx, vault, marks, after, limit) {
    // Corrections from before they named the app find it in the application's first message.
    const { rows } = await sql<Row>`
      SELECT id, kind, payload->>'applicationId' AS "applicationId", payload->'answers' AS answers,
        coalesce(payload->>'arrivedAt', payload->>'at') AS at,
        coalesce(payload->>'appId', (
          SELECT first.payload->>'appId' FROM outbox first
          WHERE first.kind = 'application.submitted' AND first.payload->>'applicationId' = outbox.payload->>'applicationId'
          LIMIT 1), '') AS app
      FROM outbox
      WHERE id > ${after ?? '0'}::bigint AND payload::text LIKE ANY (${marks.json})
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async (row) => {
      const place = messagePlace(row.kind, row.applicationId, row.at, row.app);
      await sql`
        UPDATE outbox SET payload = jsonb_set(payload, '{answers}', ${JSON.stringify(
          renewAnswers(vault, place, row.answers),
        )}::jsonb)
        WHERE id = ${row.id}`.execute(tx);
    });
  },
};

export const messageStores: SealedStore[] = [messages];
