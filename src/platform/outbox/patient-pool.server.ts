import { setTimeout as pause } from 'node:timers/promises';
import { type Database, isUnavailable } from '#platform/db.server';

/** So often a statement is asked again whose connection ended under it; one that ends connections by itself is not asked for ever. */
const mostTries = 5;

/** SQLSTATE class 53, the full disk above all: waited for like a database that is away. */
const lacksRoom = (error: unknown): boolean =>
  error instanceof Error && String((error as { code?: unknown }).code ?? '').startsWith('53');

/**
 * The pool, for the job queue: who asks for a connection while the database is away gets one when it is back, and a statement whose
 * connection ends under it is asked again over another. The queue would lose the hand that cannot say how its job ended, and with an
 * error that nobody can catch. Its statements stand for themselves and may be asked twice: a job taken twice is let go by
 * `releaseJobs`, one done twice is gone. `impatient` ends the waiting.
 */
export function patientPool({ pool }: Database): { pool: Database['pool']; impatient(): void } {
  let waits = true;
  const connect = async () => {
    for (let wait = 100; ; wait = Math.min(wait * 2, 2_000)) {
      try {
        return await pool.connect();
      } catch (error) {
        if (!waits || !isUnavailable(error)) throw error;
        await pause(wait, undefined, { ref: false });
      }
    }
  };
  const patientClient = async () => {
    let client = await connect();
    let held = true;
    // One connection at a time: hands that keep a dead one while they wait for another would use up the pool.
    const another = async () => {
      client.release(true);
      held = false;
      client = await connect();
      held = true;
    };
    const query = async (...asked: unknown[]) => {
      for (let tries = 1; ; tries++) {
        try {
          return await client.query(...(asked as [string]));
        } catch (error) {
          if (!waits) throw error;
          if (lacksRoom(error)) await pause(1_000, undefined, { ref: false });
          else if (tries < mostTries && isUnavailable(error)) await another();
          else throw error;
        }
      }
    };
    return new Proxy(client, {
      get(_first, name) {
        if (name === 'query') return query;
        if (name === 'release') return (broken?: boolean) => (held ? client.release(broken) : undefined);
        const value = Reflect.get(client, name, client);
        return typeof value === 'function' ? value.bind(client) : value;
      },
    });
  };
  const patient = new Proxy(pool, {
    get(target, name) {
      // With a callback it is the queue's own listener, which tries again by itself.
      if (name === 'connect')
        return (callback?: (...given: never[]) => void) =>
          callback === undefined ? patientClient() : target.connect(callback as never);
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return {
    pool: patient,
    impatient: () => {
      waits = false;
    },
  };
}
