/** Seals what lies on the device: AES-256-GCM under the key of its box, and bound to its place, so that nothing can be hung elsewhere. */

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

/** Where something lies: what was sealed for one place opens in no other. */
export interface Place {
  box: string;
  record: string;
  /** `form`, `typed`, `about`, a file of one control, or a picture that is in the record (`shown/…`). */
  part: string;
}

export const partIn = ({ box, record }: Pick<Place, 'box' | 'record'>, part: string): Place => ({
  box,
  record,
  part,
});
/** The empty form of a box. */
export const blankPlace = (box: string): Place => ({ box, record: 'new', part: 'form' });

const boundTo = ({ box, record, part }: Place) => new TextEncoder().encode(`${box}/${record}/${part}`);

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));

/** `key`: as the server gives it, base64url. What comes out cannot be read by any script again. */
export const keyFrom = (key: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytesOf(key), 'AES-GCM', false, ['encrypt', 'decrypt']);

export async function seal(key: CryptoKey, place: Place, bytes: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: boundTo(place) },
    key,
    bytes,
  );
  return { iv, data };
}

/** Null: another key, another place, or not what was sealed. */
export async function unseal(
  key: CryptoKey,
  place: Place,
  { iv, data }: Sealed,
): Promise<ArrayBuffer | null> {
  try {
    return await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: boundTo(place) }, key, data);
  } catch {
    return null;
  }
}

export const sealJson = (key: CryptoKey, place: Place, value: unknown): Promise<Sealed> =>
  seal(key, place, new TextEncoder().encode(JSON.stringify(value)));

export async function unsealJson<T>(key: CryptoKey, place: Place, sealed: Sealed): Promise<T | null> {
  const bytes = await unseal(key, place, sealed);
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as T);
}
