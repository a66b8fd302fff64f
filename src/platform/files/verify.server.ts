import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** A content is not what was kept: disc, bucket or somebody changed it. Nobody may be shown it. */
export class AlteredFile extends Error {
  constructor() {
    super('a kept file is not what was kept');
    this.name = 'AlteredFile';
  }
}

/**
 * Passes a file through and compares its digest. The last piece is held back until it is known, so that a reader who counts
 * the bytes never takes an altered file for whole.
 */
export function verifying(sha256: string): Transform {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const before = held;
      held = chunk;
      done(null, before);
    },
    flush(done) {
      if (hash.digest('hex') === sha256) done(null, held);
      else done(new AlteredFile());
    },
  });
}
