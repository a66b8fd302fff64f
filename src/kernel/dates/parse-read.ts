/** Reads the shapes in which people write dates; says nothing yet about whether the day exists. */
import { kanjiToNumber, unifyStrokes } from '#kernel/text';
import { calendarYear, type Era } from './eras.ts';

/** What was written. Month and day are `'unknown'` where the person says so, absent where they are missing. */
export interface Reading {
  era?: Era;
  eraYear?: number;
  year: number;
  month?: number | 'unknown';
  day?: number | 'unknown';
}

/**
 * One spelling for all: half width, no spaces (a space between digits counts as '-'), strokes '-', kanji numerals
 * before 年月日 as digits, 不明 and 未詳 as 不詳.
 */
export function compactDate(text: string): string {
  return unifyStrokes(text.normalize('NFKC').trim())
    .replace(/(\d)\s+(?=\d)/g, '$1-')
    .replace(/\s+/g, '')
    .replace(/([〇零一二三四五六七八九十百千]+)(?=[年月日])/g, (run) => String(kanjiToNumber(run) ?? run))
    .replace(/不明|未詳/g, '不詳');
}

/** Reads one date without brackets or weekday; undefined when it has none of the known shapes. */
export function readDate(compact: string, eras: readonly Era[]): Reading | undefined {
  const text = compact.replace(/\((月?日不詳)\)$/, '$1');
  return readEra(text, eras) ?? readWestern(text) ?? readEnglish(text);
}

function readEra(text: string, eras: readonly Era[]): Reading | undefined {
  const found = eraHead(text, eras);
  if (!found) return undefined;
  const rest = text.slice(found.head.length);
  const packed = /^(\d{2})(\d{2})(\d{2})$/.exec(rest);
  const match = packed ?? /^(\d{1,3}|元)(.*)$/.exec(rest);
  if (!match) return undefined;
  const eraYear = match[1] === '元' ? 1 : Number(match[1]);
  const start = { era: found.era, eraYear, year: calendarYear(found.era, eraYear) };
  if (packed) return { ...start, month: Number(packed[2]), day: Number(packed[3]) };
  const tail = readMonthDay(match[2] ?? '');
  return tail && { ...start, ...tail };
}

/** The era whose name (令和, Reiwa), initial (R, r) or first kanji (令) the text begins with, the longest first. */
function eraHead(text: string, eras: readonly Era[]): { era: Era; head: string } | undefined {
  const lower = text.toLowerCase();
  let best: { era: Era; head: string } | undefined;
  for (const era of eras) {
    for (const head of [era.name, era.romaji, era.initial, Array.from(era.name)[0] ?? '']) {
      const fits = lower.startsWith(head.toLowerCase()) && /^[\d元]/.test(text.slice(head.length));
      if (fits && head.length > (best?.head.length ?? 0)) best = { era, head };
    }
  }
  return best;
}

function readWestern(text: string): Reading | undefined {
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (packed) return { year: Number(packed[1]), month: Number(packed[2]), day: Number(packed[3]) };
  const match = /^(?:西暦|AD)?(\d{4})(?!\d)(.*)$/i.exec(text);
  const tail = match && readMonthDay(match[2] ?? '');
  return tail ? { year: Number(match[1]), ...tail } : undefined;
}

const separator = '[-./・,]';

function readMonthDay(rest: string): Pick<Reading, 'month' | 'day'> | undefined {
  if (/^年?$/.test(rest)) return {};
  if (new RegExp(`^(?:年?月日不詳|年?${separator}?不詳|${separator}00?${separator}00?)$`).test(rest)) {
    return { month: 'unknown', day: 'unknown' };
  }
  const match = new RegExp(`^(?:年|${separator})(\\d{1,2})(?:(?:月|${separator})(.*))?$`).exec(rest);
  if (!match) return undefined;
  const month = Number(match[1]);
  const day = match[2] ?? '';
  if (day === '') return { month };
  if (/^(?:日?不詳|00?)$/.test(day)) return { month, day: 'unknown' };
  return /^\d{1,2}日?$/.test(day) ? { month, day: Number.parseInt(day, 10) } : undefined;
}

const monthNames =
  'january february march april may june july august september october november december'.split(' ');

/** 1 April 2024, 1 Apr 2024, April 1, 2024 (spaces are gone by now). */
function readEnglish(text: string): Reading | undefined {
  const british = /^(\d{1,2})(?:st|nd|rd|th)?([a-z]{3,9})\.?,?(\d{4})$/i.exec(text);
  const american = /^([a-z]{3,9})\.?(\d{1,2})(?:st|nd|rd|th)?[,-]?(\d{4})$/i.exec(text);
  const name = (british?.[2] ?? american?.[1] ?? '').toLowerCase();
  const month = name === '' ? 0 : monthNames.findIndex((full) => full.startsWith(name)) + 1;
  if (month === 0) return undefined;
  return { year: Number((british ?? american)?.[3]), month, day: Number(british?.[1] ?? american?.[2]) };
}
