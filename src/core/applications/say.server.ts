/** Sentences of the language definitions, for mails and other texts made on the server. */

import type { Definitions } from '#core/definitions.server';
import { fill } from '#kernel/localized';

export type Say = (key: string, values?: Record<string, string | number>) => string;

/** Falls back to Japanese; a key nobody wrote stays visible. */
export function sayIn(definitions: Definitions, language: string): Say {
  const languages = definitions.languages();
  const own = languages.find((one) => one.id === language)?.texts;
  const japanese = languages.find((one) => one.id === 'ja')?.texts;
  return (key, values) => fill(own?.[key] ?? japanese?.[key] ?? key, values ?? {});
}
