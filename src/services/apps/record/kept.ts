/**
 * What was typed into the form of a record and not saved yet: kept in this tab until it was, so that it is there again after a
 * reload, a crash of the page or an ended session. Never open on the disc of the profile (`kept-beyond.ts`
 * has what is), and gone at sign-out.
 */

export interface KeptTyped {
  /** When something was typed last, ISO. */
  at: string;
  /** Controls and what they held, in order. */
  entries: [string, string][];
}

/** Sign-out clears what begins so; what one page says is done does not. */
const prefix = 'unsaved:';

export const keptKey = (appId: string, record: string): string => `${prefix}${appId}/${record}`;

export function readKept(key: string): KeptTyped | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? 'null') as KeptTyped | null;
    return found !== null && Array.isArray(found.entries) && typeof found.at === 'string' ? found : null;
  } catch {
    return null;
  }
}

/** A full storage loses nothing that is on the page. */
export function writeKept(key: string, kept: KeptTyped): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    sessionStorage.removeItem(key);
  }
}

export const forgetKept = (key: string): void => sessionStorage.removeItem(key);

/** What the controls hold, without files, the page's own controls and `secret` ones: what is sealed never lies open in a browser. */
export function typedEntries(form: HTMLFormElement, secret: readonly string[]): [string, string][] {
  const entries: [string, string][] = [];
  new FormData(form).forEach((value, name) => {
    if (typeof value !== 'string' || name === '_csrf' || name === '_action') return;
    if (secret.some((one) => name === one || name.startsWith(`${one}.`) || name.startsWith(`${one}[`)))
      return;
    entries.push([name, value]);
  });
  return entries;
}
