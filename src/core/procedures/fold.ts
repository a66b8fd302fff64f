/** Texts and queries in the forms in which they are compared. Pure. */
import { normaliseForSearch } from '#kernel/text';
import { romajiOfKana, romajiOfLatin } from './romaji.ts';

export interface Folded {
  plain: string;
  /** Its kanji only. */
  bare: string;
  romaji: string | null;
  /** Each pair of neighbouring letters once. */
  pairs: string[];
  /** Short enough to stand in a sentence, long enough to mean something there. */
  spoken: boolean;
}

export function foldText(text: string): Folded {
  const plain = loose(text);
  const bare = kanjiOnly(text);
  return {
    plain,
    bare,
    romaji: romajiOfKana(normaliseForSearch(text)),
    pairs: pairsOf(plain),
    spoken: plain.length <= 12 && (plain.length >= 3 || (plain.length === 2 && bare === plain)),
  };
}

/** A word of a query: its romaji is what was typed in Latin letters. */
export function foldQuery(word: string): Folded {
  return { ...foldText(word), romaji: romajiOfLatin(word.toLowerCase()) };
}

export function pairsOf(text: string): string[] {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at++) pairs.add(text.slice(at, at + 2));
  return [...pairs];
}

/** Particles and politeness between words say nothing about what is wanted. */
const filler =
  /(について|をしたい|がしたい|したい|を知りたい|ください|の手続き?|手続き?|方法|申請|申し?込み?)$/u;

const englishFiller = new Set(
  'a an the to of for in on at my your our i we me you is am are be do does how what where can want need get got from and or with have'.split(
    ' ',
  ),
);

export function wordsOf(query: string): Folded[] {
  const raw = query
    .normalize('NFKC')
    .split(/[\s、。，．・,/?!]+/u)
    // A letter left over from typing kana: こせきとうほn.
    .map((word) => word.replace(/(?<=[ぁ-ゖァ-ヶー一-龠])[a-z]{1,2}$/u, ''))
    .filter((word) => word !== '');
  const telling = raw.filter((word) => !englishFiller.has(word.toLowerCase()));
  return telling
    .map((word) => foldQuery(word.replace(filler, '') || word))
    .filter((word) => word.plain !== '');
}

const small: Record<string, string> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ッ: 'ツ',
  ヮ: 'ワ',
};

/** Folded, without spaces and long-vowel strokes, small kana enlarged. */
export function loose(text: string): string {
  return normaliseForSearch(text)
    .replace(/[ァィゥェォャュョッヮ]/g, (kana) => small[kana] ?? kana)
    .replace(/[\s\p{P}\p{S}]/gu, '');
}

/** 引っ越し, 引越し and 引越 have the same kanji: okurigana does not count between and after them. */
function kanjiOnly(text: string): string {
  const kanji = text.normalize('NFKC').replace(/[^\p{sc=Han}々]/gu, '');
  return loose(kanji);
}

const voiced = new Map(
  [...'カガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボ'].flatMap(
    (_kana, at, all) => (at % 2 === 0 ? [[all[at]!, all[at + 1]!] as const] : []),
  ),
);

/** A pair of kana with each letter voiced or not: dots are left out on a phone (すいとう for すいどう). Null: no kana in it. */
export function voicedForms(pair: string): string[] | null {
  const forms = [...pair].map((letter) => [letter, ...(voiced.has(letter) ? [voiced.get(letter)!] : [])]);
  if (forms.every((one) => one.length === 1)) return null;
  return forms[0]!.flatMap((first) => forms[1]!.map((second) => first + second));
}
