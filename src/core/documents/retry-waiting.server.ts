import { post } from '#core/exchange.server';
import type { Tx } from '#platform/db.server';
import { takeWaiting } from './waiting.sql.ts';

/** Has documents rendered again that wait for their signature and whose time has come. Gives how many. */
export async function retryWaiting(tx: Tx, limit = 50): Promise<number> {
  const ids = await takeWaiting(tx, limit);
  for (const documentId of ids) await post(tx, 'document.render', { documentId });
  return ids.length;
}
