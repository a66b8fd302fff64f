/**
 * Publishing, as the builder: the new shape, then the new version. With changed types in two steps: first the new columns, which
 * every write fills from then on; once all values that were there are converted, the version that uses them.
 */
import { dropAnalysis, layAnalysis } from '#core/analysis.server';
import type { App } from '#core/definitions';
import { insertDefinition, ownPack, raiseEpoch } from '#core/definitions.server';
import { post, read } from '#core/exchange.server';
import { completeField, type Field, isWorkedOut } from '#core/fields';
import { tellPeople } from '#core/notices.server';
import { actorsOfStaff } from '#core/people.server';
import type { StaffActor } from '#core/policy';
import {
  applyShape,
  conversionProblem,
  countRecords,
  finishReindex,
  planShape,
  type ShapeConversion,
  selectShape,
} from '#core/records.server';
import type { Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import type { Deliver } from '#platform/outbox.server';
import { hasErrors } from './check-app.ts';
import { checkAround } from './check-around.server.ts';
import { same } from './compare-apps.ts';
import { insertConversion } from './conversions.sql.ts';
import { openApp } from './desk.server.ts';
import { settleDraft } from './drafts.sql.ts';
import type { AppProblem } from './model.ts';
import { endPublication, lockPublication, type PublicationRow, selectVersion } from './publications.sql.ts';
import { readWhole } from './read-body.server.ts';
import { sightOf } from './sight.ts';
import { typedApp } from './typed-app.ts';

/** Idempotent: what is on its way or over is left alone. */
export async function onPublish({ tx, message, municipality }: Deliver): Promise<void> {
  const { publicationId } = read('app.publish', message.payload);
  const row = await lockPublication(tx, publicationId);
  if (row === null || row.state !== 'waiting') return;
  const problems = await problemsOf(tx, municipality, row);
  if (hasErrors(problems)) return refuse(tx, row, problems);
  if (row.retypes.length === 0) return finishPublication(tx, municipality, row);
  await beginConversions(tx, row);
}

/** Looked at again where it is done: what was right when it was asked for need not be now. */
async function problemsOf(tx: Tx, municipality: string, row: PublicationRow): Promise<AppProblem[]> {
  const actor = await managerOf(tx, municipality, row);
  if (actor === null) return [notTheirs];
  const newest = await selectVersion(tx, row.appId);
  if ((newest?.version ?? null) !== row.basedOn)
    return [
      {
        path: '',
        level: 'error',
        ja: 'ほかの版が先に公開されました。変更を確かめて、もう一度公開してください。',
        en: 'Another version was published first.',
      },
    ];
  const whole = readWhole(row.body);
  if (!whole.ok) return whole.error;
  const former = row.rolledBackTo === null ? null : await selectVersion(tx, row.appId, row.rolledBackTo);
  const agreed = [newest, former].flatMap((one) => one?.body ?? []);
  const checked = await checkAround(tx, whole.value, sightOf(actor, agreed));
  return hasErrors(checked) ? checked : await shapeProblems(tx, row);
}

/**
 * Whoever asked, as they are now; null when they have left the post or may not manage the app any more. Between asking and doing
 * there may be hours (a worker that was stopped, a million values to convert), and somebody may have been moved because of this app.
 */
async function managerOf(tx: Tx, municipality: string, row: PublicationRow): Promise<StaffActor | null> {
  const actors = await actorsOfStaff(tx, row.requestedBy);
  const actor = actors.find((one) => one.postId === row.postId);
  if (actor === undefined) return null;
  return (await openApp({ tx, municipality, actor }, row.appId)) === null ? null : actor;
}

const notTheirs: AppProblem = {
  path: '',
  level: 'error',
  ja: '公開を頼んだ人が、いまはこの業務アプリを管理していません。管理する人が、もう一度公開してください。',
  en: 'Whoever asked does not manage this app any more.',
};

async function shapeProblems(tx: Tx, row: PublicationRow): Promise<AppProblem[]> {
  const shape = await selectShape(tx, row.appId);
  const plan = planShape(typedApp(row.body), shape);
  if (plan.ok) return [];
  return (plan.error.issues ?? []).map(({ path, message }) => ({
    path,
    level: 'error' as const,
    ja: message,
    en: 'The tables cannot be changed like this.',
  }));
}

async function refuse(tx: Tx, row: PublicationRow, problems: AppProblem[]): Promise<void> {
  await endPublication(tx, row.id, { state: 'refused', problems });
  await audit(tx, row, 'app.publish.refused');
  await tell(tx, row, 'refused');
}

/** The new columns join what is published; nothing else changes for anybody yet. */
async function beginConversions(tx: Tx, row: PublicationRow): Promise<void> {
  const published = (await selectVersion(tx, row.appId))!.body;
  const shape = (await selectShape(tx, row.appId))!;
  const [before, after] = [fieldsOf(published), fieldsOf(row.body)];
  const begun: ShapeConversion[] = row.retypes.map(({ from, to }) => ({
    from,
    to,
    source: before.get(from)!,
    target: after.get(to)!,
  }));
  const broken = begun.flatMap((one) => {
    const problem = conversionProblem(one.source, one.target);
    return problem === null
      ? []
      : [{ path: '', level: 'error' as const, ja: problem, en: 'Cannot be converted.' }];
  });
  if (broken.length > 0) return refuse(tx, row, broken);
  // Going back: from now on values follow the other way round.
  const others = (shape.conversions ?? []).filter(
    (one) => !begun.some((now) => now.to === one.from || (now.from === one.from && now.to === one.to)),
  );
  const targets = begun.map((one) => one.target);
  const known = new Set(published.fields.map((field) => field.id));
  const joined = typedApp({
    ...published,
    fields: [...published.fields, ...targets.filter((field) => !known.has(field.id))] as App['fields'],
  });
  applied(await applyShape(tx, joined, [...others, ...begun]));
  const total = await countRecords(tx, shape);
  for (const one of begun)
    await insertConversion(tx, {
      appId: row.appId,
      publicationId: row.id,
      kind: 'convert',
      fromField: one.from,
      toFields: [one.to],
      total,
    });
  await endPublication(tx, row.id, { state: 'converting' });
}

/** The new version is in force for whoever reads the definitions next. */
export async function finishPublication(tx: Tx, municipality: string, row: PublicationRow): Promise<void> {
  const before = await selectVersion(tx, row.appId);
  // A pack was loaded while values were converted: what was agreed to is not what would be published.
  if ((before?.version ?? null) !== row.basedOn)
    return refuse(tx, row, [
      {
        path: '',
        level: 'error',
        ja: '変換の途中で、ほかの版が公開されました。',
        en: 'Another version came first.',
      },
    ]);
  // While values were converted, rights may have gone and other apps may have changed: nothing of it is in force without them.
  const since = row.state === 'converting' ? await problemsOf(tx, municipality, row) : [];
  if (hasErrors(since)) return refuse(tx, row, since);
  // First, while nothing is locked: somebody may be reading them.
  await dropAnalysis(tx, row.appId);
  applied(await applyShape(tx, typedApp(row.body)));
  const version =
    (await insertDefinition(tx, {
      kind: 'app',
      id: row.appId,
      effectiveFrom: row.body.effectiveFrom,
      body: row.body,
      pack: ownPack,
    })) ?? before!.version;
  await insertDefinition(tx, {
    kind: 'pack',
    id: ownPack,
    effectiveFrom: '1900-01-01',
    body: ownPackBody,
    pack: ownPack,
  });
  await layAnalysis(tx, row.appId);
  await raiseEpoch(tx);
  const { process } = row.body.work ?? {};
  if (process !== undefined && !same(process.states, before?.body.work?.process?.states))
    await post(tx, 'process.begin', { appId: row.appId, after: null });
  if (before !== null) await beginBackground(tx, row, before.body);
  if (row.draftRevision !== null)
    await settleDraft(tx, row.appId, { revision: row.draftRevision, version, retypes: row.retypes });
  await endPublication(tx, row.id, { state: 'published', version });
  await audit(tx, row, 'app.publish');
  await tell(tx, row, 'published');
}

/** So that what the city built can be handed on like any other pack. */
const ownPackBody = {
  kind: 'pack',
  id: ownPack,
  version: '1.0.0',
  title: { ja: 'この市で作った業務アプリ', en: 'Apps built by this city' },
  licence: 'Apache-2.0',
  requires: [],
};

/** Stored results of formulas that changed, or that use what was converted; then what search says of the records. */
async function beginBackground(tx: Tx, row: PublicationRow, before: App): Promise<void> {
  const formulas = (app: App) =>
    new Map(app.fields.filter((one) => isWorkedOut(one.type)).map((one) => [one.id, one.options]));
  const [old, now] = [formulas(before), formulas(row.body)];
  const differing = [...now].some(([id, options]) => !same(old.get(id), options));
  const recalculates = now.size > 0 && (differing || row.retypes.length > 0);
  const shape = (await selectShape(tx, row.appId))!;
  const reindexes = shape.search !== undefined && (shape.search.stale === true || recalculates);
  const total = recalculates || reindexes ? await countRecords(tx, shape) : 0;
  if (total === 0) return reindexes ? finishReindex(tx, row.body) : undefined;
  const begin = (kind: 'recalculate' | 'reindex', toFields: number[]) =>
    insertConversion(tx, { appId: row.appId, publicationId: row.id, kind, fromField: null, toFields, total });
  if (recalculates) await begin('recalculate', [...now.keys()]);
  if (reindexes) await begin('reindex', []);
}

const fieldsOf = (app: App): Map<number, Field> =>
  new Map(typedApp(app).fields.map((field) => [field.id, completeField(field)]));

/** It was planned a moment ago in the same transaction. */
function applied(result: Result<unknown>): void {
  if (!result.ok) throw new Error('a shape that was planned could not be applied');
}

/** Whoever asked may be elsewhere by now. */
const tell = (tx: Tx, row: PublicationRow, kind: 'published' | 'refused'): Promise<void> =>
  tellPeople(tx, { kind, app: row.appId, about: row.id, to: [row.requestedBy], by: null });

/** In the name of whoever asked. */
function audit(tx: Tx, row: PublicationRow, act: string): Promise<void> {
  return insertAudit(tx, {
    zone: 'worker',
    actorKind: 'staff',
    actorId: row.requestedBy,
    postId: row.postId,
    act,
    noun: 'app',
    ids: [row.appId],
    fieldClasses: [],
    purpose: null,
    requestId: null,
  });
}
