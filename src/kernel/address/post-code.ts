/** 郵便番号: kept as seven digits, shown as 〒800-0001. */
import { fail, ok, type Result } from '#kernel/result';
import { toHalfWidth, unifyStrokes } from '#kernel/text';

/** Reads 〒800-0001, 8000001, ８００－０００１, 800 0001. The value is seven digits; else a sentence for the person. */
export function parsePostCode(text: string): Result<string> {
  const compact = unifyStrokes(toHalfWidth(text)).replace(/[〒〶\s]/g, '');
  const match = /^(\d{3})-?(\d{4})$/.exec(compact);
  if (match) return ok(`${match[1]}${match[2]}`);
  if (compact === '') return fail('invalid', '郵便番号を入力してください。例：800-0001');
  if (/^\d{3}(?:-?\d{2})?$/.test(compact)) {
    return fail('invalid', '郵便番号は7けたの数字です。昔の3けた・5けたの番号は使えません。例：800-0001');
  }
  return fail('invalid', '郵便番号は7けたの数字で入力してください。例：800-0001');
}

/** 8000001 → 〒800-0001; `mark: false` without 〒. A value that is not seven digits is given back as it is. */
export function formatPostCode(postCode: string, options: { mark?: boolean } = {}): string {
  const match = /^(\d{3})(\d{4})$/.exec(postCode);
  if (!match) return postCode;
  return `${options.mark === false ? '' : '〒'}${match[1]}-${match[2]}`;
}
