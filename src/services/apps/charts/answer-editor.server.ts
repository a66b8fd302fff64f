/** What the editor of views posts: to keep the view, or to see how it would look. */
import { data } from 'react-router';
import { groupQuestion, type ViewWish } from '#core/saved-views';
import type { OpenApp } from '#core/views.server';
import { type AppError, sentenceOf, statusOf } from '#kernel/errors';
import type { Result } from '#kernel/result';
import type { AppScene } from '../table/desk.server.ts';
import { type Behind, recordsOf } from './drill-down.server.ts';
import { wishIn } from './read-wish.server.ts';
import { type Shown, showView } from './show-view.server.ts';
import { sourceWords } from './source-words.ts';

/** Rows of the preview of a table. */
const few = 10;

export interface EditorAnswer {
  message?: string | undefined;
  issues?: { path: string; message: string }[] | undefined;
  preview?: { shown: Omit<Shown, 'classes'>; source: string } | { rows: Behind } | undefined;
}

/** `keep` redirects when all is well. */
export async function answerEditor(
  scene: AppScene,
  open: OpenApp,
  keep: (wish: ViewWish) => Promise<Result<unknown>>,
) {
  const wish = wishIn(scene.form);
  if (!wish.ok) return failed(wish.error);
  if (scene.form.get('intent') === 'preview') return preview(scene, open, wish.value);
  const kept = await keep(wish.value);
  return kept.ok ? data<EditorAnswer>({}) : failed(kept.error);
}

async function preview(scene: AppScene, open: OpenApp, { view }: ViewWish) {
  if (view.kind === 'table') {
    const rows = await recordsOf(open, view.filter ?? '', view.columns, few);
    if (!rows.ok) return failed(rows.error);
    const { classes, ...rest } = rows.value;
    scene.touched('record', [open.app.id, ...rest.rows.map((row) => row.id)], classes, 'record.list');
    return data<EditorAnswer>({ preview: { rows: rest } });
  }
  if (groupQuestion(view) === null) return failed({ code: 'invalid' });
  const shown = await showView(open, view);
  if (!shown.ok) return failed(shown.error);
  const { classes, ...rest } = shown.value;
  scene.touched('record', [open.app.id], classes, 'record.group');
  return data<EditorAnswer>({
    preview: { shown: rest, source: sourceWords(rest, open.app.title.ja, open.at.now) },
  });
}

const failed = (error: AppError) =>
  data<EditorAnswer>(
    error.issues === undefined ? { message: messageOf(error) } : { issues: error.issues.map(placed) },
    { status: statusOf(error) },
  );

const messageOf = (error: AppError): string =>
  error.code === 'conflict'
    ? 'ほかの画面で先に直されています。ページを読み直してから、もう一度直してください。入力したものは、このページに残っています。'
    : sentenceOf(error);

/** `columns[3]`, `rows[0].field` lead to the control that holds them. */
const placed = ({ path, message }: { path: string; message: string }) => ({
  path: path.replace(/[[.].*$/, '').replace(/^rows$/, 'rows'),
  message,
});
