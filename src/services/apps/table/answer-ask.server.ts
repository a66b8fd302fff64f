/** Answers what the table asks for. */

import { conditionFieldsOf } from '#core/saved-views.server';
import { type OpenApp, positionsOf, totalsOf, withinTime } from '#core/views.server';
import { appError } from '#kernel/errors';
import { ok, type Result } from '#kernel/result';
import { must, Refusal } from '#platform/http.server';
import { type Ask, askSchema } from './ask.server.ts';
import { askedOf } from './asked-view.server.ts';
import { choicesFor } from './choices-for.server.ts';
import type { AppScene } from './desk.server.ts';
import { keepQuestion } from './keep-question.server.ts';
import { openTable, readPage } from './read-rows.server.ts';
import { saveCells } from './save-cells.server.ts';
import { quicken, slower, speedOf } from './speed.server.ts';
import { touchedRows } from './touched-rows.server.ts';

export async function answerAsk(scene: AppScene, open: OpenApp): Promise<unknown> {
  return must(await withinTime(open, () => answer(scene, open, askIn(scene.form))));
}

/** The one field of the form; what no page of ours sends ends the request. */
function askIn(form: FormData): Ask {
  const text = form.get('ask');
  try {
    const read = askSchema.safeParse(JSON.parse(typeof text === 'string' ? text : ''));
    if (read.success) return read.data;
  } catch {
    // Not JSON: as wrong as any other.
  }
  throw new Refusal(appError('invalid'));
}

async function answer(scene: AppScene, open: OpenApp, ask: Ask): Promise<Result<unknown>> {
  if (ask.kind === 'open') {
    const opened = await openTable(open, ask.question);
    if (!opened.ok) return opened;
    const { table, read } = opened.value;
    touchedRows(scene, open, table.first.rows, read);
    return ok(table);
  }
  if (ask.kind === 'page') {
    const { question, kind: _kind, limit, ...place } = ask;
    const page = await readPage(open, question, place, limit);
    if (!page.ok) return page;
    const { read, ...rest } = page.value;
    touchedRows(scene, open, rest.rows, read);
    return ok(rest);
  }
  if (ask.kind === 'cells') return ok(await saveCells(scene, open, ask));
  if (ask.kind === 'choices') return choicesFor(scene, open, ask.field, ask.text);
  if (ask.kind === 'keep') return keepQuestion(scene, open, ask);
  if (ask.kind === 'speed') return speedOf(scene, open, ask.question, ask.slow);
  if (ask.kind === 'quicken') return quicken(scene, open, ask.question);
  if (ask.kind === 'slower') return slower(scene, open, ask.question, ask.key);
  if (ask.kind === 'conditions') {
    scene.touched('view', [open.app.id], [], 'view.plan');
    return ok(await conditionFieldsOf(open, ask.question.filter));
  }
  scene.touched('record', [open.app.id], [], 'record.list');
  const asked = await askedOf(open, ask.question);
  if (!asked.ok) return asked;
  return ask.kind === 'positions'
    ? positionsOf(open, asked.value.asked, ask.parts)
    : totalsOf(open, asked.value.asked);
}
