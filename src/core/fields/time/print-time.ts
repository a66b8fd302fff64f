/** Times as each language reads them. */
import { isPlainTime } from '#kernel/dates';

/** 15時30分, 9時; English keeps the digits. */
export function printTime(value: string, language: string): string {
  if (!isPlainTime(value) || !language.startsWith('ja')) return value;
  const [hour, minute] = [Number(value.slice(0, 2)), value.slice(3)];
  return minute === '00' ? `${hour}時` : `${hour}時${minute}分`;
}
