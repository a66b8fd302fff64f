/**
 * Text that a person reads, in several languages. Japanese is always there; a
 * missing language falls back visibly: `pick` says which language it gave, so
 * that the page can mark the run with `lang`.
 */
export interface LocalizedText {
  ja: string;
  /** やさしい日本語 */
  'ja-easy'?: string;
  en?: string;
  [language: string]: string | undefined;
}

export interface Picked {
  text: string;
  /** BCP 47 tag for the `lang` attribute; `ja-easy` is written as plain `ja`. */
  lang: string;
  /** True when the wanted language was missing. */
  fellBack: boolean;
}

/** The wanted language, else (for ja-easy) Japanese, else English, else Japanese. */
export function pick(text: LocalizedText, language: string): Picked {
  const wanted = text[language];
  if (wanted !== undefined) return { text: wanted, lang: htmlLang(language), fellBack: false };
  if (language !== 'ja-easy' && language !== 'ja' && text.en !== undefined) {
    return { text: text.en, lang: 'en', fellBack: true };
  }
  return { text: text.ja, lang: 'ja', fellBack: language !== 'ja' };
}

export function htmlLang(language: string): string {
  return language === 'ja-easy' ? 'ja' : language;
}

/** Fills `{name}` places. A place without a value is an error of ours, so it stays visible. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : String(value);
  });
}
