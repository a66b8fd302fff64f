import type { Readable } from 'node:stream';

export interface ObjectInfo {
  key: string;
  bytes: number;
  changedAt: Date;
}

/** Where contents lie: a folder, or any S3. What both must do is in `objects.test.ts`. */
export interface ObjectStore {
  /**
   * Keeps a local file under a key, whole or not at all, and as changed now, also when the same lay there before: the sweep
   * goes by it. May take the file away.
   */
  put(key: string, path: string, bytes: number, sha256: string): Promise<void>;
  get(key: string): Promise<{ stream: Readable; bytes: number } | null>;
  head(key: string): Promise<ObjectInfo | null>;
  /** Nothing happens where there is nothing. */
  remove(key: string): Promise<void>;
  /** Every object of one municipality. */
  list(municipality: string): AsyncIterable<ObjectInfo>;
}

const address = /^[0-9a-f]{64}$/;
const code = /^[0-9]{6}$/;

/**
 * The key of a content, null where there can be none. Each municipality has a folder of its own: the address of a content
 * opens nothing in another one's, one can be backed up or ended without asking the others, and a bucket policy can hold it.
 */
export function keyOf(municipality: string, sha256: string): string | null {
  if (!code.test(municipality) || !address.test(sha256)) return null;
  return `${municipality}/${sha256.slice(0, 2)}/${sha256}`;
}
