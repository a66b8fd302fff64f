/** One request of a file in pieces, and what its answer means. */
import { FileRefused, LineLost, OutOfStep, SendFailed, SignedOut, type Talk } from './send-in-pieces.ts';

export interface CsrfToken {
  name: string;
  value: string;
}

export interface TalkOptions {
  /** Asked for every request: after signing in again it is another one. */
  csrf: () => CsrfToken | Promise<CsrfToken>;
  signal?: AbortSignal | undefined;
  /** A line on which nothing moves is lost, after so long. */
  silenceMs: number;
  /** Said with every request. */
  always?: Record<string, string>;
}

const signInAgain =
  'サインインの時間が切れました。この画面を読み直して、サインインしてください。続きから送れます。';
const failed = '送れませんでした。時間をおいて、もう一度お試しください。';

export const talkTo =
  (address: string, { csrf, signal, silenceMs, always }: TalkOptions): Talk =>
  async (intent, parts) => {
    const { name, value } = await csrf();
    const body = new FormData();
    for (const [key, part] of Object.entries({ [name]: value, intent, ...always, ...parts }))
      body.set(key, part);
    const { answer, told } = await ask(address, body, silenceMs, signal);
    // Busy servers and broken lines are the same to whoever waits.
    if (told === null && [429, 502, 503, 504].includes(answer.status)) throw new LineLost();
    if (told === null) throw answer.status >= 500 ? new SendFailed(failed) : new SignedOut(signInAgain);
    if (answer.ok) return told;
    const message = told.message ?? failed;
    if (answer.status === 409 || answer.status === 404) throw new OutOfStep(message);
    throw [413, 415, 422].includes(answer.status) ? new FileRefused(message) : new SendFailed(message);
  };

interface Told {
  message?: string;
}

/** `told` null: it was no answer of the act, but a page. */
async function ask(
  address: string,
  body: FormData,
  silenceMs: number,
  signal: AbortSignal | undefined,
): Promise<{ answer: Response; told: Told | null }> {
  signal?.throwIfAborted();
  const control = new AbortController();
  const stop = () => control.abort();
  const timer = setTimeout(stop, silenceMs);
  signal?.addEventListener('abort', stop);
  try {
    const answer = await fetch(address, { method: 'POST', body, signal: control.signal });
    const json = !answer.redirected && (answer.headers.get('content-type') ?? '').includes('json');
    if (json) return { answer, told: (await answer.json()) as Told };
    await answer.body?.cancel();
    return { answer, told: null };
  } catch {
    signal?.throwIfAborted();
    throw new LineLost();
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
