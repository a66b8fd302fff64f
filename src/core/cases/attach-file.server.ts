/** Files that come to the office other than with an application. */
import type { Tx } from '#platform/db.server';
import { type FileMeaning, insertAction, insertStaffFile, type StaffFileRow } from './log.sql.ts';
import type { Desk } from './open-case.server.ts';

interface Kept {
  id: string;
  sha256: string;
  name: string;
  type: string;
  bytes: number;
  scan: StaffFileRow['scan'];
}

/** A file that belongs to no case and no record yet. */
export function keepUpload(
  tx: Tx,
  file: Kept & { postId: string | null; meant?: FileMeaning },
): Promise<void> {
  return insertStaffFile(tx, { ...file, caseId: null, fieldId: null });
}

/** Adds a file to a case that the caller has opened for work. */
export async function addFile(desk: Desk, caseId: string, file: Kept): Promise<void> {
  await insertStaffFile(desk.tx, { ...file, caseId, fieldId: null, postId: desk.actor.postId });
  await insertAction(desk.tx, {
    caseId,
    verb: 'attach',
    actorKind: 'staff',
    postId: desk.actor.postId,
    detail: { fileId: file.id },
  });
}
