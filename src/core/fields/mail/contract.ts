/** A mail address. Takes what Japanese carriers once gave out against the RFC: `a..b@`, `.a@`, `a.@`. */
import { toHalfWidth } from '#kernel/text';
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue, say } from '../messages.ts';

export type MailOptions = { own: boolean };

const local = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;
const domain = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/;

/** Domains most people have; one slip away from them is asked about. */
const common = [
  'gmail.com',
  'yahoo.co.jp',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'softbank.ne.jp',
  'i.softbank.jp',
  'icloud.com',
  'outlook.jp',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.jp',
  'me.com',
  'ymobile.ne.jp',
  'yahoo.ne.jp',
  'live.jp',
  'nifty.com',
  'ybb.ne.jp',
  'rakuten.jp',
  'msn.com',
  'mac.com',
  'au.jp',
  'live.com',
  'ymail.ne.jp',
  'ymail.com',
  'proton.me',
  'gmx.com',
  'mail.com',
  'qq.com',
];

export function readMail(text: string): string | null {
  const line = toHalfWidth(text)
    .replace(/\s/g, '')
    .replace(/^mailto:/i, '')
    .replace(/[＠﹫]/g, '@');
  const at = line.lastIndexOf('@');
  if (at < 1 || line.length > 254) return null;
  const host = line
    .slice(at + 1)
    .replace(/[。．]/g, '.')
    .toLowerCase();
  return local.test(line.slice(0, at)) && domain.test(host) ? `${line.slice(0, at)}@${host}` : null;
}

/** The address with the domain it probably means, when that is one slip away: gmial.com, docomo.ne.jo. */
export function likelyMail(mail: string): string | undefined {
  const at = mail.lastIndexOf('@');
  const host = mail.slice(at + 1);
  if (common.includes(host)) return undefined;
  const near = common.find((each) => each.length > 5 && oneSlipAway(host, each));
  return near === undefined ? undefined : mail.slice(0, at + 1) + near;
}

/** One letter more, less, other, or two neighbours exchanged. */
function oneSlipAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

export const mailContract: FieldContract<string, MailOptions> = {
  classification: 'personal',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const text = typedIn(typed, name).trim();
    if (text === '') return { value: null, issues: [] };
    const value = readMail(text);
    if (value === null) return { value: null, issues: [issue('mail.invalid', context)] };
    const suggestion = likelyMail(value);
    return {
      value,
      issues: [],
      notice: suggestion === undefined ? undefined : say('mail.typo', context, { suggestion }),
    };
  },
  validate: (value, _field, context) => (readMail(value) === null ? [issue('mail.invalid', context)] : []),
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
