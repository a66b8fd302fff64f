/** Everything that the page of a record shows, read through the access of whoever looks. */
import { mayBuild } from '#core/apps.server';
import { readComments, readLinks, type SeenRecord, seenRecord } from '#core/entries.server';
import { namesOf } from '#core/people.server';
import { historyOf, type OpenApp, openApp, openApps, titlesOf } from '#core/views.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import { must } from '#platform/http.server';
import { type ChangeRow, changeRows, valuesIn } from './change-words.ts';
import { appIn, entryDeskOf, recordDeskOf, recordIn, type StaffScene } from './desk.server.ts';
import { type FactSection, factSections } from './fact-rows.server.ts';
import { classesOf, shownAnswers } from './form-page.server.ts';
import { namesFor, relatedFor } from './names.server.ts';
import { recordHref } from './names.ts';
import { selectAuthors, selectFollowing } from './record.sql.ts';
import { type Shelter, shelterOf } from './shelter.server.ts';
import { titleIn } from './title.server.ts';

export interface HistoryEntry {
  revision: number;
  at: string;
  /** Empty: no member of staff. */
  who: string;
  department: string;
  mine: boolean;
  act: string | null;
  via: string | null;
  changes: ChangeRow[];
}

/** A part of the history, the newest part being the first. */
export interface HistoryPage {
  entries: HistoryEntry[];
  page: number;
  pages: number;
  total: number;
}

export interface CommentEntry {
  id: string;
  at: string;
  name: string;
  mine: boolean;
  body: string;
  /** Names of those it calls. */
  mentions: string[];
}

export interface RecordPage {
  appId: string;
  id: string;
  appTitle: string;
  title: string;
  revision: number;
  sections: FactSection[];
  may: {
    edit: boolean;
    delete: boolean;
    add: boolean;
    undo: boolean;
    /** Ask who else sees it, and why: whoever manages the app. */
    askWho: boolean;
  };
  history: HistoryPage;
  /** 支援措置: somebody in the record may be protected, or be the one from whom. Null: nobody is. */
  shelter: Shelter | null;
  /** Names of sealed fields that this person may empty. */
  emptiable: string[];
  comments: CommentEntry[];
  following: { mine: boolean; count: number };
  /** Apps whose records may be linked to this one. */
  apps: { id: string; title: string }[];
  links: { app: string; appTitle: string; id: string; href: string; title: string }[];
}

const shownHistory = 30;

/** `moved`: the id in the address is of a record that was merged into this one. */
export async function recordPage(
  scene: StaffScene,
  purpose: 'record.read' | 'record.print' = 'record.read',
): Promise<Result<{ page: RecordPage; moved: boolean; seen: SeenRecord; view: OpenApp }>> {
  const desk = entryDeskOf(scene);
  const view = must(await openApp(recordDeskOf(scene), appIn(scene)));
  const found = await seenRecord(desk, appIn(scene), recordIn(scene));
  if (!found.ok) return found;
  const seen = found.value;
  const { id, open, fields } = seen;
  const answers = shownAnswers(seen, seen.answers);
  const names = await namesFor(view, fields, [answers]);
  const related = await relatedFor(view, { id, answers });
  const reader = { language: 'ja', names: { ...names, related } };
  const all = await historyEntries(scene, view, id);
  if (!all.ok) return all;
  const comments = await readComments(desk, view.app.id, id);
  if (!comments.ok) return fail('notFound');
  scene.touched('record', [view.app.id, id], classesOf(fields), purpose);
  return ok({
    seen,
    view,
    moved: id !== recordIn(scene),
    page: {
      appId: view.app.id,
      id,
      appTitle: view.app.title.ja,
      title: titleIn(view, answers),
      revision: seen.revision,
      sections: await factSections(seen, view, reader),
      may: {
        edit: seen.reach.may('edit'),
        delete: seen.reach.may('delete'),
        add: open.access.rows('add') !== false,
        undo: seen.reach.may('edit') && canUndo(all.value),
        askWho: mayBuild(view.app, scene.actor),
      },
      shelter: await shelterOf(scene, seen),
      history: historyPage(all.value, new URL(scene.request.url).searchParams.get('history')),
      emptiable: seen.reach.may('edit')
        ? fields
            .filter((one) => one.classification === 'sealed' && seen.reach.edits(one.id))
            .map((one) => `f${one.id}`)
        : [],
      comments: await commentEntries(scene, comments.value.comments),
      following: await selectFollowing(scene.tx, view.app.id, id, scene.actor.id),
      apps: (await openApps(recordDeskOf(scene)))
        .filter((one) => one.access.rows('view') !== false)
        .map(({ app }) => ({ id: app.id, title: app.title.ja })),
      links: await linkEntries(scene, view.app.id, id),
    },
  });
}

