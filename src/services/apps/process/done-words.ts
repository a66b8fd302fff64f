/** What is said after a press. Browser-safe. */
import type { DoneWords } from '#ui/staff';

const said: DoneWords = {
  acted: '状態を進めました。',
  drafted: '起案しました。最初の回議先に知らせが届きます。',
  'verb-approve': '承認しました。',
  'verb-agree': '同意しました。',
  'verb-object': '不同意の意見を残しました。',
  'verb-decide': '決裁しました。',
  'verb-deputyDecide': '代決しました。本来の決裁者に後閲を求めています。',
  'verb-postReview': '後閲しました。',
  'verb-read': '確認しました。',
  'verb-sendBack': '差し戻しました。',
  'verb-recall': '引き戻しました。直して、もう一度起案できます。',
  'verb-pullUp': '引き上げました。間の人には後閲を求めています。',
  'verb-drop': '廃案にしました。',
  'verb-putIntoEffect': '施行しました。',
  'verb-close': '完結しました。',
  'verb-correctFormally': '字句を訂正しました。訂正は経過に残ります。',
  'verb-reseat': '回議先を変えました。',
};

/** After going on from one's box: the sentence is about the record before, the page shows the one after it. */
const then = Object.entries(said).flatMap(([key, words]) =>
  key.startsWith('verb-')
    ? [[key.replace('verb-', 'then-'), `前の決裁：${words} 続けて次をひらきました。`]]
    : [],
);

export const processDone: DoneWords = { ...said, ...Object.fromEntries(then) };
