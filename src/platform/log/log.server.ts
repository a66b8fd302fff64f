/**
 * Structured logs without personal data: the caller names a fixed event and may add only
 * numbers, booleans and words from the code, never what a person typed. Errors are logged by
 * name, code and stack; a database error's `detail` (it quotes values) is left out.
 */
import pino from 'pino';

export type Fact = number | boolean | string | undefined;
export interface Log {
  info(event: string, facts?: Record<string, Fact>): void;
  warn(event: string, facts?: Record<string, Fact>): void;
  error(event: string, error: unknown, facts?: Record<string, Fact>): void;
}

export function createLog(level: string, process: string): Log {
  const logger = pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event, facts) => logger.info(facts ?? {}, event),
    warn: (event, facts) => logger.warn(facts ?? {}, event),
    error: (event, error, facts) => logger.error({ ...facts, ...describe(error) }, event),
  };
}

/** Messages of errors may quote input (e.g. `invalid input syntax for type date: "…"`), so only our own and system codes pass. */
function describe(error: unknown): Record<string, Fact> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  const stack = error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .join('\n');
  const safe =
    typeof code === 'string'
      ? undefined
      : error.message.replace(/"[^"]*"|'[^']*'|「[^」]*」/g, '"…"').slice(0, 200);
  return { error: error.name, code: typeof code === 'string' ? code : undefined, message: safe, stack };
}
