/**
 * A file for one field of one record, sent in pieces over whatever line there is. What comes back may be named by that field
 * only, as `<field>.kept` of the record's form.
 */
import type { FileRef } from '#core/fields';
import { href, staffPaths } from '#ui/paths';
import { type CsrfToken, talkTo } from '../pieces/browser-talk.ts';
import { type Sending, sendInPieces } from '../pieces/send-in-pieces.ts';

export interface FileTarget {
  app: string;
  /** `new`: the record is not there yet. */
  record: string;
  /** Control of the field, with its line: `f9`, `f3[k1].f5`. */
  field: string;
}

export interface SendFileOptions {
  csrf: () => CsrfToken | Promise<CsrfToken>;
  /** What tells this file from another one of the same name and size. The same mark goes on where it stopped; else its time of change. */
  mark?: string;
  /** Sent bytes. */
  progress?: (bytes: number) => void;
  /** The line is broken or slow, and is waited for; or it is back. */
  waiting?: (yes: boolean) => void;
  /** Stops and gives up what was sent. */
  signal?: AbortSignal;
}

/** Between tries; the last one again and again. */
const waits = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
const silenceMs = 90_000;

/** Goes on until it is there: only a refusal (`SendFailed`, in words) or the signal ends it. */
export async function sendFile(
  { app, record, field }: FileTarget,
  file: Blob & { name: string },
  options: SendFileOptions,
): Promise<FileRef> {
  const { csrf, signal, progress = () => {}, waiting = () => {} } = options;
  const address = href(staffPaths.recordPieces, { app, record });
  const ask = talkTo(address, { csrf, signal, silenceMs, always: { field } });
  let upload = '';
  const talk: Sending['talk'] = async (intent, parts) => {
    const told = await ask(intent, parts);
    waiting(false);
    if (intent === 'begin') ({ upload } = told as { upload: string });
    return told;
  };
  const patience = async (tries: number) => {
    waiting(true);
    await untilNextTry(waits[Math.min(tries, waits.length - 1)] ?? 0, signal);
  };
  const changed = (file as Partial<File>).lastModified ?? 0;
  try {
    return await sendInPieces<FileRef>(file, {
      talk,
      declare: { mark: options.mark ?? String(changed) },
      progress,
      patience,
    });
  } catch (error) {
    // Kindly meant: what nobody gives up is gone after a day.
    if (signal?.aborted && upload !== '')
      talkTo(address, { csrf, silenceMs, always: { field } })('giveUp', { upload }).catch(() => {});
    throw error;
  }
}

/** After a while, or as soon as there is a line again. */
function untilNextTry(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', back);
      signal?.removeEventListener('abort', gone);
      settle();
    };
    const back = end(resolve);
    const gone = end(() => reject(signal?.reason));
    const timer = setTimeout(back, ms);
    globalThis.addEventListener?.('online', back);
    signal?.addEventListener('abort', gone);
    if (signal?.aborted) gone();
  });
}
