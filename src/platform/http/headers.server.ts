/** Headers of every answer. Resident pages run no inline script at all; staff pages carry a nonce. */
export function securityHeaders(options: { nonce: string | null; secure: boolean }): Record<string, string> {
  const script = options.nonce === null ? "'self'" : `'self' 'nonce-${options.nonce}'`;
  const own = options.nonce === null ? '()' : '(self)';
  return {
    'content-security-policy': [
      "default-src 'none'",
      "object-src 'none'",
      `script-src ${script}`,
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "frame-src 'self'",
      "manifest-src 'self'",
      // The staff side alone works without a line (持ち出し).
      `worker-src ${options.nonce === null ? "'none'" : "'self'"}`,
      "form-action 'self'",
      "frame-ancestors 'self'",
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    // Staff scan codes with the camera of their device and say where they stand; the browser still asks them.
    'permissions-policy': `camera=${own}, geolocation=${own}, microphone=(), payment=()`,
    'x-frame-options': 'SAMEORIGIN',
    ...(options.secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
