/** What 支援措置 does at a place where something can leave. */
export type Handling =
  | { how: 'deny'; by: string }
  | { how: 'mask'; by: string }
  | { how: 'none'; reason: string };

export const deny = (by: string): Handling => ({ how: 'deny', by });
export const mask = (by: string): Handling => ({ how: 'mask', by });
export const none = (reason: string): Handling => ({ how: 'none', reason });
export const noCase = none('no case and no resident is shown');
