/** What the applicant reads beside a file that is in quarantine or was refused after it came. */
import { type Answers, type Reader, say } from '#core/fields';
import { type Form, fileControls } from '#core/forms';
import type { Issue } from '#kernel/errors';
import type { Tx } from '#platform/db.server';
import { selectUnsettled } from './file-scans.sql.ts';

/** By file id. */
export type Unsettled = Record<string, 'waiting' | 'infected'>;

export interface FileNotes {
  /** Refused: has to be replaced. */
  issues: Issue[];
  /** Waiting: nothing to do, one may go on. */
  notices: Issue[];
  unsettled: Unsettled;
}

export async function unsettledFiles(
  tx: Tx,
  of: { draft?: string; application?: string },
): Promise<Unsettled> {
  return Object.fromEntries((await selectUnsettled(tx, of)).map(({ id, scan }) => [id, scan]));
}

/** Notes at the controls of these answers. */
export async function fileNotes(
  tx: Tx,
  of: { draft?: string; application?: string },
  form: Form,
  answers: Answers,
  reader: Reader,
): Promise<FileNotes> {
  const named = fileControls(form.fields, answers);
  const unsettled = named.length === 0 ? {} : await unsettledFiles(tx, of);
  const at = (scan: 'waiting' | 'infected') => {
    const held = named.filter(({ file }) => unsettled[file.fileId] === scan);
    // One sentence a control, however many of its files it speaks of.
    return [...Map.groupBy(held, ({ name }) => name)].map(([path, controls]) => ({
      path,
      message: say(`scan.${scan}`, reader, { name: controls.map(({ file }) => file.name).join('」「') }),
    }));
  };
  return { issues: at('infected'), notices: at('waiting'), unsettled };
}
