/** Pure part: reading secrets that people type. Keys and random numbers are in `#platform/crypto.server`. */
export { formatSecret, parseSecret } from './secret-text.ts';
