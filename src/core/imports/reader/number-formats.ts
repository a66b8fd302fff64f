/** Numbers of a workbook as people see them: days are numbers there, told apart only by how they are shown. Pure. */

export type NumberFormat =
  | { kind: 'number' }
  | { kind: 'date' | 'time' | 'datetime' }
  /** `00000`, `000-0000`: shown with leading zeros and strokes, as post codes and staff numbers are kept. */
  | { kind: 'mask'; mask: string };

const plain: NumberFormat = { kind: 'number' };

/** Formats that have a number and no text; those of Japanese Excel stand among them. */
const builtIn: readonly [from: number, to: number, kind: 'date' | 'time' | 'datetime'][] = [
  [14, 17, 'date'],
  [18, 21, 'time'],
  [22, 22, 'datetime'],
  [27, 31, 'date'],
  [32, 33, 'time'],
  [34, 36, 'date'],
  [45, 47, 'time'],
  [50, 58, 'date'],
];

/** `code` is given for formats of the file's own. */
export function numberFormat(id: number, code?: string): NumberFormat {
  if (code === undefined) {
    const found = builtIn.find(([from, to]) => id >= from && id <= to);
    return found === undefined ? plain : { kind: found[2] };
  }
  const [shown = ''] = code.split(';');
  const bare = shown
    .replace(/"[^"]*"/g, '')
    .replace(/\\(.)/g, (_all, one: string) => (one === '-' ? '-' : ''))
    .replace(/[_*]./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/General/gi, '');
  if (/^0+(?:-0+)*$/.test(bare) && bare.replace(/-/g, '').length > 1) return { kind: 'mask', mask: bare };
  const time = /[hs]|\[m+\]/i.test(bare);
  // An era and its year (ge.m.d, ggge"年") are dates too; the E of 0.00E+00 stands before a sign.
  const date = /[yd]|g+e|(?:^|[^0-9#])e(?![+-])/i.test(bare) || (/m/i.test(bare) && !time);
  return date ? { kind: time ? 'datetime' : 'date' } : time ? { kind: 'time' } : plain;
}

/** What stands in the cell, for readers of fields: `2026-04-01`, `2026-04-01 09:30`, `09:30`, `0012`, `1234.5`. */
export function shownNumber(raw: string, format: NumberFormat, date1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (format.kind === 'mask') return masked(raw, format.mask);
  if (format.kind === 'number') return decimalOf(raw);
  return moment(value, format.kind, date1904) ?? decimalOf(raw);
}

/** Workbooks keep binary fractions; 15 digits are what was typed. */
function decimalOf(raw: string): string {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(raw)) return raw;
  return Number(raw)
    .toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15 })
    .replace(/^-0$/, '0');
}

function masked(raw: string, mask: string): string {
  const zeros = mask.replace(/-/g, '').length;
  if (!/^\d+$/.test(raw) || raw.length > zeros) return decimalOf(raw);
  const digits = [...raw.padStart(zeros, '0')];
  return mask.replace(/0/g, () => digits.shift()!);
}

const daySeconds = 86_400;
/** 9999-12-31. */
const lastSerial = 2_958_465;

function moment(serial: number, kind: 'date' | 'time' | 'datetime', date1904: boolean): string | null {
  if (serial < 0 || serial > lastSerial) return null;
  const seconds = Math.round(serial * daySeconds);
  const within = seconds % daySeconds;
  const clock = clockText(within);
  // Hours that were summed up go beyond a day: 26:30.
  if (kind === 'time') return serial < 1 ? clock : clockText(seconds);
  const days = Math.floor(seconds / daySeconds);
  const day = dayOf(days, date1904);
  return kind === 'date' || within === 0 ? day : `${day} ${clock}`;
}

function clockText(seconds: number): string {
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const rest = seconds % 60;
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}${rest === 0 ? '' : `:${two(rest)}`}`;
}

/** Day 60 of the 1900 system is 29 February 1900, which was not: what stands before it is one day further on. */
function dayOf(days: number, date1904: boolean): string {
  const since = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(since + days * daySeconds * 1000).toISOString().slice(0, 10);
}
