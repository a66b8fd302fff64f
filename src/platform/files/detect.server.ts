import { createReadStream } from 'node:fs';
import { fileTypeFromFile } from 'file-type';
import { fileTypes } from './model.ts';

const aliases: Record<string, string> = { 'image/apng': 'image/png' };

/** Text in UTF-8 or Shift_JIS (Windows-31J) without control characters that is no markup. Reads in pieces. */
async function isPlainText(path: string): Promise<boolean> {
  const candidates = [
    new TextDecoder('utf-8', { fatal: true }),
    new TextDecoder('shift_jis', { fatal: true }),
  ];
  let head = '';
  const step = (decoder: TextDecoder, bytes?: Uint8Array): boolean => {
    try {
      const text = bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
      if (head.length < 400) head += text;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      return !/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.test(text);
    } catch {
      return false;
    }
  };
  let possible = candidates;
  for await (const chunk of createReadStream(path)) {
    possible = possible.filter((decoder) => step(decoder, chunk as Buffer));
    if (possible.length === 0) return false;
  }
  if (!possible.some((decoder) => step(decoder))) return false;
  return !/^[\s\ufeff]*<(\?xml|!|[a-z])/i.test(head);
}

/** The type by content, never by name; undefined when it is none that can be kept. `also` says what it is when known. */
export async function detectType(
  path: string,
  name: string,
  allowed: readonly string[],
): Promise<{ type?: string; also?: string }> {
  const found = (await fileTypeFromFile(path))?.mime;
  const known = found === undefined ? undefined : (aliases[found] ?? found);
  if (known !== undefined && Object.hasOwn(fileTypes, known)) return { type: known };
  // Two letters are enough for some magic numbers (a list that begins with `BMI` is no bitmap): look whether it reads as
  // text. Nothing in the content proves text, so the name has to say so too.
  const suffix = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase();
  const claims = (type: string) => suffix !== undefined && fileTypes[type]?.includes(suffix) === true;
  if (suffix !== undefined && !claims('text/csv') && !claims('text/plain')) return { also: known };
  if (!(await isPlainText(path))) return { also: known };
  const csv = claims('text/csv') ? allowed.includes('text/csv') : !allowed.includes('text/plain');
  return { type: csv ? 'text/csv' : 'text/plain' };
}
