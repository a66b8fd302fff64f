/** What keeps a name from being accepted. Run on a normalised name. */
import type { Issue } from '#kernel/errors';
import { checkCharacters, isKatakana, lenWithoutVS } from '#kernel/text';
import type { PersonName } from './person-name.ts';

/** Longest part, in characters as people count them. */
export const maxNameLength = 100;

const labels: Record<string, string> = {
  family: '氏',
  given: '名',
  single: '氏名',
  romanised: 'ローマ字の氏名',
  alias: '通称',
  formerFamily: '旧氏',
  'kana.family': '氏のフリガナ',
  'kana.given': '名のフリガナ',
  'kana.single': '氏名のフリガナ',
};

/**
 * The issues of a name, `path` naming the part (`family`, `kana.given`); empty when it can be accepted. The parts of its kind are
 * required; readings, romanised form, 通称 and 旧氏 never are, but what is given must be usable.
 */
export function validateName(name: PersonName): Issue[] {
  const issues: Issue[] = [];
  const parts: [path: string, text: string | undefined, required: boolean][] = [
    ...(name.kind === 'two'
      ? ([
          ['family', name.family, true],
          ['given', name.given, true],
        ] as [string, string, boolean][])
      : ([['single', name.single, true]] as [string, string, boolean][])),
    ['romanised', name.romanised, false],
    ['alias', name.alias, false],
    ['formerFamily', name.formerFamily, false],
    ['kana.family', name.kana?.family, false],
    ['kana.given', name.kana?.given, false],
    ['kana.single', name.kana?.single, false],
  ];
  for (const [path, text = '', required] of parts) {
    const message = problemOf(path, text, required);
    if (message !== undefined) issues.push({ path, message });
  }
  return issues;
}

function problemOf(path: string, text: string, required: boolean): string | undefined {
  const label = labels[path] ?? path;
  if (text === '') return required ? `${label}を入力してください。` : undefined;
  const [bad] = checkCharacters(text);
  if (bad) return `${label}の${bad.message}`;
  if (/\n/.test(text)) return `${label}は改行せずに入力してください。`;
  if (lenWithoutVS(text) > maxNameLength) return `${label}は${maxNameLength}文字までで入力してください。`;
  if (path.startsWith('kana.') && !isKatakana(text)) {
    return `${label}はカタカナで入力してください。フリガナがないときは空欄のままで構いません。`;
  }
  if (path === 'romanised' && !/^[\p{sc=Latin}\p{M}\s.,'’\-‐]+$/u.test(text)) {
    return `${label}はローマ字で入力してください。例：YAMADA TARO`;
  }
  return undefined;
}
