/** Requests at full speed from this process, in alternating rounds. */
import autocannon from 'autocannon';
import { processorMs, type Server } from './processes.ts';

export interface Aim {
  name: string;
  server: Server;
  path: string;
  headers?: Record<string, string>;
}

export interface Round {
  /** Answers per second. */
  rate: number;
  /** Processor time of the server's process per answer: less disturbed by neighbours than the rate. */
  cpuMs: number;
  /** The same of the database, all its back ends. */
  databaseMs: number;
  p99: number;
}

export interface LoadOptions {
  rounds: number;
  seconds: number;
  connections: number;
  /** Processor time the database has used so far. */
  database?: () => number | null;
}

/** Every aim once per round, in turn, so that what disturbs the machine disturbs all of them. */
export async function inTurn(aims: readonly Aim[], options: LoadOptions): Promise<Map<string, Round[]>> {
  const { rounds, seconds, connections, database } = options;
  // The engine compiles what it meets often; that is over before anything counts.
  for (const aim of aims) await shoot(aim, 2 * seconds, connections);
  const results = new Map<string, Round[]>(aims.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const aim of aims) results.get(aim.name)?.push(await shoot(aim, seconds, connections, database));
  return results;
}

export async function shoot(
  aim: Aim,
  seconds: number,
  connections: number,
  database: LoadOptions['database'] = () => null,
): Promise<Round> {
  const before = processorMs(aim.server.pid);
  const databaseBefore = database();
  const result = await autocannon({
    url: aim.server.origin + aim.path,
    connections,
    duration: seconds,
    headers: aim.headers,
  });
  const after = processorMs(aim.server.pid);
  const databaseAfter = database();
  if (result.non2xx + result.errors + result.timeouts > 0)
    throw new Error(`${aim.name}: ${result.non2xx} answers of other kinds, ${result.errors} errors`);
  const answers = result['2xx'];
  return {
    rate: answers / result.duration,
    cpuMs: per(answers, before, after),
    databaseMs: per(answers, databaseBefore, databaseAfter),
    p99: result.latency.p99,
  };
}

const per = (answers: number, before: number | null, after: number | null): number =>
  before === null || after === null ? Number.NaN : (after - before) / answers;
