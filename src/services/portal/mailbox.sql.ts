import { sql } from 'kysely';
import type { Tx } from '#platform/db.server';

export interface MailboxRow {
  id: string;
  at: Date;
  kind: 'mail' | 'sms';
  recipient: string;
  subject: string;
  body: string;
}

/** What would have been sent, newest first; demo only. */
export async function selectMailbox(tx: Tx): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`
    SELECT id, at, kind, recipient, subject, body FROM mailbox ORDER BY id DESC LIMIT 50`.execute(tx);
  return rows;
}
