/** Asks the server for rows, and saves cells. By POST: what is asked names people. */
import { type AppError, sentenceOf } from '#kernel/errors';
import { href, staffPaths } from '#ui/paths';

export interface Asking {
  app: string;
  csrf: { name: string; value: string | undefined };
}

/** Why nothing came, in words for the person. */
export class AskFailed extends Error {}

const signInAgain = 'サインインの時間が切れました。この画面を読み直して、サインインしてください。';

export async function askTable<T>({ app, csrf }: Asking, ask: object, signal?: AbortSignal): Promise<T> {
  const body = new FormData();
  body.set(csrf.name, csrf.value ?? '');
  body.set('ask', JSON.stringify(ask));
  let answer: Response;
  try {
    answer = await fetch(href(staffPaths.appRows, { app }), { method: 'POST', body, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new AskFailed('つながりませんでした。回線を確かめて、もう一度してください。');
  }
  const told = answer.headers.get('content-type') ?? '';
  if (answer.redirected || !told.includes('json')) throw new AskFailed(signInAgain);
  const content = (await answer.json()) as T;
  if (answer.ok) return content;
  const error = content as unknown as AppError;
  throw new AskFailed(error.issues?.[0]?.message ?? sentenceOf(error));
}
