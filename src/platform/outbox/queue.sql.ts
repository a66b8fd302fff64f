/** The queue's own locks. A hand that was killed keeps its job, and with it every job of the same line; the queue itself waits four hours. */
import type { Database } from '#platform/db.server';

/**
 * Lets go of jobs that have been in hand for longer than this. Also when their hand is still at work nothing is done twice: the message
 * is locked while it is handled, and whoever comes second finds it delivered.
 */
export async function releaseJobs(db: Database, heldForSeconds: number): Promise<void> {
  await db.shared((client) =>
    client.query(
      `SELECT graphile_worker.force_unlock_workers(held.by) FROM (
         SELECT array_agg(locked_by) AS by FROM (
           SELECT locked_by, locked_at FROM graphile_worker.jobs
           UNION SELECT locked_by, locked_at FROM graphile_worker._private_job_queues) AS locks
         WHERE locked_at < now() - make_interval(secs => $1)) AS held
       WHERE held.by IS NOT NULL`,
      [heldForSeconds],
    ),
  );
}
