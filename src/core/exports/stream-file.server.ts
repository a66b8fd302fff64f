/** The stored file as a stream, one piece in memory at a time; each is asked for only when the browser takes it. */
import type { Database } from '#platform/db.server';
import { selectPiece } from './pieces.sql.ts';

export function streamFile(db: Database, municipality: string, id: string): ReadableStream<Uint8Array> {
  let position = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await db.tenant(municipality, 'staff', (tx) => selectPiece(tx, id, position));
        position += 1;
        // It ends with the last piece, or in the middle when the file expired: then the length does not fit.
        if (piece === null) controller.close();
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 1 },
  );
}
