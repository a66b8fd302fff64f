/** Addresses codes go to: mail, also legacy ones that no standard allows (a..b@docomo.ne.jp), or a mobile phone. Pure. */
import { normaliseTypedLine } from '#kernel/text';

export interface ChannelAddress {
  kind: 'mail' | 'phone';
  /** Where it is sent. */
  address: string;
  /** The comparable form. */
  key: string;
}

export type AddressFault = 'empty' | 'mail' | 'phone' | 'landline';

/** Reads what was typed into the one box for both kinds; full width, spaces and hyphens do not matter. */
export function readAddress(typed: string): ChannelAddress | AddressFault {
  const text = normaliseTypedLine(typed).normalize('NFKC').trim();
  if (text === '') return 'empty';
  return text.includes('@') ? readMail(text) : readPhone(text);
}

export function readMail(typed: string): ChannelAddress | AddressFault {
  const text = typed.normalize('NFKC').replace(/\s/g, '');
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  const sound =
    local.length >= 1 &&
    local.length <= 64 &&
    /^[!-~]+$/.test(local) &&
    !/[<>(),;:\\"[\]@]/.test(local) &&
    domain.length <= 253 &&
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain);
  if (!sound) return 'mail';
  return { kind: 'mail', address: `${local}@${domain}`, key: `${local.toLowerCase()}@${domain}` };
}

/** Numbers that take short messages in Japan: 060, 070, 080, 090; +81 90 … is the same number. */
function readPhone(text: string): ChannelAddress | AddressFault {
  const digits = text.replace(/^\+81\s*\(?0?\)?/, '0').replace(/[^0-9]/g, '');
  if (/^0[6789]0\d{8}$/.test(digits)) return { kind: 'phone', address: digits, key: digits };
  return /^0\d{9}$/.test(digits) ? 'landline' : 'phone';
}

/** Enough to recognise one's own address, not enough to learn another's: `a•••@docomo.ne.jp`, `•••-••••-5678`. */
export function maskAddress(kind: 'mail' | 'phone', address: string): string {
  if (kind === 'phone') return `•••-••••-${address.slice(-4)}`;
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}
