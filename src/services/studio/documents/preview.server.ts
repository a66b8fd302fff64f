/** A paper as the draft has it, on the newest record that this person may see; nothing is kept. */
import { type AppDesk, openApp as openDraftOf } from '#core/apps.server';
import type { App, RecordTemplate, WorkApp } from '#core/definitions';
import { definitionSchemas, definitionsOf } from '#core/definitions.server';
import { reachEntry } from '#core/entries.server';
import { type Answers, completeFields, type Field } from '#core/fields';
import { prepareForm } from '#core/forms';
import { prepareAccess } from '#core/policy';
import { type PaperTools, previewPaper } from '#core/record-documents.server';
import { listRecords, openApp } from '#core/views.server';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import { fail, type Result } from '#kernel/result';

export async function previewDraftPaper(
  desk: AppDesk,
  tools: PaperTools,
  appId: string,
  templateId: string,
  touched: (recordId: string) => void,
): Promise<Result<Uint8Array>> {
  const open = await openDraftOf(desk, appId);
  if (open === null) return fail('notFound');
  const whole = definitionSchemas.app.safeParse(open.draft?.body ?? open.published?.body);
  if (!whole.success)
    return fail('conflict', '書きかけのところがあります。「確かめるところ」を直すと、見本を作れます。');
  const app = whole.data as App as WorkApp;
  const template = app.work.documents?.find((one: RecordTemplate) => one.id === templateId);
  if (template === undefined) return fail('notFound');
  const sample = await newestRecord(desk, appId);
  if (sample !== null) touched(sample.id);
  const { actor } = desk;
  const now = new Date();
  return previewPaper(
    desk,
    tools,
    {
      definitions: await definitionsOf(desk.tx, desk.municipality),
      prepared: prepareAccess(app),
      app,
      fields: completeFields(app.fields as Field[]),
      form: prepareForm(app as never),
      at: {
        today: tokyoDate(now),
        now: tokyoStamp(now),
        actor: {
          staff: actor.id,
          department: actor.post?.department ?? null,
          departments: actor.departments,
          groups: actor.groups ?? [],
        },
      },
    },
    sample ?? { id: null, answers: {} },
    template,
    '見本です。文書番号は、作るときに付きます。',
  );
}

/** Without what this person may not read; null: there is none, or none for them. */
async function newestRecord(desk: AppDesk, appId: string): Promise<{ id: string; answers: Answers } | null> {
  const open = await openApp(desk, appId);
  if (!open.ok) return null;
  const page = await listRecords(open.value, { columns: [], sort: [], limit: 1 });
  const id = page.ok ? page.value.rows[0]?.id : undefined;
  const reached = id === undefined ? null : await reachEntry(desk, appId, id);
  if (reached === null || !reached.ok) return null;
  const { record, reach } = reached.value;
  return {
    id: record.id,
    answers: Object.fromEntries(
      Object.entries(record.answers).filter(([field]) => reach.reads(Number(field))),
    ),
  };
}
