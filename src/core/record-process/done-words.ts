/** What is said after a verb. Browser-safe. */
import type { ApprovalVerb } from './approval/model.ts';

const verbDone: Readonly<Record<ApprovalVerb, string>> = {
  approve: '承認しました。',
  agree: '同意しました。',
  object: '不同意の意見を残しました。',
  decide: '決裁しました。',
  deputyDecide: '代決しました。本来の決裁者に後閲を求めています。',
  postReview: '後閲しました。',
  read: '確認しました。',
  sendBack: '差し戻しました。',
  recall: '引き戻しました。直して、もう一度起案できます。',
  pullUp: '引き上げました。間の人には後閲を求めています。',
  drop: '廃案にしました。',
  putIntoEffect: '施行しました。',
  close: '完結しました。',
  correctFormally: '字句を訂正しました。訂正は経過に残ります。',
  reseat: '回議先を変えました。',
};

/** By the word of the address: `verb-approve`; `prefix` and `text` for what else is said of it. */
export const verbDoneAs = (prefix: string, text: (words: string) => string): Record<string, string> =>
  Object.fromEntries(Object.entries(verbDone).map(([verb, words]) => [`${prefix}-${verb}`, text(words)]));
