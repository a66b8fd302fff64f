/** Loads packs into a municipality: one transaction as its owner, or nothing. A second load changes nothing. */
import { layAnalysis } from '#core/analysis.server';
import { typedApp } from '#core/apps';
import { recalculateAreas } from '#core/apps.server';
import { type DefinitionKind, insertDefinition, isOwn, ownPack, raiseEpoch } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import { importOrganisation, importStaff, type StaffPlan } from '#core/people.server';
import { applyShape, selectShape } from '#core/records.server';
import { tokyoDate } from '#kernel/dates';
import { err, ok, type Result } from '#kernel/result';
import type { Database, Tx } from '#platform/db.server';
import { checkPacks } from './check-pack.server.ts';
import { indexOf, type PackContent, type PackProblem } from './model.ts';
import { upsertPostCodes } from './packs.sql.ts';
import { readPack } from './read-pack.server.ts';

export interface LoadReport {
  /** `kind/id` of definitions that got a new version. */
  definitions: string[];
  /** Apps whose tables were created or extended. */
  shapes: string[];
  departments: number;
  postCodes: number;
  staff: Pick<StaffPlan, 'joins' | 'moves' | 'leaves'>;
  changed: boolean;
  warnings: PackProblem[];
}

/** Ends the transaction with the problems found inside it. */
class Refused extends Error {
  readonly problems: PackProblem[];
  constructor(problems: PackProblem[]) {
    super('pack refused');
    this.problems = problems;
  }
}

/** `db` logs in as the administrator, who may act as the owner. Folders in the order they require each other. */
export async function loadPacks(
  db: Database,
  municipality: string,
  directories: string[],
  options: { check?: boolean } = {},
): Promise<Result<LoadReport, PackProblem[]>> {
  const packs = await Promise.all(directories.map(readPack));
  const found = options.check === false ? packs.flatMap((pack) => pack.problems) : checkPacks(packs);
  if (found.some((one) => one.level === 'error')) return err(found);
  try {
    return ok(await db.tenant(municipality, 'owner', (tx) => writePacks(tx, packs, found)));
  } catch (error) {
    if (error instanceof Refused) return err(error.problems);
    throw error;
  }
}

async function writePacks(tx: Tx, packs: PackContent[], warnings: PackProblem[]): Promise<LoadReport> {
  const staff: LoadReport['staff'] = { joins: [], moves: [], leaves: [] };
  const report: LoadReport = {
    definitions: [],
    shapes: [],
    departments: 0,
    postCodes: 0,
    staff,
    changed: false,
    warnings,
  };
  const today = tokyoDate(new Date());
  const organisation = indexOf(packs).organisations.at(-1);
  let staffChanged = false;
  for (const pack of packs) {
    const prefix = pack.pack?.id ?? '';
    for (const one of pack.definitions) {
      if (prefix !== ownPack && (await isOwn(tx, one.kind, one.id))) {
        warnings.push(keptOwn(one.file));
        continue;
      }
      const effectiveFrom = 'effectiveFrom' in one.body ? one.body.effectiveFrom : '1900-01-01';
      const row = {
        kind: one.kind satisfies DefinitionKind,
        id: one.id,
        effectiveFrom,
        body: one.body,
        pack: prefix,
      };
      const isNew = (await insertDefinition(tx, row)) !== null;
      if (isNew) report.definitions.push(`${one.kind}/${one.id}`);
      if (one.kind === 'app') {
        const hadRecords = (await selectShape(tx, one.id)) !== null;
        const shape = await applyShape(tx, typedApp(one.body));
        if (!shape.ok)
          throw new Refused(
            (shape.error.issues ?? []).map((issue) => problem(one.file, issue.path, issue.message)),
          );
        if (shape.value.changed) report.shapes.push(one.id);
        if (isNew && hadRecords) await layAnalysis(tx, one.id);
        if (isNew && hadRecords && one.body.work?.process !== undefined)
          await post(tx, 'process.begin', { appId: one.id, after: null });
      }
      if (one.kind === 'organisation') report.departments += (await importOrganisation(tx, one.body)).changed;
    }
    report.postCodes += await upsertPostCodes(tx, pack.postCodes);
    if (pack.staffCsv === null || organisation === undefined) continue;
    // A pack only adds staff: whom the city's own orders moved since then stays moved.
    const imported = await importStaff(tx, organisation, pack.staffCsv, {
      asOf: today,
      complete: false,
      seed: true,
      dryRun: false,
    });
    if (!imported.ok)
      throw new Refused(
        (imported.error.issues ?? []).map((issue) => problem('staff.csv', issue.path, issue.message)),
      );
    const plan = imported.value;
    for (const key of ['joins', 'moves', 'leaves'] as const) staff[key].push(...plan[key]);
    staffChanged ||=
      plan.newPosts.length + plan.changedPosts.length + plan.newPeople.length + plan.changedPeople.length > 0;
  }
  const layers = report.definitions.flatMap((one) => (one.startsWith('layer/') ? [one.slice(6)] : []));
  await recalculateAreas(tx, layers);
  report.changed =
    report.definitions.length + report.shapes.length + report.departments + report.postCodes > 0 ||
    staffChanged;
  if (report.changed) await raiseEpoch(tx);
  return report;
}

function problem(file: string, path: string, ja: string): PackProblem {
  return { file, path, level: 'error', ja, en: 'The tables or the staff list cannot be changed like this.' };
}

function keptOwn(file: string): PackProblem {
  return {
    file,
    path: '',
    level: 'warning',
    ja: 'この業務アプリは、この市で直して公開したものを残しました。パックの内容は読み込んでいません。',
    en: 'The city has changed this app itself: its own version stays, the pack was not loaded here.',
  };
}
