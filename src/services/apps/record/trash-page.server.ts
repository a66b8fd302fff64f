/** What lies in the trash of a work app, for whoever may delete there. */
import { trashDays } from '#core/entries.server';
import { listRecords, openApp, titleOf } from '#core/views.server';
import { must } from '#platform/http.server';
import { appIn, recordDeskOf, refuse, type StaffScene } from './desk.server.ts';
import { classesOf } from './form-page.server.ts';
import { selectDeletions } from './record.sql.ts';

export interface TrashPage {
  appId: string;
  title: string;
  rows: {
    id: string;
    title: string;
    at: string;
    who: string;
    /** Days until it is erased. */
    left: number;
    /** Where it was merged to; it cannot come back. */
    survivor: string | null;
  }[];
  more: boolean;
}

const shown = 200;

export async function trashPage(scene: StaffScene): Promise<TrashPage> {
  const view = must(await openApp(recordDeskOf(scene), appIn(scene)));
  if (view.access.rows('delete') === false) return refuse();
  const { app, shape, fields } = view;
  const titles = fields.filter((one) => app.work.title.includes(one.field.code));
  const listed = must(
    await listRecords(view, { trash: true, columns: titles.map((one) => one.field.code), limit: shown }),
  );
  const ids = listed.rows.map((row) => row.id);
  const gone = await selectDeletions(scene.tx, shape.table, app.id, ids);
  scene.touched('record', [app.id, ...ids], classesOf(titles.map((one) => one.field)), 'record.list');
  const rows = listed.rows.flatMap(({ id, answers }) => {
    const deletion = gone.get(id);
    if (deletion === undefined) return [];
    const days = (Date.now() - deletion.at.getTime()) / 86_400_000;
    return [
      {
        id,
        title: titleOf(titles, answers) || 'レコード',
        at: deletion.at.toISOString(),
        who: deletion.who ?? '',
        left: Math.max(0, Math.ceil(trashDays - days)),
        survivor: deletion.survivorId,
      },
    ];
  });
  rows.sort((one, other) => (one.at < other.at ? 1 : -1));
  return { appId: app.id, title: app.title.ja, rows, more: listed.next !== null };
}
