/** Test helper: a city whose staff build apps, and the worker that publishes them. */
import { sql } from 'kysely';
import type { App } from '#core/definitions';
import type { DefinedField } from '#core/fields';
import { noticeHandlers } from '#core/notices.server';
import type { StaffActor } from '#core/policy';
import { processHandlers } from '#core/record-process.server';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createLog } from '#platform/log.server';
import { deliverAll } from '#platform/outbox.server';
import type { TestCity } from '../../../scripts/test/city.ts';
import {
  type AppDesk,
  appHandlers,
  convertAll,
  createApp,
  openDraft,
  publishDraft,
  saveDraft,
} from './index.server.ts';

export interface Building {
  city: TestCity;
  actor: StaffActor;
  /** Somebody else who may build apps. */
  other: StaffActor;
  desk<T>(work: (desk: AppDesk) => Promise<T>, actor?: StaffActor): Promise<T>;
  /** What the worker does with what waits; without `convert` it stops where values would be converted. */
  work(options?: { convert?: boolean }): Promise<void>;
  /** Creates an app with these fields and publishes it. */
  publishNew(fields: DefinedField[], more?: Partial<App>): Promise<string>;
  /** Changes the published app and asks for publishing. */
  change(appId: string, edit: (body: App) => App): Promise<string>;
  close(): Promise<void>;
}

/** In a test city of one's own. */
export async function openBuilding(): Promise<Building> {
  const { createTestCity } = await import('../../../scripts/test/city.ts');
  const city = await createTestCity();
  return { ...(await buildingOf(city)), city, close: () => city.close() };
}

/** In any city with the packs of the demo, for benches too. */
export async function buildingOf(
  city: Pick<TestCity, 'code' | 'admin' | 'staff' | 'worker'>,
): Promise<Omit<Building, 'city' | 'close'>> {
  const people = await city.admin.tenant(city.code, 'owner', async (tx) => {
    const { rows } = await sql<{
      staff: string;
      post: string;
      department: string;
      position: string;
      rank: number;
    }>`
      SELECT DISTINCT ON (staff_id) staff_id AS staff, id AS post, department, position, rank FROM posts
      WHERE roles @> ARRAY['check'] AND valid_to IS NULL ORDER BY staff_id, id LIMIT 2`.execute(tx);
    return rows;
  });
  const [actor, other] = people.map(actorOf) as [StaffActor, StaffActor];
  const desk = <T>(work: (desk: AppDesk) => Promise<T>, who = actor): Promise<T> =>
    city.staff.tenant(city.code, 'staff', (tx) => work({ tx, municipality: city.code, actor: who }));
  const handlers = {
    ...appHandlers,
    ...noticeHandlers({ staffOrigin: '' }),
    ...processHandlers({ log: createLog('silent', 'test') }),
    'mail.send': { zone: 'worker' as const, handle: async () => undefined },
  };
  const work: Building['work'] = async ({ convert = true } = {}) => {
    await deliverAll({ db: city.worker, handlers }, city.code);
    if (convert) await convertAll(city.worker, city.code, { batch: 200, pauseMs: 0 });
  };
  return {
    actor,
    other,
    desk,
    work,
    async publishNew(fields, more = {}) {
      const draft = unwrap(
        await desk((at) => createApp(at, { title: '試しのアプリ', definition: definition(fields, more) })),
      );
      await desk(async (at) => unwrap(await publishDraft(at, draft)));
      await work();
      return draft.appId;
    },
    async change(appId, edit) {
      const id = await desk(async (at) => {
        const draft = unwrap(await openDraft(at, appId));
        const saved = unwrap(await saveDraft(at, { ...draft, body: edit(draft.body) }));
        return unwrap(await publishDraft(at, saved.draft)).publicationId;
      });
      return id;
    },
  };
}

/** A form with all fields on one page. */
export function definition(fields: DefinedField[], more: Partial<App> = {}): Partial<App> {
  const typed = fields.filter((field) => field.type !== 'formula');
  return {
    fields: fields as App['fields'],
    form: {
      pages: [
        {
          id: 'one',
          title: { ja: '一枚目' },
          minutes: 1,
          items: typed.map((field) => ({ field: field.code })),
        },
      ],
    },
    ...more,
  };
}

/** The same app with other fields, all on its page. */
export const withFields = (body: App, fields: DefinedField[]): App => ({
  ...body,
  ...(definition(fields) as Pick<App, 'fields' | 'form'>),
});

export const field = (id: number, type: string, more: Partial<DefinedField> = {}): DefinedField =>
  ({ id, code: `項目${id}`, type, label: { ja: `項目 ${id}` }, options: {}, ...more }) as DefinedField;

export type { Tx };

function actorOf(row: {
  staff: string;
  post: string;
  department: string;
  position: string;
  rank: number;
}): StaffActor {
  return {
    kind: 'staff',
    id: row.staff,
    sessionHash: null,
    postId: row.post,
    stage: 'full',
    name: '試験',
    post: {
      id: row.post,
      staffId: row.staff,
      department: row.department,
      departmentName: '',
      position: row.position,
      rank: row.rank,
      roles: ['check'],
      kind: 'main',
    },
    departments: [row.department],
    above: [row.department],
    standsInFor: [],
  };
}
