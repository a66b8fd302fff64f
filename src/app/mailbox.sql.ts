import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

/** Keeps what would have been sent; the same outbox row once. */
export async function insertMailbox(
  tx: Tx,
  message: { kind: 'mail' | 'sms'; id: string; recipient: string; subject: string; body: string },
): Promise<void> {
  await sql`
    INSERT INTO mailbox (kind, recipient, subject, body, outbox_id)
    VALUES (${message.kind}, ${message.recipient}, ${message.subject}, ${message.body}, ${message.id})
    ON CONFLICT (outbox_id) DO NOTHING`.execute(tx);
}
