/** Saying the sentences of fields. `{places}` are filled; language packs override by `fields.<code>`. */
import type { Issue } from '#kernel/errors';
import { fill } from '#kernel/localized';
import type { Names } from './model.ts';
import type { Sentence } from './sentence.ts';
import { sentences } from './sentences.ts';
import { workSentences } from './sentences-work.ts';

export type { Sentence } from './sentence.ts';

/** Pure to the builder, so that scripts of pages lose the tables. */
export const messages = /* @__PURE__ */ Object.assign({}, sentences, workSentences);

export type MessageCode = keyof typeof messages;
export type Places = Record<string, string | number>;

/** Who reads: a language, and sentences of its pack that stand before the built-in ones. */
export interface Reader {
  language: string;
  texts?: Readonly<Record<string, string>>;
  names?: Names;
}

/** Built-in languages by position; any other language without pack texts reads English. */
export function sentenceIn(sentence: Sentence, language: string): string {
  return sentence[language === 'ja' ? 0 : language === 'ja-easy' ? 1 : 2];
}

declare global {
  /** As Vite declares it; plain Node has none. */
  interface ImportMetaEnv {
    SSR: boolean;
    /** In the script of residents' pages only. */
    RESIDENTS?: boolean;
  }
  interface ImportMeta {
    readonly env: ImportMetaEnv;
  }
}

/** Scripts of pages get their sentences with the page: the table is left out of them when they are built. */
const builtIn: Partial<Record<MessageCode, Sentence>> =
  import.meta.env && !import.meta.env.SSR ? {} : messages;

/** Sentences for what is printed just now. */
let printing: Reader['texts'];

/** Contracts print with a language alone: here they get the sentences of the page, too. Never across an await. */
export function printingWith<T>(reader: Reader, print: () => T): T {
  const before = printing;
  printing = reader.texts;
  try {
    return print();
  } finally {
    printing = before;
  }
}

export function say(code: MessageCode, reader: Reader, places: Places = {}): string {
  const sentence = builtIn[code];
  const own = (reader.texts ?? printing)?.[`fields.${code}`];
  return fill(own ?? (sentence === undefined ? code : sentenceIn(sentence, reader.language)), places);
}

export function issue(code: MessageCode, reader: Reader, places?: Places, path = ''): Issue {
  return { path, message: say(code, reader, places) };
}
