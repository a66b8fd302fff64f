import { isImage } from './model.ts';

/** RFC 5987/6266: an ASCII name for old programs, the real one in UTF-8. Header injection is impossible: everything else is escaped. */
function disposition(kind: 'attachment' | 'inline', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const common = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'private, no-store',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};

/** Headers of a download: always saved, never shown or run by the browser. */
export function responseHeaders(name: string, type: string): Record<string, string> {
  return {
    ...common,
    'content-type': type,
    'content-disposition': disposition('attachment', name),
    'content-security-policy': "default-src 'none'; sandbox",
  };
}

/**
 * Headers for a look at the file in place: re-encoded images and PDFs; anything else is a download.
 * A PDF has no `sandbox`: browsers' viewers refuse to start in one.
 */
export function inlineHeaders(name: string, type: string): Record<string, string> {
  if (!isImage(type) && type !== 'application/pdf') return responseHeaders(name, type);
  return {
    ...common,
    'content-type': type,
    'content-disposition': disposition('inline', name),
    'content-security-policy': isImage(type)
      ? "default-src 'none'; sandbox; frame-ancestors 'self'"
      : "script-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  };
}
