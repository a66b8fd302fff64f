/** What publishing would do, and how the last publishing went, as plain data. */

import type { AppProblem, Publication } from '#core/apps';
import { type AppDesk, type AppState, readPublication, reviewDraft, selectFailures } from '#core/apps.server';
import { ok, type Result } from '#kernel/result';
import { type MendPlace, placeOf } from './place-of.ts';

export interface ProblemLine {
  text: string;
  place: MendPlace | null;
}

export interface ReviewPage {
  review: {
    errors: ProblemLine[];
    warnings: ProblemLine[];
    changes: { kind: string; text: string }[];
    effects: { kind: string; text: string; examples: string[] }[];
    records: number;
  } | null;
  /** The one on its way, else the one that the address names. */
  publication: {
    id: string;
    state: Publication['state'];
    version: number | null;
    problems: ProblemLine[];
    conversions: {
      id: string;
      text: string;
      total: number;
      done: number;
      failed: number;
      failures: string[];
    }[];
  } | null;
}

const shownFailures = 20;

export async function reviewPage(
  desk: AppDesk,
  app: AppState,
  asked: string | null,
): Promise<Result<ReviewPage>> {
  const named = asked !== null && uuid.test(asked) ? await readPublication(desk, asked) : null;
  const last = app.running ?? (named?.ok && named.value.appId === app.appId ? named.value : null);
  // While a publishing is on its way the draft is not looked at anew every other second.
  const review = app.draft === null || app.running !== null ? null : await reviewDraft(desk, app.appId);
  if (review !== null && !review.ok) return review;
  const lines = (problems: readonly AppProblem[]) =>
    problems.map(({ path, ja }) => ({ text: ja, place: path === '' ? null : placeOf(path, app.body) }));
  const found = review?.value;
  return ok({
    review:
      found === undefined
        ? null
        : {
            errors: lines(found.problems.filter((one) => one.level === 'error')),
            warnings: lines(found.problems.filter((one) => one.level === 'warning')),
            changes: found.changes.map(({ kind, ja }) => ({ kind, text: ja })),
            effects: found.effects.map(({ kind, ja, examples }) => ({ kind, text: ja, examples })),
            records: found.records,
          },
    publication: last === null ? null : await publicationOf(desk, app, last, lines(last.problems)),
  });
}

async function publicationOf(desk: AppDesk, app: AppState, last: Publication, problems: ProblemLine[]) {
  const labels = new Map(app.body.fields.map((field) => [field.id, field.label?.ja ?? field.code]));
  const conversions = [];
  for (const one of last.conversions) {
    const field = one.toFields.map((id) => labels.get(id)).find((label) => label !== undefined);
    conversions.push({
      id: one.id,
      text: conversionWords[one.kind](field),
      total: one.total,
      done: one.done,
      failed: one.failed,
      failures:
        one.failed === 0
          ? []
          : (await selectFailures(desk.tx, one.id, null, shownFailures)).map((each) => each.recordId),
    });
  }
  return { id: last.id, state: last.state, version: last.version, problems, conversions };
}

const conversionWords = {
  convert: (field?: string) =>
    `${field === undefined ? '値' : `「${field}」の値`}を新しい種類に変換しています`,
  recalculate: (field?: string) =>
    `${field === undefined ? '計算する項目' : `「${field}」`}を計算し直しています`,
  reindex: () => '検索できるように並べ直しています',
};

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
