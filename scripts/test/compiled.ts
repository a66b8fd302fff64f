/**
 * For every test file: what Node compiled for it is kept for the next one, where `NODE_COMPILE_CACHE` says (as `npm test` does). By
 * itself Node keeps it at its end, which vitest does not let it reach.
 */
import { flushCompileCache } from 'node:module';
import { afterAll } from 'vitest';

afterAll(() => flushCompileCache());
