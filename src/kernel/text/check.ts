/** Characters that cannot be kept, each named for the person who typed or pasted it. */
import { isPrivateUse } from './code-points.ts';

export interface CharacterProblem {
  kind: 'privateUse' | 'loneSurrogate' | 'control' | 'noncharacter';
  codePoint: number;
  /** Place counted in characters from 1. */
  position: number;
  message: string;
}

/** U+E000 in the usual spelling. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The characters of a text that cannot be kept: private use (外字), halves of broken characters, controls other than
 * tab and line feed, and noncharacters. Empty when all is well. Run after normaliseTyped, which already takes controls away.
 */
export function checkCharacters(text: string): CharacterProblem[] {
  const problems: CharacterProblem[] = [];
  let position = 0;
  for (const char of text) {
    position++;
    const codePoint = char.codePointAt(0) ?? 0;
    const kind = kindOf(codePoint);
    if (kind)
      problems.push({ kind, codePoint, position, message: messages[kind](position, char, codePoint) });
  }
  return problems;
}

function kindOf(code: number): CharacterProblem['kind'] | undefined {
  if (isPrivateUse(code)) return 'privateUse';
  if (code >= 0xd800 && code <= 0xdfff) return 'loneSurrogate';
  if ((code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f)) return 'control';
  if ((code & 0xfffe) === 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)) return 'noncharacter';
  return undefined;
}

const messages: Record<CharacterProblem['kind'], (position: number, char: string, code: number) => string> = {
  privateUse: (position, char, code) =>
    `${position}文字目の「${char}」（${codePointName(code)}）は外字のため、ほかの機械では別の文字になることがあり、使えません。よく似た文字か、かなで入力してください。`,
  loneSurrogate: (position) => `${position}文字目の文字が壊れています。消して、もう一度入力してください。`,
  control: (position, _char, code) =>
    `${position}文字目に、目に見えない制御文字（${codePointName(code)}）が入っています。消して、もう一度入力してください。`,
  noncharacter: (position, _char, code) =>
    `${position}文字目に、文字ではない符号（${codePointName(code)}）が入っています。消して、もう一度入力してください。`,
};
