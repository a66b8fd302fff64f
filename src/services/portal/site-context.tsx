/** What every page knows without its loader: the city, the language and its texts, the size of letters. */
import { createContext, useContext } from 'react';
import { formatBoth, formatEnglish, tokyoDateTimeParts } from '#kernel/dates';
import { sayWord, type T, type TextKey, type Texts, type TextValues, translator } from './texts.ts';

export interface SiteView {
  language: string;
  htmlLang: string;
  /** Path prefix of the language, '' for Japanese. */
  prefix: string;
  languages: { id: string; name: string; htmlLang: string; prefix: string }[];
  texts: Texts;
  city: { name: string; phone: string; address: string; postCode: string };
  size: 'standard' | 'large' | 'largest';
  /** Path and query asked for, without prefix. */
  path: string;
  requestId: string;
  demo: boolean;
  /** Address of the enhancing script; the wiring knows it. */
  script: string | null;
}

export const SiteContext = createContext<SiteView | null>(null);

export function useSite(): SiteView {
  const site = useContext(SiteContext);
  if (site === null) throw new Error('page outside of its site');
  return site;
}

export function useT(): T {
  return translator(useSite().texts);
}

export function useWord(): (prefix: string, word: string) => string {
  const { texts } = useSite();
  return (prefix, word) => sayWord(texts, prefix, word);
}

/** A sentence as element; marked with `lang` where the wanted language lacks it. */
export function Say({ k, values }: { k: TextKey; values?: TextValues }) {
  const { texts, htmlLang } = useSite();
  const text = translator(texts)(k, values);
  if (texts.own[k] !== undefined || htmlLang === 'ja') return <>{text}</>;
  return <span lang="ja">{text}</span>;
}

const english = (language: string) => language !== 'ja' && language !== 'ja-easy';

/** A day with 和暦 and 西暦; in other languages in English. */
export function useDay(): (day: string) => string {
  const { language } = useSite();
  return (day) => (english(language) ? formatEnglish(day) : formatBoth(day));
}

/** Date and time in Tokyo. */
export function useMoment(): (at: Date) => string {
  const day = useDay();
  const time = useTime();
  return (at) => `${day(tokyoDateTimeParts(at).date)} ${time(at)}`;
}

export function useTime(): (at: Date) => string {
  const { language } = useSite();
  return (at) => {
    const { hour, minute } = tokyoDateTimeParts(at);
    const padded = String(minute).padStart(2, '0');
    return english(language) ? `${String(hour).padStart(2, '0')}:${padded}` : `${hour}時${padded}分`;
  };
}

/** 14:05, beside what was saved. */
export function useClock(): (at: Date) => string {
  return (at) => {
    const { hour, minute } = tokyoDateTimeParts(at);
    return `${hour}:${String(minute).padStart(2, '0')}`;
  };
}
