import { fail, ok, type Result } from '#kernel/result';

export interface MailAddress {
  /** For people and for comparing: `a..b@docomo.ne.jp`, domain in lower case. */
  address: string;
  /** For SMTP: the local part quoted where the grammar needs it, the domain in ASCII. */
  smtp: string;
}

const invalid = () => fail('invalid', 'メールアドレスの形を確かめてください。例: namae@example.jp');
/** RFC 5322 atext and dots. Mobile carriers gave out addresses with dots in a row and at the end until 2009; their owners still have them. */
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;
const dotAtom = /^[^.]+(\.[^.]+)*$/;
const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The domain in ASCII (IDN), or as it is when it cannot be one. */
function asciiDomain(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  try {
    return new URL(`http://${text}`).hostname;
  } catch {
    return '';
  }
}

/** Reads an address as people type it: full-width letters, spaces around, legacy mobile forms, a quoted local part. */
export function parseMailAddress(typed: string): Result<MailAddress> {
  const text = typed.normalize('NFKC').trim();
  const at = text.lastIndexOf('@');
  const name = text.slice(0, at).replace(/^"([^"\\]*)"$/, '$1');
  const host = asciiDomain(text.slice(at + 1));
  if (at < 1 || !local.test(name) || !domain.test(host)) return invalid();
  return ok({ address: `${name}@${host}`, smtp: `${dotAtom.test(name) ? name : `"${name}"`}@${host}` });
}
