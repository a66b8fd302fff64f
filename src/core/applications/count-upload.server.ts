/** Nobody needs an account to send a file, so there is a limit to how many. */
import { fail, ok, type Result } from '#kernel/result';
import type { Keyring } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { hit } from '#platform/http.server';

const hour = 3600;
/** A form with all its papers photographed several times; a family hall or a school behind one address. */
export const mostUploads = { person: 100, network: 400 };

const tooMany =
  '短い間にたくさんのファイルが送られました。入力した内容は保存されています。1時間ほど待ってから、もう一度送ってください。';

/** Counts before anything is stored. Refused as a value, so that the counters stay. */
export async function countUpload(
  tx: Tx,
  keyring: Keyring,
  from: { person: string; network: string },
): Promise<Result<null>> {
  const byPerson = await hit(tx, keyring.hmac('limit:upload', from.person), mostUploads.person, hour);
  const byNetwork = await hit(
    tx,
    keyring.hmac('limit:upload-network', from.network),
    mostUploads.network,
    hour,
  );
  return byPerson && byNetwork ? ok(null) : fail('tooMany', tooMany);
}
