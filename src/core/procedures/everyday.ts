/** A sentence as people say it, in terms that procedures are written in. Pure. */
import { everydayWords } from './everyday-words.ts';
import { loose } from './fold.ts';

interface Row {
  said: string;
  forms: string[];
}

/** A part of a sentence: any of its forms will do. */
export interface Term {
  forms: string[];
  /** A word that means something; a verb that nothing answers was said for politeness. */
  telling: boolean;
}

/** Longest first, so that 勝手な離婚 is not taken for 離婚. */
const rows: readonly Row[] = everydayWords
  .flatMap(({ said, means }) => {
    const forms = [...said, ...means].map(loose);
    return said.map((one) => ({ said: loose(one), forms: [...new Set(forms)] }));
  })
  .sort((a, b) => b.said.length - a.said.length);

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' });

/** Everyday words in it with all their forms, and what words are left. */
export function everydayIn(plain: string, query: string): Term[] {
  const terms: Term[] = [];
  const taken: string[] = [];
  const whole = query.normalize('NFKC');
  const segments = [...segmenter.segment(whole)].filter((one) => one.isWordLike);
  const tokens = new Set(segments.map((one) => loose(one.segment)));
  let left = plain;
  for (const { said, forms } of rows) {
    // 道 is not said in 水道; and the last letter may be still to come.
    const there = said.length === 1 ? tokens.has(said) && left.includes(said) : left.includes(said);
    if (!there && !(plain.length >= 5 && said.length === plain.length + 1 && said.startsWith(plain)))
      continue;
    terms.push({ forms, telling: true });
    taken.push(said);
    left = left.replaceAll(there ? said : plain, ' ');
  }
  const onlyKana = /^[ァ-ヶ\s]*$/.test(plain);
  const rest = onlyKana
    ? left.split(/\s+/).flatMap((run) => (run.length >= 3 ? [{ word: run, telling: true }] : []))
    : segments
        // 費 in 給食費 says nothing by itself.
        .filter(
          ({ segment, index }) =>
            /[^ぁ-ゖー]/.test(segment) && (segment.length > 1 || !/\p{sc=Han}/u.test(whole[index - 1] ?? '')),
        )
        .map(({ segment }) => ({
          word: loose(segment),
          telling: segment.length > 1 && !/[ぁ-ゖ]/.test(segment),
        }))
        .filter(({ word }) => word !== '' && left.includes(word) && !taken.some((one) => one.includes(word)));
  return [...terms, ...rest.map(({ word, telling }) => ({ forms: [word], telling }))];
}
