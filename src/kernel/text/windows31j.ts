/**
 * Whether text fits Windows-31J (CP932), what Japanese systems mean by "Shift_JIS". The table is read once from the
 * platform's own decoder (WHATWG shift_jis has the same characters as CP932; Node needs full ICU, which is the default).
 */
import { splitCharacters, stripVariationSelectors } from './code-points.ts';

export interface Misfit {
  /** The character as written, with its variation selector. */
  character: string;
  /** Place counted in characters from 1. */
  position: number;
  /** What could be written instead, when that is certain: the same sign by CP932's code point, or the base of an IVS. */
  substitute?: string;
}

/** Signs that CP932 holds under another code point; a plain encoder loses them. */
const twins: Record<string, string> = {
  '〜': '～',
  '‖': '∥',
  '−': '－',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
  '—': '―',
  '¥': '￥',
  '‾': '￣',
  '¦': '￤',
};

let table: Set<string> | undefined;

function characters(): Set<string> {
  if (table) return table;
  const decoder = new TextDecoder('shift_jis');
  const found = new Set<string>();
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (lead >= 0xa0 && lead <= 0xdf) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      const char = decoder.decode(new Uint8Array([lead, trail]));
      // Bytes F0–F9 decode to the private-use area: user-defined characters do not count as fitting.
      if (char.length === 1 && char !== '\ufffd' && !(char >= '\ue000' && char <= '\uf8ff')) found.add(char);
    }
  }
  table = found;
  return found;
}

/**
 * The characters that do not fit CP932, in order; empty when all fit. ASCII, half-width kana, 髙 and 﨑 fit; 𠮷, any
 * IVS and the twins 〜 ‖ − ¢ £ ¬ do not (the twins and IVS come with a substitute).
 * Throws RangeError where the platform has no shift_jis decoder.
 */
export function fitsWindows31J(text: string): Misfit[] {
  const misfits: Misfit[] = [];
  splitCharacters(text).forEach((character, index) => {
    if (fits(character)) return;
    const base = stripVariationSelectors(character);
    const substitute = twins[base] ?? (base !== character && fits(base) ? base : undefined);
    misfits.push({ character, position: index + 1, ...(substitute === undefined ? {} : { substitute }) });
  });
  return misfits;
}

/** The text with every certain substitute applied (〜 → ～, 葛󠄀 → 葛); what has none is left and still does not fit. */
export function substituteForWindows31J(text: string): string {
  const misfits = new Map(fitsWindows31J(text).map((misfit) => [misfit.position, misfit]));
  return splitCharacters(text)
    .map((character, index) => misfits.get(index + 1)?.substitute ?? character)
    .join('');
}

function fits(character: string): boolean {
  return /^[\t\n\r -~\uff61-\uff9f]$/.test(character) || characters().has(character);
}
