/** What `madoguchi doctor` found about one thing, with the way to mend it. */
export interface Finding {
  what: string;
  verdict: 'well' | 'look' | 'broken';
  ja: string;
  en: string;
}

export const well = (what: string, ja = '', en = ''): Finding => ({ what, verdict: 'well', ja, en });
/** Works, but somebody should look. */
export const look = (what: string, ja: string, en: string): Finding => ({ what, verdict: 'look', ja, en });
export const broken = (what: string, ja: string, en: string): Finding => ({
  what,
  verdict: 'broken',
  ja,
  en,
});

const marks = { well: '○', look: '△', broken: '×' } as const;

/** Findings as lines for a terminal; what is well takes one line, the rest says how to mend it. */
export function printFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ what, verdict, ja, en }) => {
      const head = `${marks[verdict]} ${what}`;
      return verdict === 'well' ? `${head}${ja === '' ? '' : `：${ja}`}` : `${head}\n    ${ja}\n    ${en}`;
    })
    .join('\n');
}
