import { fileTypes } from './model.ts';

/** Controls, bidi marks and overrides (they turn `gpj.exe` round), zero-width characters, private and lone surrogates. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;
const LONGEST = 100;

function shorten(stem: string): string {
  const kept = [...new Intl.Segmenter('ja').segment(stem)].slice(0, LONGEST).map((part) => part.segment);
  // Discs count bytes (255), and a family name with selectors is long in bytes.
  while (new TextEncoder().encode(kept.join('')).length > 220) kept.pop();
  return kept.join('');
}

/** A stranger's name for a file, to be spoken of in a sentence: short, without what hides or turns round. */
export const spokenFileName = (given: string): string =>
  shorten(given.split(/[/\\]/).at(-1)?.replace(invisible, '').slice(0, 60) ?? '');

/** A name that is safe in a header, on any disc and before the eye: no path, controls, direction tricks; the extension of the real type. */
export function safeFileName(given: string, type: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(invisible, '')
    .replace(/[<>:"|?*%;]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const [extension = 'bin', ...others] = fileTypes[type] ?? [];
  const dot = clean.lastIndexOf('.');
  const suffix = dot > 0 ? clean.slice(dot + 1).toLowerCase() : '';
  const fits = [extension, ...others].includes(suffix);
  // Another type's extension goes; a dot inside a name (`第1.2版`) is part of the name.
  const foreign = /^[a-z0-9]{1,5}$/.test(suffix) && !/^\d+$/.test(suffix);
  const stem = shorten(fits || foreign ? clean.slice(0, dot) : clean).replace(/[. ]+$/, '');
  const safe = stem === '' || reserved.test(stem) ? 'file' : stem;
  return `${safe}.${fits ? suffix : extension}`;
}
