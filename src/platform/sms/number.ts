import { fail, ok, type Result } from '#kernel/result';

/** A Japanese mobile number as typed (any width, hyphens, +81) in E.164: `+819012345678`. Landlines get no short messages. */
export function parseMobileNumber(typed: string): Result<string> {
  const compact = typed.normalize('NFKC').replace(/[\s()\-‐-―−ー.]/g, '');
  const national = compact.replace(/^(\+81|0081)0?/, '0');
  if (!/^0[6789]0\d{8}$/.test(national))
    return fail('invalid', '携帯電話の番号を確かめてください。例: 090-1234-5678');
  return ok(`+81${national.slice(1)}`);
}

/** How many messages a text costs: 70 characters in one, 67 each in several; 160 and 153 when all is plain ASCII. */
export function smsSegments(text: string): number {
  const [single, joined] = /^[\n\r\x20-\x5a\x61-\x7a]*$/.test(text) ? [160, 153] : [70, 67];
  return text.length <= single ? 1 : Math.ceil(text.length / joined);
}
