/** Sentences of the fields of a page, for its script, which carries none. */
import { type MessageCode, say, sentencesFor } from '#core/fields';
import type { ReadField } from '#core/views.server';

/** Said of pages by the server, of a list by its script too. */
const named: MessageCode[] = [
  'names.unknown',
  'names.hidden',
  'names.deleted',
  'sealed',
  'area.within',
  'area.outside',
];

export function textsFor(fields: readonly ReadField[]): Record<string, string> {
  const reader = { language: 'ja' };
  const types = fields.flatMap(({ field }) => [
    field.type,
    ...(field.fields ?? []).map((child) => child.type),
  ]);
  return {
    ...sentencesFor(types, reader),
    ...Object.fromEntries(named.map((code) => [`fields.${code}`, say(code, reader)])),
  };
}
