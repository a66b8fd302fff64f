/** Reading times of day, and days with a time, as people type them. */
import { fail, ok, type Result } from '#kernel/result';
import { kanjiToNumber } from '#kernel/text';
import { addDays } from './arithmetic.ts';
import { type ParseDateOptions, parseFullDate } from './parse.ts';
import type { PlainDate } from './plain-date.ts';
import { tokyoStamp } from './tokyo.ts';

/** `HH:MM`, 00:00 to 23:59. */
export type PlainTime = string;
/** `YYYY-MM-DDTHH:MM:SS` on Tokyo's clock. */
export type PlainDateTime = string;

export const isPlainTime = (text: unknown): text is PlainTime =>
  typeof text === 'string' && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

const example = '例：15:30、午後3時半';

/**
 * Reads 15:30, 15時30分, 15時半, 午後3時半, PM 3:30, 3:30 p.m., 1530, 9時, 正午, 午後三時, in any width. Fails with a sentence:
 * for 午前12時 and 午後12時, which people mean in two ways, it asks for 0:00 or 12:00.
 */
export function parseTime(text: string): Result<PlainTime> {
  const read = readClock(text);
  if (!read.ok) return read;
  if (read.value.second !== 0) return fail('invalid', `秒は入力できません。${example}`);
  if (read.value.hour === 24)
    return fail('invalid', '24:00 は、0:00 と入力してください（日付があるときは次の日）。');
  return ok(`${pad(read.value.hour)}:${pad(read.value.minute)}`);
}

/**
 * Reads a day in any form of `parseFullDate` with a time behind it: 令和6年4月1日 午後3時半, R6.4.1 15:30, 2024-04-01T15:30,
 * 今日 15時, 202404011530; with a zone (`Z`, `+09:00`) the instant in Tokyo. 24:00 is the next day's 0:00.
 */
export function parseDateTime(
  text: string,
  options: ParseDateOptions = {},
): Result<{ dateTime: PlainDateTime; notice?: string }> {
  if (text.length > 200) return fail('invalid', unreadable(text));
  const line = text.normalize('NFKC').trim();
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(line)) {
    const instant = new Date(line);
    if (!Number.isNaN(instant.getTime())) return ok({ dateTime: tokyoStamp(instant) });
  }
  let firstProblem: Result<never> | undefined;
  for (const at of placesToCut(line)) {
    const clock = readClock(line.slice(at).replace(/^[T、,\s]+/, ''));
    if (!clock.ok) {
      if (isAmbiguous(line.slice(at))) firstProblem ??= clock;
      continue;
    }
    const day = parseFullDate(line.slice(0, at), options);
    if (!day.ok) {
      firstProblem ??= day;
      continue;
    }
    const { date, notice } = day.value;
    const dateTime = stamp(date, clock.value);
    return ok(notice === undefined ? { dateTime } : { dateTime, notice });
  }
  if (firstProblem !== undefined) return firstProblem;
  const dayAlone = parseFullDate(line, options);
  return fail('invalid', dayAlone.ok ? `時刻も入力してください。${example}` : unreadable(text));
}

interface Clock {
  hour: number;
  minute: number;
  second: number;
}

const pad = (value: number): string => String(value).padStart(2, '0');

function stamp(date: PlainDate, { hour, minute, second }: Clock): PlainDateTime {
  const day = hour === 24 ? addDays(date, 1) : date;
  return `${day}T${pad(hour % 24)}:${pad(minute)}:${pad(second)}`;
}

/** Where the time may begin: behind spaces, T, 日, a bracket or a comma, the leftmost first; eight packed digits. */
function placesToCut(line: string): number[] {
  const places: number[] = [];
  // Looking behind is younger than the browsers of residents.
  for (let at = 1; at < line.length; at++) {
    const before = line.charAt(at - 1);
    const here = line.charAt(at);
    if (/[T\s、,]/.test(here) || (/[日)曜]/.test(before) && here !== ')')) places.push(at);
  }
  if (/^\d{12}$/.test(line)) places.push(8);
  return places;
}

const isAmbiguous = (text: string): boolean => /^\s*午[前後]/.test(text);

const numerals = /([〇零一二三四五六七八九十]+)(?=[時分秒])/g;

function readClock(text: string): Result<Clock> {
  if (text.length > 60) return fail('invalid', unreadable(text));
  const compact = text
    .normalize('NFKC')
    .replace(numerals, (run) => String(kanjiToNumber(run) ?? run))
    .replace(/\s+/g, '')
    .replace(/半$/, '30分')
    .toLowerCase();
  if (/^(?:正午|noon)$/.test(compact)) return ok({ hour: 12, minute: 0, second: 0 });
  const match =
    /^(午前|午後|am|pm|a\.m\.|p\.m\.)?(?:(\d{1,2})(?:[:.時](\d{1,2})?(?:[:分](\d{1,2})?(?:秒|\.0+)?)?|(?=[ap]))|(\d{1,2})(\d{2})分?)?(am|pm|a\.m\.|p\.m\.)?$/.exec(
      compact,
    );
  const [half, hours, minutes, seconds, packedHours, packedMinutes, halfBehind] = match?.slice(1) ?? [];
  const hourText = hours ?? packedHours;
  const wellFormed = match !== null && hourText !== undefined && !(half && halfBehind);
  if (!wellFormed || (!compact.includes('時') && !half && !halfBehind && !minutes && !packedMinutes))
    return fail('invalid', unreadable(text));
  const hour = Number(hourText);
  const minute = Number(minutes ?? packedMinutes ?? 0);
  const second = Number(seconds ?? 0);
  if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0))
    return fail('invalid', `そのような時刻はありません。時は0から23、分は0から59までです。${example}`);
  return inHalf(half ?? halfBehind, { hour, minute, second });
}

/** 午後3時 is 15; 午後15時 is 15 too. English 12 p.m. is noon; 午前12時 and 午後12時 sharp are read both ways. */
function inHalf(half: string | undefined, clock: Clock): Result<Clock> {
  const afternoon = half === '午後' || half?.startsWith('p') === true;
  if (half === undefined || (clock.hour > 12 && afternoon)) return ok(clock);
  if (clock.hour > 12) return fail('invalid', `午前は11時台までです。${example}`);
  if (clock.hour === 12 && half.startsWith('午') && clock.minute === 0)
    return fail('invalid', '昼の12時は 12:00、夜中の12時は 0:00 と入力してください。');
  return ok({ ...clock, hour: (clock.hour % 12) + (afternoon ? 12 : 0) });
}

function unreadable(text: string): string {
  return `「${text.trim().slice(0, 40)}」は時刻として読めませんでした。${example}`;
}
