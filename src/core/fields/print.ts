/** One answer as a line of text; empty for no answer. */
import { contracts } from './contracts.ts';
import { printingWith, type Reader, say } from './messages.ts';
import type { Field, Json } from './model.ts';

/** A value that only the zone holding its key can read; see core/applications. */
export function isSealedValue(value: Json | undefined): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.sealed === 'string'
  );
}

export function printAnswer(field: Field, value: Json | undefined, reader: Reader | string): string {
  if (value === null || value === undefined) return '';
  const who: Reader = typeof reader === 'string' ? { language: reader } : reader;
  if (isSealedValue(value)) return say('sealed', who);
  return printingWith(who, () => contracts[field.type].print(value, field, who.language, who.names));
}
