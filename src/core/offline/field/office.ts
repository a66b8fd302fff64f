/** The office over the line of this device. */
import { NoLine, type Office } from '../browser/send.ts';
import type { FieldSession } from '../model.ts';

/** A weak line is given time, and then given up: it is tried again. */
const patience = 20_000;

async function ask(address: string, init: RequestInit, ms: number): Promise<Response> {
  if (!navigator.onLine) throw new NoLine();
  try {
    return await fetch(address, { ...init, cache: 'no-store', signal: AbortSignal.timeout(ms) });
  } catch {
    throw new NoLine();
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** Without files, which go by the way of the forms' pages. */
export const office: Omit<Office, 'sendFile'> = {
  async session() {
    const response = await ask('/field/session', { redirect: 'manual' }, patience);
    const answer = response.status === 200 ? await jsonOf(response) : null;
    if (response.type === 'opaqueredirect') return 'signed-out';
    if (answer === null) throw new NoLine();
    return answer as FieldSession;
  },
  async post(address, body) {
    const files = [...body.values()].some((one) => typeof one !== 'string');
    const response = await ask(
      address,
      { method: 'POST', body, redirect: 'manual' },
      files ? 10 * 60_000 : patience * 3,
    );
    if (response.type === 'opaqueredirect') throw new NoLine();
    return { status: response.status, body: await jsonOf(response) };
  },
};
