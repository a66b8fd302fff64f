/** What the page 「分析に使う」 says of an app: what analysts read, under which names, and why the rest stays out. */

import { whyOut } from '#core/analysis';
import { type AppAnalysis, type AppDesk, readAnalysis } from '#core/apps.server';
import { ok, type Result } from '#kernel/result';
import { momentText, staffNames } from './desk.server.ts';

export interface AnalysisPage {
  version: number;
  /** Null: not open. */
  open: { by: string; at: string } | null;
  views: AppAnalysis['views'];
  texts: { path: string; label: string; open: boolean }[];
  left: { path: string; label: string; why: string }[];
}

/** Null while the app is not published. */
export async function analysisPage(desk: AppDesk, appId: string): Promise<Result<AnalysisPage | null>> {
  const read = await readAnalysis(desk, appId);
  if (!read.ok) return read;
  if (read.value === null) return ok(null);
  const { version, open, plan, views } = read.value;
  const nameOf = await staffNames(desk, [open?.openedBy ?? null]);
  const labelled = (one: { field: { label: { ja: string } }; within: string | null }) =>
    one.within === null ? one.field.label.ja : `${one.within}：${one.field.label.ja}`;
  return ok({
    version,
    open: open === null ? null : { by: nameOf(open.openedBy), at: momentText(open.openedAt) },
    views,
    texts: plan.texts.map((one) => ({ path: one.path, label: labelled(one), open: one.open })),
    left: plan.left.map((one) => ({ path: one.path, label: labelled(one), why: whyOut[one.why] })),
  });
}
