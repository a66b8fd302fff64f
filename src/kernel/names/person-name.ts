/** A person's name. Two parts or one; readings never required; every character kept as typed. */
import { halfKanaToFull, hiraganaToKatakana, normaliseTypedLine, strokesToLongVowel } from '#kernel/text';

interface NameExtras {
  /** ローマ字氏名, as in the residence record: NGUYEN VAN AN. */
  romanised?: string;
  /** 通称. */
  alias?: string;
  /** 旧氏. */
  formerFamily?: string;
  /** Reading as typed (nameKana), full-width katakana; not the register's 振り仮名. Absent when not given, never invented. */
  kana?: NameKana;
}

/** Reading of the parts; `single` for a name of one part. */
export interface NameKana {
  family?: string;
  given?: string;
  single?: string;
}

/** 氏 and 名. */
export interface TwoPartName extends NameExtras {
  kind: 'two';
  family: string;
  given: string;
}

/** One name: people whose name is not divided, or of whom only one part is known. */
export interface OnePartName extends NameExtras {
  kind: 'one';
  single: string;
}

export type PersonName = TwoPartName | OnePartName;

/** The parts as normalised once on input: typed text normalised, readings to full-width katakana, empty parts absent. Idempotent. */
export function normaliseName(name: PersonName): PersonName {
  const extras: NameExtras = {};
  for (const key of ['romanised', 'alias', 'formerFamily'] as const) {
    const text = normaliseTypedLine(name[key] ?? '');
    if (text !== '') extras[key] = text;
  }
  const kana: NameKana = {};
  for (const key of ['family', 'given', 'single'] as const) {
    const text = normaliseKana(name.kana?.[key] ?? '');
    if (text !== '') kana[key] = text;
  }
  if (Object.keys(kana).length > 0) extras.kana = kana;
  return name.kind === 'two'
    ? {
        kind: 'two',
        family: normaliseTypedLine(name.family),
        given: normaliseTypedLine(name.given),
        ...extras,
      }
    : { kind: 'one', single: normaliseTypedLine(name.single), ...extras };
}

/** A reading in full-width katakana: やまだ, ﾔﾏﾀﾞ and ヤマダ are ヤマダ; タロ－ with a hyphen is タロー. Other characters stay for validateName. */
export function normaliseKana(text: string): string {
  return strokesToLongVowel(hiraganaToKatakana(halfKanaToFull(normaliseTypedLine(text))));
}

/**
 * Splits what somebody typed in one box at its first space: 山田　太郎 is two parts, 山田太郎 or one word is one part. Nothing is
 * guessed about where an undivided name divides.
 */
export function nameFromText(text: string): PersonName {
  const line = normaliseTypedLine(text);
  const match = /^(\S+)\s+(\S.*)$/.exec(line);
  return match
    ? { kind: 'two', family: match[1] ?? '', given: match[2] ?? '' }
    : { kind: 'one', single: line };
}
