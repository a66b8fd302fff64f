/** For tests of several rooms: files as strangers send them, and a scanner that does as it is told. */
export { type Clamd, startClamd } from '../../src/platform/files/clamd.testing.ts';
export { hostileFiles } from '../../src/platform/files/hostile.testing.ts';
