/** Opens one sealed value of a record for this moment. An act: who looked, in which post, and what for is written down. */
import { seenRecord } from '#core/entries.server';
import { printAnswer } from '#core/fields';
import { openAnswers, recordPlace } from '#core/sealing.server';
import { openApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { appIn, entryDeskOf, recordDeskOf, recordIn, type StaffScene, textIn } from './desk.server.ts';
import { namesFor } from './names.server.ts';

const longest = 200;

/** For whoever may read the field; without a purpose nothing is opened. */
export async function revealField(scene: StaffScene): Promise<Result<{ path: string; text: string }>> {
  const desk = entryDeskOf(scene);
  const found = await seenRecord(desk, appIn(scene), recordIn(scene));
  if (!found.ok) return found;
  const { open, id, fields, answers } = found.value;
  const path = textIn(scene.form, 'path');
  const purpose = textIn(scene.form, 'purpose').trim();
  const field = fields.find((one) => `f${one.id}` === path && one.classification === 'sealed');
  const value = field === undefined ? undefined : answers[String(field.id)];
  if (field === undefined || value === undefined) return fail('notFound');
  if (purpose === '' || purpose.length > longest)
    return fail('invalid', undefined, [
      { path: 'purpose', message: `何のために見るかを、${longest}文字以内で入力してください。` },
    ]);
  const view = await openApp(recordDeskOf(scene), open.app.id);
  if (!view.ok) return view;
  const opened = await openAnswers(desk.seals, recordPlace(open.app.id, id), { [String(field.id)]: value });
  const reader = { language: 'ja', names: await namesFor(view.value, [field], [opened]) };
  scene.touched('record', [open.app.id, id], ['sealed'], 'record.reveal', purpose);
  return ok({ path, text: printAnswer(field, opened[String(field.id)], reader) });
}
