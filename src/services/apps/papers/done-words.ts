/** What the record page says after an act on its papers. */
export const paperDone = {
  'paper-issue': '文書を作っています。できあがると、下の「文書」に出ます。',
  'paper-end': '文書を取り消しました。番号と理由は残ります。',
  'paper-reissue': '作り直しています。新しい文書ができると、前の文書は取り消されます。',
  'paper-mend': '置きかえた字で、文書を作っています。',
};
