/** Drafts and applications sealed anew, for a change of keys. */
import { sql } from 'kysely';
import type { Answers, Typed } from '#core/fields';
import {
  applicationPlace,
  correctionPlace,
  draftPlace,
  renewAnswers,
  renewRows,
  renewTyped,
  type SealedStore,
} from '#core/sealing.server';
import { countOf } from '#platform/db.server';

const drafts: SealedStore = {
  name: 'drafts',
  role: 'portal',
  zone: 'portal',
  count: (tx, marks) =>
    countOf(
      tx,
      sql`drafts WHERE typed::text LIKE ANY (${marks.json}) OR answers::text LIKE ANY (${marks.json})`,
    ),
  async renew(tx, vault, marks, after, limit) {
    const { rows } = await sql<{ id: string; appId: string; typed: Typed; answers: Answers }>`
      SELECT id, app_id AS "appId", typed, answers FROM drafts
      WHERE (${after}::uuid IS NULL OR id > ${after}::uuid)
        AND (typed::text LIKE ANY (${marks.json}) OR answers::text LIKE ANY (${marks.json}))
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async (row) => {
      const at = draftPlace(row.id, row.appId);
      // Not a change of the draft: its revision and time of saving stay.
      await sql`
        UPDATE drafts SET typed = ${JSON.stringify(renewTyped(vault, at, row.typed))}::jsonb,
          answers = ${JSON.stringify(renewAnswers(vault, at, row.answers))}::jsonb
        WHERE id = ${row.id}`.execute(tx);
    });
  },
};

interface Held {
  typed?: Typed;
  answers?: Answers;
}

const applications: SealedStore = {
  name: 'applications',
  role: 'portal',
  zone: 'portal',
  count: (tx, marks) =>
    countOf(
      tx,
      sql`applications WHERE answers::text LIKE ANY (${marks.json}) OR correction::text LIKE ANY (${marks.json})`,
    ),
  async renew(tx, vault, marks, after, limit) {
    const { rows } = await sql<{ id: string; appId: string; answers: Answers; correction: Held | null }>`
      SELECT id, app_id AS "appId", answers, correction FROM applications
      WHERE (${after}::uuid IS NULL OR id > ${after}::uuid)
        AND (answers::text LIKE ANY (${marks.json}) OR correction::text LIKE ANY (${marks.json}))
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED`.execute(tx);
    return renewRows(rows, async ({ id, appId, answers, correction }) => {
      const at = correctionPlace(id, appId);
      const held: Held = {};
      if (correction?.typed !== undefined) held.typed = renewTyped(vault, at, correction.typed);
      if (correction?.answers !== undefined) held.answers = renewAnswers(vault, at, correction.answers);
      await sql`
        UPDATE applications SET
          answers = ${JSON.stringify(renewAnswers(vault, applicationPlace(id, appId), answers))}::jsonb,
          correction = correction || ${JSON.stringify(held)}::jsonb
        WHERE id = ${id}`.execute(tx);
    });
  },
};

export const applicationStores: SealedStore[] = [drafts, applications];
