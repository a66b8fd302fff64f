/** What is printed in place of characters no font has: the one thing a person may write onto a paper that is numbered already. */
import type { Issue } from '#kernel/errors';
import { checkCharacters, normaliseTypedLine } from '#kernel/text';

/** The character that is missing, and what is printed instead. */
export type Substitute = readonly [character: string, instead: string];

/** What of a text no font has, as `Pdf` says it. */
export interface Glyphs {
  checkGlyphs(text: string): { missing: readonly unknown[] };
}

/** Room for a reading in kana, and none for a sentence. The fields of both forms say the same. */
export const longestSubstitute = 8;

/**
 * One substitute for each character that is missing, as typed by a person and checked; what was sent for any other character is
 * not looked at. `issues` by code point, in the words for staff. A substitute that no font has either is refused here: replaced in
 * its turn, character by character, one would grow into sentences.
 */
export function readSubstitutes(
  missing: readonly { character: string; codePoint: string }[],
  typed: Readonly<Record<string, string>>,
  fonts: Glyphs,
): { used: Substitute[]; issues: Issue[] } {
  const used = missing.map(
    ({ character }): Substitute => [character, normaliseTypedLine(typed[character] ?? '')],
  );
  const issues = missing.flatMap(({ codePoint }, at) => {
    const message = problemOf(used[at]![1], fonts);
    return message === undefined ? [] : [{ path: codePoint, message }];
  });
  return { used, issues };
}

function problemOf(instead: string, fonts: Glyphs): string | undefined {
  if (instead === '') return '代わりの文字を入れてください。';
  // Code points, selectors too: they stand in the reason as well, and nothing there may grow without end.
  if ([...instead].length > longestSubstitute)
    return `代わりの文字は、${longestSubstitute}文字までで入れてください。`;
  const [unkept] = checkCharacters(instead);
  if (unkept !== undefined) return unkept.message;
  return fonts.checkGlyphs(instead).missing.length > 0
    ? 'この字も印刷できません。ほかの字を入れてください。'
    : undefined;
}
