/** Sentences by key. Keys are checked against the Japanese language file; nothing of it is bundled. */

import { fill } from '#kernel/localized';
import type japanese from '../../../packs/base/languages/ja.json';

export type TextKey = keyof (typeof japanese)['texts'];
export type TextValues = Record<string, string | number>;
export type T = (key: TextKey, values?: TextValues) => string;

/** A language's sentences over the Japanese ones. A key nobody wrote stays visible. */
export interface Texts {
  own: Record<string, string>;
  japanese: Record<string, string>;
}

export function translator(texts: Texts): T {
  return (key, values = {}) => fill(texts.own[key] ?? texts.japanese[key] ?? key, values);
}

/** Keys made of a word of the code, such as a state; falls back to the word itself. */
export function sayWord(texts: Texts, prefix: string, word: string): string {
  return texts.own[`${prefix}.${word}`] ?? texts.japanese[`${prefix}.${word}`] ?? word;
}
