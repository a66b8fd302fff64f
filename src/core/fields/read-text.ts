/** What the text-like types share: one normal form, and characters that cannot be kept. */
import type { Issue } from '#kernel/errors';
import { checkCharacters, lenWithoutVS, normaliseTyped, normaliseTypedLine } from '#kernel/text';
import { typedIn } from './control-names.ts';
import { issue, type Reader } from './messages.ts';
import type { Typed } from './model.ts';

export const readLine = (typed: Typed, name: string): string => normaliseTypedLine(typedIn(typed, name));
export const readText = (typed: Typed, name: string): string => normaliseTyped(typedIn(typed, name));

/** The first character that cannot be kept, as an issue. */
export function characterIssues(text: string, reader: Reader, path = ''): Issue[] {
  const problem = checkCharacters(text)[0];
  if (problem === undefined) return [];
  const char = String.fromCodePoint(problem.codePoint);
  return [
    reader.language === 'ja'
      ? { path, message: problem.message }
      : issue('characters', reader, { position: problem.position, char }, path),
  ];
}

export function lengthIssues(
  text: string,
  min: number | undefined,
  max: number,
  reader: Reader,
  path = '',
): Issue[] {
  const length = lenWithoutVS(text);
  if (length > max) return [issue('text.long', reader, { max, length }, path)];
  if (min !== undefined && length < min) return [issue('text.short', reader, { min, length }, path)];
  return [];
}
