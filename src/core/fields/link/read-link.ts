/** Addresses that may stand behind a link. Everything else (javascript:, data:, file: …) is no address here. */
import { toHalfWidth } from '#kernel/text';
import { readMail } from '../mail/contract.ts';
import { readPhone } from '../phone/contract.ts';

export const linkKinds = ['web', 'mail', 'phone'] as const;
export type LinkKind = (typeof linkKinds)[number];

export interface Link {
  kind: LinkKind;
  /** What is kept: with its scheme, readable as it was typed. */
  value: string;
  /** What may stand in an attribute. */
  href: string;
}

/**
 * Reads `https://…`, `www.city.example.jp/…`, `mailto:a@b.jp`, `a@b.jp`, `tel:093-…`, in any width; null for what is no
 * address or of another scheme. Names and passwords before the host are refused: they show another host than they lead to.
 */
export function readLink(text: string): Link | null {
  const line = text.trim();
  if (/^(?:mailto:|[^:/\s]+@)/i.test(toHalfWidth(line))) {
    const mail = readMail(line);
    return mail === null ? null : { kind: 'mail', value: `mailto:${mail}`, href: `mailto:${mail}` };
  }
  const half = toHalfWidth(line);
  if (/^(?:tel:|[+(]?\d[\d\s()-]{8,}$)/i.test(half)) {
    const phone = readPhone(half.replace(/^tel:/i, ''));
    return phone === null
      ? null
      : { kind: 'phone', value: `tel:${phone}`, href: `tel:${phone.replace(/[^+\d]/g, '')}` };
  }
  return readWeb(half);
}

function readWeb(line: string): Link | null {
  const scheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.exec(line)?.[0].toLowerCase();
  if (scheme !== undefined && scheme !== 'http:' && scheme !== 'https:') return null;
  const value = scheme === undefined ? `https://${line}` : scheme + line.slice(scheme.length);
  if (/[\s\\<>"]/.test(value) || !/^https?:\/\/[^/?#]/.test(value)) return null;
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return null;
  }
  const named = url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[');
  if (url.username !== '' || url.password !== '' || !named) return null;
  return { kind: 'web', value, href: url.href };
}

/** The attribute of a stored value; undefined when it is no safe address, whoever stored it. */
export function linkHref(value: unknown): string | undefined {
  return typeof value === 'string' ? readLink(value)?.href : undefined;
}

/** A mail address and a number are read without their scheme. */
export const linkText = (value: string): string => value.replace(/^(?:mailto|tel):/, '');
