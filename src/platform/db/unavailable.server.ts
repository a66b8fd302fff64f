/** Whether an error says that what keeps our data cannot take work just now, rather than that the work was wrong. */

/** SQLSTATE: connection, resources (also a full disk), shut down or starting, i/o, time over, locks. */
const states = /^(08|53|58|57P0[1-5]|57014|55P03|40P01|25P03)/;
const system = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EIO',
  'EMFILE',
]);
/** What the driver and its pool say without a code. */
const sentences =
  /^(timeout exceeded when trying to connect|timeout expired|Connection terminated|Client has encountered a connection error|Client was closed|Cannot use a pool after)/;

const full = new Set(['53100', 'ENOSPC', 'EDQUOT']);
const failing = new Set(['58030', 'EIO', 'EROFS']);

/** What somebody has to mend: a disk without room, a disk that fails, or something that is away for now. */
export function troubleOf(thrown: unknown): 'disk-full' | 'disk-failing' | 'away' | null {
  if (!isUnavailable(thrown)) return null;
  for (let error = thrown, depth = 0; error instanceof Error && depth < 4; error = error.cause, depth++) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (full.has(code)) return 'disk-full';
    if (failing.has(code)) return 'disk-failing';
  }
  return 'away';
}

/** Database gone, stopped, full or too slow; disk of the file store full. Tried again later, the same work may succeed. */
export function isUnavailable(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 4; error = error.cause, depth++) {
    const code = String((error as { code?: unknown }).code ?? '');
    if (system.has(code) || states.test(code) || sentences.test(error.message)) return true;
    if (error instanceof AggregateError && error.errors.some(isUnavailable)) return true;
  }
  return false;
}
