/** Days as each language reads them: 和暦 with 西暦 in Japanese. */
import { formatBoth, formatEnglish, formatSeireki, isStoredDate } from '#kernel/dates';

export function printDate(value: string, language: string): string {
  if (!isStoredDate(value)) return value;
  if (language === 'ja') return formatBoth(value);
  return language === 'ja-easy' ? formatSeireki(value) : formatEnglish(value);
}
