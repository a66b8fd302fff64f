/** The app on the other side of a field, as the person may use it. */
import type { Field } from '#core/fields';
import { type OpenApp, openApp, type ReadField, type RecordDesk } from '#core/views.server';

/** Null: there is no such app for this person. */
export async function targetOf(desk: RecordDesk, field: Pick<Field, 'options'>): Promise<OpenApp | null> {
  const opened = await openApp(desk, String(field.options.app));
  return opened.ok ? opened.value : null;
}

/** Of these codes the fields this person may read. */
export const readable = (open: OpenApp, codes: readonly string[]): ReadField[] =>
  codes.flatMap((code) => open.fields.find((one) => one.field.code === code) ?? []);
