/** Sends a file piece by piece: a broken line costs one piece, and the same file sent again goes on where it stopped. */
import type { UploadProgress } from '#core/uploads';

/** Why it ended, in words for the person. */
export class SendFailed extends Error {}
/** The session is over: what was sent waits, and after signing in it goes on. */
export class SignedOut extends SendFailed {}
/** The file itself is not taken: sending it again changes nothing. */
export class FileRefused extends SendFailed {}
/** Nothing was answered: to be tried again. */
export class LineLost extends Error {}
/** The other side has another number of pieces than this page thought, or knows nothing of the file. */
export class OutOfStep extends Error {}

/** One request; throws LineLost, OutOfStep or SendFailed. */
export type Talk = (intent: string, parts: Record<string, string | Blob>) => Promise<unknown>;

export interface Sending {
  talk: Talk;
  /** What `begin` says beside name and size, and what `finish` says. */
  declare: Record<string, string>;
  finish?: Record<string, string>;
  /** Sent bytes. */
  progress: (bytes: number) => void;
  /** Waits before the next try, after so many without an answer; throws where it has been enough. */
  patience: (tries: number) => Promise<void>;
}

const unreadable = 'ファイルを読めませんでした。ほかで開いているときは閉じて、もう一度選んでください。';
const astrayAtMost = 4;

/** Gives what the end was answered with. */
export async function sendInPieces<T>(file: Blob & { name: string }, sending: Sending): Promise<T> {
  for (let astray = 0; ; astray++)
    try {
      return await once<T>(file, sending);
    } catch (error) {
      // Another window sent some of it, began another file, or what was sent is gone: asked once more where it stands.
      if (!(error instanceof OutOfStep)) throw error;
      if (astray >= astrayAtMost) throw new SendFailed(error.message);
    }
}

async function once<T>(
  file: Blob & { name: string },
  { talk, declare, finish, progress, patience }: Sending,
): Promise<T> {
  const patient = async <A>(intent: string, parts: Record<string, string | Blob>): Promise<A> => {
    for (let tries = 0; ; tries++)
      try {
        return (await talk(intent, parts)) as A;
      } catch (error) {
        if (!(error instanceof LineLost)) throw error;
        await patience(tries);
      }
  };
  const about = { name: file.name, bytes: String(file.size), ...declare };
  let { upload, pieces, pieceBytes } = await patient<UploadProgress>('begin', about);
  while (pieces * pieceBytes < file.size) {
    const from = pieces * pieceBytes;
    progress(from);
    const piece = await read(file, from, from + pieceBytes);
    ({ pieces } = await patient<UploadProgress>('piece', { upload, position: String(pieces), piece }));
  }
  progress(file.size);
  return patient<T>('finish', { upload, ...finish });
}

/** Into memory first: a file that cannot be read any more is not a line that broke. */
async function read(file: Blob, from: number, to: number): Promise<Blob> {
  try {
    return new Blob([await file.slice(from, to).arrayBuffer()]);
  } catch {
    throw new SendFailed(unreadable);
  }
}
