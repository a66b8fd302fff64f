/** Names as people read them, and the keys by which they are sorted and compared. */
import { naturalKanaSortKey, normaliseForSearch } from '#kernel/text';
import type { NameKana, PersonName } from './person-name.ts';

export interface NameFormat {
  /** Between family and given name; default the ideographic space. */
  separator?: string;
  /** 氏［旧氏］: shows a registered former family name in brackets. */
  formerFamily?: boolean;
  /** The 通称 in place of the name, where there is one. */
  alias?: boolean;
  /** 山田 太郎 様: added after an ideographic space. */
  honorific?: string;
}

/** 山田　太郎, 山田［佐藤］　太郎, アン, 山田　太郎　様. */
export function formatName(name: PersonName, options: NameFormat = {}): string {
  const separator = options.separator ?? '　';
  const shown =
    options.alias && name.alias ? name.alias : registered(name, separator, options.formerFamily === true);
  return options.honorific ? `${shown}　${options.honorific}` : shown;
}

function registered(name: PersonName, separator: string, former: boolean): string {
  if (name.kind === 'one') return name.single;
  const bracket = former && name.formerFamily ? `［${name.formerFamily}］` : '';
  return [`${name.family}${bracket}`, name.given].filter((part) => part !== '').join(separator);
}

/** ヤマダ　タロウ; empty when no reading was given. */
export function formatKana(kana: NameKana | undefined, separator = '　'): string {
  return [kana?.single, kana?.family, kana?.given].filter((part) => part).join(separator);
}

/** The romanised form where there is one, else undefined: readings are not turned into Latin letters by guessing. */
export function formatRomanised(name: PersonName): string | undefined {
  return name.romanised || undefined;
}

/** Key for 五十音順: the reading, else the romanised form, else the name itself; ties by the name. Compare keys by code point. */
export function nameSortKey(name: PersonName): string {
  const written = registered(name, ' ', false);
  const reading = formatKana(name.kana, ' ') || name.romanised || written;
  return `${naturalKanaSortKey(reading)}\u0000${normaliseForSearch(written)}`;
}

/** Every way the name may be written in a file, folded for search and without spaces: name, romanised, 通称, with 旧氏. */
export function nameKeys(name: PersonName): string[] {
  const forms = [registered(name, '', false), name.romanised, name.alias];
  if (name.kind === 'two' && name.formerFamily) forms.push(name.formerFamily + name.given);
  const keys = forms
    .map((form) => normaliseForSearch(form ?? '').replace(/[\s,]/g, ''))
    .filter((key) => key !== '');
  return Array.from(new Set(keys));
}

/**
 * Whether two names may be of the same person: some form of one equals some form of the other, folded (髙橋 and 高橋, half and
 * full width, spaces aside). Readings alone do not count. For proposing doubles, never for deciding.
 */
export function sameName(a: PersonName, b: PersonName): boolean {
  const keys = nameKeys(b);
  return nameKeys(a).some((key) => keys.includes(key));
}
