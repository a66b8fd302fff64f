/** Half-width katakana (JIS X 0201) and back. */

const half = '｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝﾞﾟ';
const full =
  '。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜';

const toFull = new Map<string, string>();
for (let i = 0; i < half.length; i++) toFull.set(half.charAt(i), full.charAt(i));
addMarked('ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳﾜｦ', 'ガギグゲゴザジズゼゾダヂヅデドバビブベボヴヷヺ', 'ﾞ');
addMarked('ﾊﾋﾌﾍﾎ', 'パピプペポ', 'ﾟ');

function addMarked(bases: string, joined: string, mark: string): void {
  for (let i = 0; i < bases.length; i++) toFull.set(bases.charAt(i) + mark, joined.charAt(i));
}

const toHalf = new Map<string, string>();
toFull.forEach((fullChar, halfChars) => {
  toHalf.set(fullChar, halfChars);
});

/** ｶﾞｷﾞ → ガギ: half-width kana and their punctuation become full width, (han)dakuten joined where a joined kana exists. */
export function halfKanaToFull(text: string): string {
  return text.replace(/[\uff61-\uff9f][ﾞﾟ]?/g, (pair) => {
    const joined = toFull.get(pair);
    if (joined !== undefined) return joined;
    return [...pair].map((char) => toFull.get(char) ?? char).join('');
  });
}

/**
 * ガギ → ｶﾞｷﾞ: full-width katakana and their punctuation become half width. Kana without a half-width form
 * (ヰヱヮヵヶ, ヸヹ) and everything else stay. Composes か + U+3099 first.
 */
export function fullKanaToHalf(text: string): string {
  return text
    .replace(/[\u30a1-\u30fa][\u3099\u309a]/g, (pair) => pair.normalize('NFC'))
    .replace(/[\u3001\u3002\u300c\u300d\u309b\u309c\u30a1-\u30fc]/g, (char) => toHalf.get(char) ?? char);
}
