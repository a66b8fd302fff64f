/** Seats running approvals anew after 人事異動, absences and suspensions, and lists what moved. */
import type { Tx } from '#platform/db.server';
import type { Moved } from './model.ts';

/** Of the whole city. `why` stands in the log of every record whose seats moved. */
export function reseatRunning(_tx: Tx, _municipality: string, _why: string): Promise<Moved[]> {
  throw new Error('not built yet');
}
