/** What the field types of work apps can say besides. */
import type { Sentence } from './sentence.ts';

export const workSentences = {
  'names.unknown': ['（不明）', '（わかりません）', '(unknown)'],
} as const satisfies Record<string, Sentence>;
