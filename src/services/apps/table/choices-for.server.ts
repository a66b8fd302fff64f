/** What may be chosen in a cell. */
import type { Choices } from '#core/fields';
import { choicesOf } from '#core/people.server';
import { pagePorts } from '#core/relations.server';
import type { OpenApp } from '#core/views.server';
import { fail, ok, type Result } from '#kernel/result';
import { type AppScene, deskOf } from './desk.server.ts';

const pointing = ['user', 'department', 'group', 'reference'];

export async function choicesFor(
  scene: AppScene,
  open: OpenApp,
  code: string,
  text: string | undefined,
): Promise<Result<Choices>> {
  const field = open.fields.find((one) => one.field.code === code)?.field;
  if (field === undefined || !pointing.includes(field.type)) return fail('notFound');
  scene.touched('record', [open.app.id], [], 'record.choices');
  if (text !== undefined && text.trim() !== '')
    return ok(await pagePorts(deskOf(scene), [field]).find(field, text));
  const all = await choicesOf(scene.tx, [field], open.at.today);
  return ok(all[String(field.id)] ?? { entries: [], all: false });
}
