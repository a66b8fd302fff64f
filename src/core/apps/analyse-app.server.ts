/**
 * 「分析に使う」: whoever manages an app lets analysts read its records by SQL, without any field that is about people. An act by
 * itself and no part of the definition: a pack that travels to another city must not open anything there.
 */
import { type AnalysisPlan, layAnalysis, planAnalysis, selectStanding, viewsOf } from '#core/analysis.server';
import { post, read } from '#core/exchange.server';
import { selectShape } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import { schemaOf } from '#platform/db.server';
import type { Deliver } from '#platform/outbox.server';
import { deleteAnalysis, type OpenForAnalysis, selectAnalysis, upsertAnalysis } from './analysis.sql.ts';
import { type AppDesk, auditApp, isWorkApp, openApp } from './desk.server.ts';

export interface AppAnalysis {
  /** Of the definition that was looked at; 0 while there is none. */
  version: number;
  open: OpenForAnalysis | null;
  /** With the texts that are let out. */
  plan: AnalysisPlan;
  /** As analysts find them, in the order of the plan; `ready`: the worker has made it. */
  views: { name: string; ready: boolean; columns: string[] }[];
}

/** Not found for whoever may not build the app; null while it is not published. */
export async function readAnalysis(desk: AppDesk, appId: string): Promise<Result<AppAnalysis | null>> {
  const app = await openApp(desk, appId);
  if (app === null) return fail('notFound');
  const { published } = app;
  if (published === null || !isWorkApp(published.body)) return ok(null);
  const open = await selectAnalysis(desk.tx, appId);
  const plan = planAnalysis(published.body, new Set(open?.texts ?? []));
  const shape = await selectShape(desk.tx, appId);
  const wanted = shape === null ? [] : viewsOf(plan, published.body, shape, schemaOf(desk.municipality));
  const standing = (await selectStanding(desk.tx)).filter((one) => one.appId === appId);
  const views = wanted.map((view) => {
    const there = standing.find((one) => one.part === view.part);
    return {
      name: there?.name ?? view.wish,
      ready: there !== undefined && there.digest === view.digest,
      columns: view.columns.map((one) => one.name),
    };
  });
  return ok({ version: published.version, open, plan, views });
}

export interface AnalysisInput {
  appId: string;
  /** The version whose fields were looked at: what nobody looked at is not opened. */
  version: number;
  /** Paths of the free texts that are about no person. */
  texts: readonly string[];
}

/** Turns it on, or changes which texts go out. */
export async function openAnalysis(desk: AppDesk, input: AnalysisInput): Promise<Result<undefined>> {
  const app = await openApp(desk, input.appId);
  if (app === null || app.published === null || !isWorkApp(app.published.body)) return fail('notFound');
  if (app.published.version !== input.version)
    return fail('conflict', 'ほかの版が公開されました。出る項目をもう一度確かめてください。');
  const { texts } = planAnalysis(app.published.body, new Set());
  const possible = new Set(texts.map((one) => one.path));
  if (!input.texts.every((path) => possible.has(path)))
    return fail('invalid', '自由に書ける項目の選び方が正しくありません。画面をひらき直してください。');
  const before = await selectAnalysis(desk.tx, input.appId);
  await upsertAnalysis(desk.tx, { appId: input.appId, texts: [...new Set(input.texts)], by: desk.actor.id! });
  await post(desk.tx, 'app.analyse', { appId: input.appId });
  await auditApp(desk, before === null ? 'app.analysis.open' : 'app.analysis.change', input.appId);
  return ok();
}

/** Holds at once: every view asks whether its app is open. The worker takes the views away afterwards. */
export async function closeAnalysis(desk: AppDesk, appId: string): Promise<Result<undefined>> {
  if ((await openApp(desk, appId)) === null) return fail('notFound');
  if (!(await deleteAnalysis(desk.tx, appId))) return fail('conflict');
  await post(desk.tx, 'app.analyse', { appId });
  await auditApp(desk, 'app.analysis.close', appId);
  return ok();
}

/** As builder. Idempotent. */
export async function onAnalyse({ tx, message }: Deliver): Promise<void> {
  await layAnalysis(tx, read('app.analyse', message.payload).appId);
}
