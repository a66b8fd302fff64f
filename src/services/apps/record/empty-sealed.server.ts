/** Takes the value of one sealed field away. The form cannot: it shows none, and what stays blank there is left as it was. */
import { type EntryError, editRecord, type Saved, seenRecord } from '#core/entries.server';
import { fail, type Result } from '#kernel/result';
import { appIn, entryDeskOf, numberIn, recordIn, type StaffScene, textIn } from './desk.server.ts';

const longest = 200;

/** For whoever may change the field, with a reason; undone like any change of one's own. */
export async function emptySealed(scene: StaffScene): Promise<Result<Saved, EntryError>> {
  const desk = entryDeskOf(scene);
  const found = await seenRecord(desk, appIn(scene), recordIn(scene));
  if (!found.ok) return found;
  const { id, open, fields } = found.value;
  const path = textIn(scene.form, 'path');
  const field = fields.find((one) => `f${one.id}` === path && one.classification === 'sealed');
  if (field === undefined) return fail('notFound');
  const why = textIn(scene.form, 'why').trim();
  if (why === '' || why.length > longest)
    return fail('invalid', `なぜ空にするかを、${longest}文字以内で入力してください。`);
  const revision = numberIn(scene.form, 'revision');
  const saved = await editRecord(desk, open.app.id, id, { revision, changes: { [String(field.id)]: null } });
  if (saved.ok && !saved.value.unchanged)
    scene.touched('record', [open.app.id, id], ['sealed'], 'record.emptySealed', why);
  return saved;
}
