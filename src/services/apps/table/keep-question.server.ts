/** The list as it stands, kept as a view: its columns, its order, and every condition that narrows it. Words of a search are of the moment. */
import { saveView } from '#core/saved-views.server';
import type { OpenApp } from '#core/views.server';
import { ok, type Result } from '#kernel/result';
import { askedOf } from './asked-view.server.ts';
import type { AppScene } from './desk.server.ts';
import { type KeptView, mostColumns, type TableQuestion } from './model.ts';

export async function keepQuestion(
  { touched }: Pick<AppScene, 'touched'>,
  open: OpenApp,
  { question, title, shared }: { question: TableQuestion; title: string; shared: boolean },
): Promise<Result<KeptView>> {
  const settled = await askedOf(open, question);
  if (!settled.ok) return settled;
  const { view, asked } = settled.value;
  const table = view?.view.kind === 'table' ? view.view : null;
  const columns = asked.columns ?? open.fields.slice(0, mostColumns).map((one) => one.field.code);
  const saved = await saveView(open, {
    title,
    view: {
      kind: 'table',
      columns,
      sort: (asked.sort ?? []).map(({ field, descending = false }) => ({ field, descending })),
      frozen: table?.frozen ?? 0,
      totals: table?.totals ?? [],
      ...(asked.filter === undefined ? {} : { filter: asked.filter }),
    },
    shared,
    audience: {},
    first: false,
  });
  if (!saved.ok) return saved;
  touched('view', [open.app.id, saved.value], [], 'view.save');
  return ok({ id: saved.value });
}
