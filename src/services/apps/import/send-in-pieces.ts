/** Sends a large file piece by piece: a broken line costs one piece, and the same file chosen again goes on where it stopped. */
import { pieceBytes, type UploadProgress } from '#core/imports';

/** Why it ended, in words for the person. */
export class SendFailed extends Error {}
/** Nothing was answered: to be tried again. */
export class LineLost extends Error {}
/** The other side has another number of pieces than this page thought. */
export class OutOfStep extends Error {}

/** One request; throws LineLost, OutOfStep or SendFailed. */
export type Talk = (intent: string, parts: Record<string, string | Blob>) => Promise<unknown>;

export interface Sending {
  talk: Talk;
  /** Sent bytes. */
  progress: (bytes: number) => void;
  wait: (ms: number) => Promise<void>;
  encoding: string;
}

const waits = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** Gives the address of the import. */
export async function sendInPieces(file: File, { talk, progress, wait, encoding }: Sending): Promise<string> {
  const patient = async (intent: string, parts: Record<string, string | Blob>) => {
    for (const ms of waits) {
      try {
        return await talk(intent, parts);
      } catch (error) {
        if (!(error instanceof LineLost)) throw error;
        await wait(ms);
      }
    }
    throw new SendFailed('つながらなくなりました。同じファイルでもう一度進むと、続きから送ります。');
  };
  const begin = async () =>
    (await patient('begin', {
      name: file.name,
      bytes: String(file.size),
      changedAt: String(file.lastModified),
    })) as UploadProgress;
  let { upload, pieces } = await begin();
  for (let astray = 0; pieces * pieceBytes < file.size; ) {
    const from = pieces * pieceBytes;
    progress(from);
    try {
      const piece = file.slice(from, from + pieceBytes);
      ({ pieces } = (await patient('piece', { upload, position: String(pieces), piece })) as UploadProgress);
    } catch (error) {
      // Another window sent some of it, or began another file: asked once more where it stands.
      if (!(error instanceof OutOfStep) || astray > 3) throw error;
      astray += 1;
      ({ upload, pieces } = await begin());
    }
  }
  progress(file.size);
  const { to } = (await patient('finish', { upload, encoding })) as { to: string };
  return to;
}
