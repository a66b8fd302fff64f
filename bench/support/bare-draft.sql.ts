/**
 * The data of a form page without the guarantees: no row of policy, no audit, nothing sealed. What a careless product would
 * do, to compare ours with; never a switch in the product.
 */
import { sql } from 'kysely';
import { formOf } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import type { Answers } from '#core/fields';
import { evaluateForm } from '#core/forms';
import { createDatabase } from '#platform/db.server';

interface Row {
  app_id: string;
  app_version: number;
  answers: Answers;
}

export function bareDrafts(url: string, municipality: string): (id: string) => Promise<unknown> {
  const db = createDatabase({ url, max: 20 });
  return (id) =>
    db.tenant(municipality, 'portal', async (tx) => {
      const definitions = await definitionsOf(tx, municipality);
      const { rows } = await sql<Row>`
        SELECT app_id, app_version, typed, answers FROM drafts WHERE id = ${id}`.execute(tx);
      const [draft] = rows;
      if (draft === undefined) return null;
      const app = definitions.app(draft.app_id, { version: draft.app_version })!;
      const form = formOf(definitions, app.body, app.version);
      const context = { today: '2026-11-21', now: '2026-11-21T10:00:00', language: 'ja' };
      return { visible: evaluateForm(form, draft.answers, context).visiblePages, answers: draft.answers };
    });
}
