/** The apps one person may build: published ones they manage, drafts they began, those out of use. */
import type { App, WorkApp } from '#core/definitions';
import { type Definitions, definitionsOf } from '#core/definitions.server';
import { accessOf, prepareAccess, type StaffActor, staffMay } from '#core/policy';
import { type AppDesk, todayInTokyo } from './desk.server.ts';
import { type DraftHead, type RetiredApp, selectDraftHeads, selectRetirements } from './drafts.sql.ts';
import { selectPublishedTimes } from './publications.sql.ts';

/** What a list says of an app: of the published version, or of the draft where there is none yet. */
export interface AppEntry {
  appId: string;
  title: string;
  description: string;
  /** 所管. */
  department: string;
  fields: number;
  standardisedSystem: App['standardisedSystem'];
  /** Null while it was never published. */
  version: number | null;
  publishedAt: Date | null;
  draft: DraftHead | null;
  retired: RetiredApp | null;
}

/** By title. Whoever oversees all apps finds all of them. */
export async function listApps(desk: AppDesk): Promise<AppEntry[]> {
  const { tx, actor, municipality } = desk;
  if (!staffMay(actor, 'app.build')) return [];
  const oversees = staffMay(actor, 'app.oversee');
  const definitions = await definitionsOf(tx, municipality);
  const [heads, retirements, times] = [
    await selectDraftHeads(tx),
    await selectRetirements(tx),
    await selectPublishedTimes(tx),
  ];
  const drafts = new Map(heads.map((one) => [one.appId, one]));
  const retired = new Map(retirements.map((one) => [one.appId, one]));
  const published = definitions.apps(todayInTokyo()).filter(({ body }) => body.work !== undefined);
  const entries = published
    .filter(({ body, version }) => oversees || manages(definitions, body as WorkApp, version, actor))
    .map(
      ({ body, version }): AppEntry => ({
        appId: body.id,
        title: body.title.ja,
        description: body.description?.ja ?? '',
        department: body.work!.department,
        fields: body.fields.length,
        standardisedSystem: body.standardisedSystem,
        version,
        publishedAt: times.get(body.id) ?? null,
        draft: drafts.get(body.id) ?? null,
        retired: retired.get(body.id) ?? null,
      }),
    );
  const known = new Set(published.map(({ body }) => body.id));
  const begun = heads
    .filter((one) => !known.has(one.appId) && (oversees || one.createdBy === actor.id))
    .map(
      (one): AppEntry => ({
        appId: one.appId,
        title: one.title,
        description: '',
        department: one.department ?? '',
        fields: one.fields,
        standardisedSystem: 'out-of-scope',
        version: null,
        publishedAt: null,
        draft: one,
        retired: null,
      }),
    );
  return [...entries, ...begun].sort((one, other) => collator.compare(one.title, other.title));
}

const collator = new Intl.Collator('ja');

/** As `mayManage`, with the rules read once for as long as the definitions live. */
function manages(definitions: Definitions, app: WorkApp, version: number, actor: StaffActor): boolean {
  const prepared = definitions.derived(`manage:${app.id}@${version}`, () => prepareAccess(app));
  return accessOf(prepared, actor).rows('manage') === true;
}
