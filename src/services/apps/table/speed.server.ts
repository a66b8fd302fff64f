/** 「この一覧を速くする」, for those who build the app; for others there is nothing to be told. */
import {
  askForIndex,
  indexName,
  mayBuild,
  mostAsks,
  selectIndexAsks,
  selectIndexes,
  takeBackIndex,
} from '#core/apps.server';
import { explainQuestion, indexOfParts, type OpenApp, viewsServed } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { askedOf } from './asked-view.server.ts';
import type { AppScene } from './desk.server.ts';
import type { ListSpeed, TableQuestion } from './model.ts';

/** From so many records on a list without an index is felt; below, only where it was. */
const felt = 20_000;

export async function speedOf(
  scene: AppScene,
  open: OpenApp,
  question: TableQuestion,
  slow: boolean,
): Promise<Result<ListSpeed>> {
  const { tx, actor } = open.desk;
  if (!mayBuild(open.app, actor)) return fail('notFound');
  scene.touched('app', [open.app.id], [], 'app.index.look');
  const explained = await explain(open, question);
  if (!explained.ok) return explained;
  const { index, size } = explained.value;
  const asks = await selectIndexAsks(tx, open.app.id);
  const rows = await selectIndexes(tx, open.app.id);
  const asked = asks.map(({ key, parts }): ListSpeed['asked'][number] => {
    const wanted = indexOfParts(open.app, open.shape, parts);
    const row = wanted === null ? undefined : rows.find((one) => one.name === indexName(wanted));
    const ids = [...parts.equal, ...parts.range, ...parts.sort.map((one) => one.field)];
    const state =
      wanted === null || row?.state === 'failed' || row?.state === 'over'
        ? 'failed'
        : row?.state === 'ready' || row?.state === 'building'
          ? row.state
          : 'waiting';
    return {
      key,
      words: [...new Set(ids)].map((id) => open.all.get(id)?.label.ja ?? '').join('・'),
      state,
      views: wanted === null ? [] : viewsServed(open.app, open.shape, wanted),
    };
  });
  const known = index !== null && asks.some((one) => one.key === index.key);
  return ok({
    offer: index !== null && !known && (slow || size >= felt),
    asked,
    full: asks.length >= mostAsks,
  });
}

export async function quicken(
  scene: AppScene,
  open: OpenApp,
  question: TableQuestion,
): Promise<Result<ListSpeed>> {
  if (!mayBuild(open.app, open.desk.actor)) return fail('notFound');
  const explained = await explain(open, question);
  if (!explained.ok) return explained;
  const { index, parts } = explained.value;
  if (index === null || parts === null)
    return fail('conflict', 'この一覧は、もう速くできるところまで速くなっています。');
  const done = await askForIndex(open.desk, open.app.id, { key: index.key, parts });
  return done.ok ? speedOf(scene, open, question, false) : done;
}

export async function slower(
  scene: AppScene,
  open: OpenApp,
  question: TableQuestion,
  key: string,
): Promise<Result<ListSpeed>> {
  const done = await takeBackIndex(open.desk, open.app.id, key);
  return done.ok ? speedOf(scene, open, question, false) : done;
}

async function explain(open: OpenApp, question: TableQuestion) {
  const asked = await askedOf(open, question);
  return asked.ok ? explainQuestion(open, asked.value.asked) : asked;
}
