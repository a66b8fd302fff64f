/** The many ways in which lists say yes and no. Pure. */

const pairs: readonly (readonly [yes: string, no: string])[] = [
  ['はい', 'いいえ'],
  ['有', '無'],
  ['有り', '無し'],
  ['あり', 'なし'],
  ['○', '×'],
  ['可', '否'],
  ['該当', '非該当'],
  ['済', '未'],
  ['true', 'false'],
  ['yes', 'no'],
  ['on', 'off'],
];
const yes = new Set([...pairs.map(([word]) => word), '〇', '◯', '✓', '✔', 'レ', '1']);
const no = new Set([...pairs.map(([, word]) => word), '✕', '✖', '0']);
/** Words of a pair that are kept as the names of yes and no; the others are はい and いいえ. */
const kept = new Set(['有', 'あり', '有り', '可', '該当', '済']);

const plainOf = (cell: string): string => cell.normalize('NFKC').trim().toLowerCase();

/** Null when the cell says neither. */
export function yesNoOf(cell: string): boolean | null {
  const plain = plainOf(cell);
  return yes.has(plain) ? true : no.has(plain) ? false : null;
}

/** Names for yes and no as this column writes them; numbers alone are no words. */
export function yesNoNames(cells: readonly string[]): { yes?: { ja: string }; no?: { ja: string } } {
  const words = new Set(cells.map(plainOf));
  const pair = pairs.find(([word, opposite]) => kept.has(word) && (words.has(word) || words.has(opposite)));
  return pair === undefined ? {} : { yes: { ja: pair[0] }, no: { ja: pair[1] } };
}
