/** One Latin spelling for what people write as juminhyo, jūminhyō, jyuminhyou or zyuminhyo. Pure. */

const rows: Record<string, string> = {
  '': 'アイウエオ',
  k: 'カキクケコ',
  s: 'サシスセソ',
  t: 'タチツテト',
  n: 'ナニヌネノ',
  h: 'ハヒフヘホ',
  m: 'マミムメモ',
  r: 'ラリルレロ',
  g: 'ガギグゲゴ',
  z: 'ザジズゼゾ',
  d: 'ダ＿＿デド',
  b: 'バビブベボ',
  p: 'パピプペポ',
};
const letters = new Map<string, string>([
  ...Object.entries(rows).flatMap(([consonant, row]) =>
    [...row].map((kana, index) => [kana, `${consonant}${'aiueo'[index]}`] as const),
  ),
  ...Object.entries({
    ヂ: 'zi',
    ヅ: 'zu',
    ヤ: 'ya',
    ユ: 'yu',
    ヨ: 'yo',
    ワ: 'wa',
    ヲ: 'o',
    ン: 'n',
    ヴ: 'bu',
  }),
  ...Object.entries({ ァ: 'a', ィ: 'i', ゥ: 'u', ェ: 'e', ォ: 'o', ッ: '', ー: '', '-': '' }),
]);
const glides: Record<string, string> = { ャ: 'ya', ュ: 'yu', ョ: 'yo' };

/** Of a text in katakana (as search folds it); null when anything else is in it. */
export function romajiOfKana(text: string): string | null {
  let out = '';
  for (const kana of text) {
    const glide = glides[kana];
    const letter = glide ?? letters.get(kana);
    if (letter === undefined) return null;
    out = glide === undefined ? out + letter : out.replace(/i$/, '') + glide;
  }
  return out === '' ? null : short(out);
}

/** Of a word typed in Latin letters; null when it is something else. */
export function romajiOfLatin(word: string): string | null {
  const plain = word.normalize('NFD').replace(/[\u0302\u0304'’-]/g, '');
  if (!/^[a-z]{3,}$/.test(plain)) return null;
  return short(
    plain
      .replace(/tch|ch|ty/g, 'ty')
      .replace(/sh|sy/g, 'sy')
      .replace(/jy|j/g, 'zy')
      .replace(/([tsz])yi/g, '$1i')
      .replace(/tsu/g, 'tu')
      .replace(/f/g, 'h')
      .replace(/di/g, 'zi')
      .replace(/du/g, 'zu')
      .replace(/m(?=[bp])/g, 'n'),
  );
}

/** Long vowels and double consonants count once: hikkoshi and hikoshi, jumin and juumin. */
function short(text: string): string {
  return text.replace(/ou/g, 'o').replace(/(.)\1+/g, '$1');
}
