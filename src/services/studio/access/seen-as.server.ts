/** What one colleague meets in the app, in words: for whoever manages it. */
import { type AppDesk, readApp } from '#core/apps.server';
import { pointersIn, printAnswer, uuidPattern } from '#core/fields';
import { actorsOfStaff, namesOf } from '#core/people.server';
import { actWords, recordActs } from '#core/policy';
import { linksOf, openApp, type Reach, type RecordDesk, type SeenAs, seeAsPerson } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { today } from '../desk.server.ts';

export interface SeenPage {
  person: { id: string; name: string; posts: { id: string; text: string; chosen: boolean }[] };
  there: boolean;
  acts: { act: string; reach: Reach }[];
  fields: { label: string; read: Reach; edit: Reach }[];
  records: Exclude<SeenAs['records'], object> | null;
  columns: string[];
  leftOut: string[];
  rows: { id: string; cells: string[]; may: string }[];
  /** Of the records shown, for the audit. */
  ids: string[];
  classes: string[];
}

/** Not found: nobody of that name may sign in today, or the app is not theirs to manage. `postId` empty: the main post. */
export async function seenPage(
  desk: AppDesk & Pick<RecordDesk, 'now'>,
  appId: string,
  staffId: string,
  postId: string,
): Promise<Result<SeenPage>> {
  const app = await readApp(desk, appId);
  if (!app.ok) return app;
  const actors = uuidPattern.test(staffId) ? await actorsOfStaff(desk.tx, staffId) : [];
  const actor = actors.find((one) => one.postId === postId) ?? actors[0];
  if (actor === undefined) return fail('notFound');
  const seen = await seeAsPerson(desk, appId, actor);
  const page: SeenPage = {
    person: {
      id: staffId,
      name: actor.name,
      posts: actors.map((one) => ({
        id: one.postId ?? '',
        text: `${one.post?.departmentName ?? ''} ${one.post?.position ?? ''}`,
        chosen: one === actor,
      })),
    },
    there: seen.there,
    acts: recordActs.map((act) => ({ act: actWords[act], reach: seen.acts[act] })),
    fields: seen.fields.map(({ label, read, edit }) => ({ label, read, edit })),
    records: typeof seen.records === 'string' ? seen.records : null,
    columns: [],
    leftOut: [],
    rows: [],
    ids: [],
    classes: [],
  };
  if (typeof seen.records === 'string') return ok(page);
  const { columns, rows, leftOut } = seen.records;
  const own = await openApp(desk, appId);
  if (!own.ok) return ok(page);
  const fields = columns.map((one) => one.field);
  const answers = rows.map((one) => one.record.answers);
  const pointers = pointersIn(fields, answers);
  const names = await namesOf(desk.tx, pointers, today(), 'ja');
  // Titles of other records as the manager may know them.
  const records = Object.fromEntries(
    [
      ...(await linksOf(
        own.value,
        rows.map((one) => one.record),
        columns,
      )),
    ].map(([id, titles]) => [id, Object.fromEntries(titles)]),
  );
  return ok({
    ...page,
    columns: fields.map((field) => field.label.ja),
    leftOut,
    ids: rows.map((one) => one.record.id),
    classes: [...new Set(fields.map((field) => field.classification))].sort(),
    rows: rows.map(({ record, may }) => ({
      id: record.id,
      cells: fields.map((field) =>
        printAnswer(field, record.answers[String(field.id)], {
          language: 'ja',
          names: { ...names, records },
        }),
      ),
      may: may.map((act) => actWords[act]).join('・'),
    })),
  });
}
