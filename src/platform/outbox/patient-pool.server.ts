import { setTimeout as pause } from 'node:timers/promises';
import { type Database, isUnavailable } from '#platform/db.server';

/**
 * The pool, for the job queue: who asks for a connection while the database is away gets one when it is back. The queue
 * would lose the hand that cannot say how its job ended, and with an error that nobody can catch. `impatient` ends the waiting.
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
  const patient = new Proxy(pool, {
    get(target, name) {
      // With a callback it is the queue's own listener, which tries again by itself.
      if (name === 'connect')
        return (callback?: (...given: never[]) => void) =>
          callback === undefined ? connect() : target.connect(callback as never);
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
