/** Words of the dispatch book. Browser-safe. */

export const dispatchStates = ['waiting', 'printed', 'dispatched', 'returned', 'pulled'] as const;
export type DispatchState = (typeof dispatchStates)[number];
export const dispatchStateLabels: Record<DispatchState, string> = {
  waiting: '印刷待ち',
  printed: '発送待ち',
  dispatched: '発送済',
  returned: '返戻',
  pulled: '引抜き',
};

export const dispatchKinds = {
  ordinary: '普通',
  'specified-record': '特定記録',
  'simple-registered': '簡易書留',
} as const;
export type DispatchKind = keyof typeof dispatchKinds;

export const dispatchReasons = {
  chosen: '郵送を選択',
  'no-choice': '選択なし',
  unopened: '電子で未開封',
} as const;
export type DispatchReason = keyof typeof dispatchReasons;

export const dispatchActs = {
  list: '記載',
  print: '印刷',
  reprint: '再印刷',
  pull: '引抜き',
  'put-back': '引抜きの取りやめ',
  dispatch: '発送',
  return: '返戻',
  resend: '再送',
} as const;
export type DispatchAct = keyof typeof dispatchActs;

/** Where the recipient wants documents to arrive; nobody chose: by post. */
export const deliveries = ['electronic', 'post'] as const;
export type Delivery = (typeof deliveries)[number];

/** Letters of one printing at most: they are one file in somebody's hands. */
export const letterLimit = 200;