function historyPage(all: HistoryEntry[], asked: string | null): HistoryPage {
  const pages = Math.max(1, Math.ceil(all.length / shownHistory));
  const page = Math.min(pages, Math.max(1, Number.parseInt(asked ?? '1', 10) || 1));
  const entries = all.slice((page - 1) * shownHistory, page * shownHistory);
  return { entries, page, pages, total: all.length };
}

/** One's own last change, if it is one that can be taken back at all; whether others wrote over it, the act itself finds out. */
function canUndo(history: readonly HistoryEntry[]): boolean {
  const mine = history.find((one) => one.mine && one.act !== 'repoint' && one.changes.length > 0);
  return mine !== undefined && mine.revision > 1 && mine.act !== 'merge';
}

/** Newest first, with names looked up once for all of it. */
export async function historyEntries(
  scene: StaffScene,
  view: OpenApp,
  id: string,
): Promise<Result<HistoryEntry[]>> {
  const found = await historyOf(view, id);
  if (!found.ok) return found;
  const fields = view.fields.map((one) => one.field);
  const reader = {
    language: 'ja',
    names: await namesFor(view, fields, valuesIn(found.value.map((row) => row.diff))),
  };
  const authors = await selectAuthors(scene.tx, [
    ...new Set(found.value.flatMap((row) => row.post_id ?? [])),
  ]);
  return ok(
    found.value.map((row) => {
      const author = row.post_id === null ? undefined : authors.get(row.post_id);
      return {
        revision: row.revision,
        at: row.at.toISOString(),
        who: author?.name ?? '',
        department: author?.department ?? '',
        mine: author !== undefined && author.staffId === scene.actor.id,
        act: row.act,
        via: row.via,
        changes: changeRows(row.diff, fields, reader),
      };
    }),
  );
}

type Comments = Extract<Awaited<ReturnType<typeof readComments>>, { ok: true }>['value']['comments'];

async function commentEntries(scene: StaffScene, rows: Comments): Promise<CommentEntry[]> {
  const called = {
    staff: new Set(rows.flatMap((row) => row.mentions)),
    departments: new Set<string>(),
    groups: new Set<string>(),
  };
  const { staff = {} } = await namesOf(scene.tx, called, tokyoDate(new Date()), 'ja');
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    name: row.name,
    mine: row.staff_id === scene.actor.id,
    body: row.body,
    mentions: row.mentions.flatMap((one) => staff[one] ?? []),
  }));
}

async function linkEntries(scene: StaffScene, appId: string, id: string): Promise<RecordPage['links']> {
  const ends = await readLinks(entryDeskOf(scene), appId, id);
  if (!ends.ok) return [];
  const found: RecordPage['links'] = [];
  for (const app of new Set(ends.value.ends.map((end) => end.appId))) {
    const there = await openApp(recordDeskOf(scene), app);
    if (!there.ok) continue;
    const ids = ends.value.ends.filter((end) => end.appId === app).map((end) => end.recordId);
    for (const [record, title] of await titlesOf(there.value, ids))
      found.push({
        app,
        appTitle: there.value.app.title.ja,
        id: record,
        href: recordHref(app, record),
        title: title || 'レコード',
      });
  }
  return found;
}
