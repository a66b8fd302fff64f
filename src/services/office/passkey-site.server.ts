import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import { fail } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { must, type RequestInfo, type Runtime } from '#platform/http.server';

/** What a passkey is bound to: the origin of the staff side, and the name people see on their device. */
export async function passkeySite(
  tx: Tx,
  runtime: Runtime,
  info: RequestInfo,
): Promise<{ origin: string; name: string }> {
  const { municipality } = (await definitionsOf(tx, info.municipality)).organisation(tokyoDate(new Date()));
  return { origin: runtime.origin, name: `${municipality.name} 窓口（職員用）` };
}

/** What the browser's passkey said, as the page posted it; the request ends when it is none. */
export function passkeyResponse<T>(form: FormData): T {
  try {
    const response = JSON.parse(String(form.get('response') ?? '')) as unknown;
    if (
      typeof response === 'object' &&
      response !== null &&
      typeof (response as { id?: unknown }).id === 'string'
    )
      return response as T;
  } catch {
    // Falls through: text that is no JSON.
  }
  return must(fail('invalid'));
}
