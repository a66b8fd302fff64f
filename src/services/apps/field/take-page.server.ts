/** The page 「端末に持ち出す」: records of a list to choose from, and taking those that were chosen. */
import { printAnswer } from '#core/fields';
import { mostTaken, type TakenBox } from '#core/offline';
import { countOut, takeRecords } from '#core/offline.server';
import { isHeld } from '#core/policy';
import { heldIn } from '#core/protection.server';
import { viewsFor } from '#core/saved-views.server';
import { countRecords, listRecords, type OpenApp, readRecords, titleOf } from '#core/views.server';
import type { AppError } from '#kernel/errors';
import { ok, type Result } from '#kernel/result';
import { must } from '#platform/http.server';
import { entryDeskOf, refuse, type StaffScene, textIn } from '../record/desk.server.ts';
import { classesOf } from '../record/form-page.server.ts';
import { namesFor } from '../record/names.server.ts';
import { askedOf, chosenView } from '../table/asked-view.server.ts';
import { selectionIn } from '../table/bulk-form.server.ts';
import { appOf } from '../table/desk.server.ts';
import { drawBlank, drawForms } from './draw-forms.server.tsx';
import { drawPictures } from './draw-pictures.server.ts';
import { ownerWord } from './owner.server.ts';

export interface Offered {
  id: string;
  title: string;
  detail: string;
  /** 支援措置: it stays in the office. */
  sheltered: boolean;
}
export interface TakePage {
  hours: number;
  /** Boxes of this app that are out, whosever. */
  out: number;
  /** Id of the list that is shown; null: what was chosen in a list. */
  view: string | null;
  views: { id: string; title: string }[];
  records: Offered[];
  /** This person may add records: an empty form goes along. */
  blank: boolean;
  /** More are in the list than can be taken at once. */
  more: boolean;
}

/** The app, where this person may take something of it along: records to change, or an empty form; else there is no such page. */
export async function takableApp(scene: StaffScene): Promise<OpenApp> {
  const open = await appOf(scene);
  const { rows } = open.access;
  if (open.app.work.offline === undefined || (rows('edit') === false && rows('add') === false))
    return refuse();
  return open;
}

export async function takePage(scene: StaffScene, open: OpenApp): Promise<TakePage> {
  const views = await viewsFor(open);
  const asked = new URL(scene.request.url).searchParams.get('view');
  const view = chosenView(views, asked);
  const settled = must(await askedOf(open, view === null ? {} : { view: view.id }));
  return offered(scene, open, settled.asked, view?.id ?? null, views);
}

/** What was chosen in the list: single records, or all that it found. */
export async function chosenPage(scene: StaffScene, open: OpenApp): Promise<TakePage> {
  const chosen = must(await selectionIn(open, scene.form));
  const views = await viewsFor(open);
  return 'ids' in chosen
    ? { ...(await page(scene, open, chosen.ids, views)), view: null, more: chosen.ids.length > mostTaken }
    : offered(scene, open, chosen, null, views);
}

type Views = Awaited<ReturnType<typeof viewsFor>>;

async function offered(
  scene: StaffScene,
  open: OpenApp,
  asked: Parameters<typeof countRecords>[1],
  view: string | null,
  views: Views,
): Promise<TakePage> {
  const { rows } = must(await listRecords(open, { ...asked, limit: mostTaken }));
  const { count } = must(await countRecords(open, asked));
  const ids = rows.map((row) => row.id);
  return {
    ...(await page(scene, open, ids, views)),
    view,
    more: count > mostTaken && open.access.rows('edit') !== false,
  };
}

async function page(
  scene: StaffScene,
  open: OpenApp,
  ids: readonly string[],
  views: Views,
): Promise<Omit<TakePage, 'view' | 'more'>> {
  // Who may only add takes no record along: none is offered.
  const offeredIds = open.access.rows('edit') === false ? [] : ids.slice(0, mostTaken);
  const titles = open.fields.filter((one) => open.app.work.title.includes(one.field.code));
  const details = open.fields
    .filter(
      (one) => !titles.includes(one) && telling.has(one.field.type) && one.field.classification !== 'sealed',
    )
    .slice(0, 6);
  const shown = await readRecords(open, offeredIds, [...titles, ...details]);
  const fields = details.map((one) => one.field);
  const reader = {
    language: 'ja',
    names: await namesFor(
      open,
      fields,
      [...shown.values()].map((one) => one.answers),
    ),
  };
  const held = (await heldIn(open.desk.tx, open.definitions, [open], null)).get(open.app.id)!;
  scene.touched('record', [open.app.id, ...shown.keys()], classesOf(fields), 'record.list');
  return {
    hours: open.app.work.offline!.hours,
    out: await countOut(open.desk.tx, open.app.id),
    blank: open.access.rows('add') !== false,
    views: views.flatMap((one) => (one.view.kind === 'table' ? { id: one.id, title: one.title } : [])),
    records: [...shown].map(([id, { answers }]) => ({
      id,
      title: titleOf(titles, answers) || 'レコード',
      detail: fields
        .map((field) => printAnswer(field, answers[String(field.id)] ?? null, reader))
        .filter((word) => word !== '')
        .slice(0, 2)
        .join('　'),
      sheltered: isHeld(held, id),
    })),
  };
}

/** Types that say in a word where or what something is. */
const telling: ReadonlySet<string> = new Set([
  'text',
  'address',
  'choice',
  'reference',
  'date',
  'auto-number',
  'organisation',
  'staff',
]);

export async function take(
  scene: StaffScene,
  open: OpenApp,
): Promise<Result<{ box: TakenBox; left: { title: string; why: 'sheltered' | 'closed' }[] }, AppError>> {
  const taken = await takeRecords(entryDeskOf(scene), open.app.id, {
    ids: scene.form.getAll('record').map(String),
    label: textIn(scene.form, 'label'),
  });
  if (!taken.ok) return taken;
  const { box, key, takenAt, until, seen, blank, left } = taken.value;
  const titles = open.fields.filter((one) => open.app.work.title.includes(one.field.code));
  const kept = await readRecords(
    open,
    left.map((one) => one.id),
    titles,
  );
  const drawn = await drawForms(open, seen);
  const pictures = await drawPictures(scene, seen);
  return ok({
    box: {
      box,
      key,
      app: open.app.id,
      appTitle: open.app.title.ja,
      label: textIn(scene.form, 'label').trim(),
      owner: ownerWord(scene),
      takenAt: takenAt.toISOString(),
      until: until.toISOString(),
      records: drawn.map((one) => ({ ...one, pictures: pictures.get(one.id) ?? [] })),
      blank: blank === null ? null : await drawBlank(scene, open, blank),
    },
    left: left.map(({ id, why }) => ({
      title: titleOf(titles, kept.get(id)?.answers ?? {}) || 'レコード',
      why,
    })),
  });
}
