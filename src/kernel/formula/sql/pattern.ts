/** Patterns of MATCHES as PostgreSQL writes them. Characters go by number, so that no locale and no meta sign has a say. */
import { type CharSet, type Pattern, readPattern } from '../pattern.ts';

/** The regular expression for the whole text; null when the pattern cannot be read. */
export function regexOf(text: string): string | null {
  const pattern = readPattern(text);
  return pattern.ok ? `^(?:${written(pattern.value)})$` : null;
}

function written(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'chars':
      return charsOf(pattern.set);
    case 'sequence':
      return pattern.parts.map(grouped).join('');
    case 'choice':
      return pattern.parts.map(written).join('|');
    case 'repeat':
      return `${grouped(pattern.of)}${timesOf(pattern.min, pattern.max)}`;
  }
}

/** As one unit. PostgreSQL refuses a quantifier on a quantifier, so repeats are grouped too. */
function grouped(pattern: Pattern): string {
  return pattern.kind === 'chars' ? written(pattern) : `(?:${written(pattern)})`;
}

function timesOf(min: number, max: number): string {
  return max === Number.POSITIVE_INFINITY ? `{${min},}` : `{${min},${max}}`;
}

function charsOf({ ranges, negated }: CharSet): string {
  if (ranges.length === 0) return '.';
  const items = ranges.map(([from, to]) => (from === to ? code(from) : `${code(from)}-${code(to)}`));
  return `[${negated ? '^' : ''}${items.join('')}]`;
}

function code(point: number): string {
  return `\\U${point.toString(16).padStart(8, '0')}`;
}
