/** What is said after a press. Browser-safe. */
import { verbDoneAs } from '#core/record-process';
import type { DoneWords } from '#ui/staff';

export const processDone: DoneWords = {
  acted: '状態を進めました。',
  drafted: '起案しました。最初の回議先に知らせが届きます。',
  ...verbDoneAs('verb', (words) => words),
  // After going on from one's box: the sentence is about the record before, the page shows the one after it.
  ...verbDoneAs('then', (words) => `前の決裁：${words}続けて次をひらきました。`),
};
