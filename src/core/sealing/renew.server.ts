/** Sealing anew under the active key, for a change of keys. */
import type { Answers, Typed } from '#core/fields';
import { type KeyMarks, type KeyZone, type Place, SealBroken, type Vault } from '#platform/crypto.server';
import type { TenantRole, Tx } from '#platform/db.server';
import { renewTypedIn } from './answers.server.ts';
import { mapSealed, type SealedValue } from './json.ts';
import { type AnswerPlace, placeOf } from './places.ts';

/** A table with sealed values. */
export interface SealedStore {
  name: string;
  /** Whose rights its statements need. */
  role: TenantRole;
  /** Whose keys its values are sealed with. */
  zone: KeyZone;
  /** Rows that still hold a value under one of the keys. */
  count(tx: Tx, marks: KeyMarks): Promise<number>;
  /**
   * Seals up to `limit` such rows anew, by key after `after`; rows that somebody else holds are left for the next round.
   */
  renew(tx: Tx, vault: Vault, marks: KeyMarks, after: string | null, limit: number): Promise<Renewed>;
}

export interface Renewed {
  renewed: number;
  /** Rows with a value that does not open. They stay as they are, and with them the old key. */
  broken: number;
  /** Key of the last row looked at, null when there is none left. */
  last: string | null;
}

/** Goes through a batch; one row that does not open does not keep the others. */
export async function renewRows<R extends { id: string }>(
  rows: readonly R[],
  renew: (row: R) => Promise<void>,
): Promise<Renewed> {
  let broken = 0;
  for (const row of rows) {
    try {
      await renew(row);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      broken += 1;
    }
  }
  return { renewed: rows.length - broken, broken, last: rows.at(-1)?.id ?? null };
}

export function renewValue(vault: Vault, place: Place, value: SealedValue): SealedValue {
  return moveValue(vault, place, place, value);
}

/** The same value for another place. */
export function moveValue(vault: Vault, from: Place, to: Place, { sealed }: SealedValue): { sealed: string } {
  const bytes = new Uint8Array(Buffer.from(sealed, 'base64'));
  if (from === to && vault.isCurrent(bytes)) return { sealed };
  return { sealed: Buffer.from(vault.move(bytes, from, to)).toString('base64') };
}

export function renewAnswers(vault: Vault, at: AnswerPlace, answers: Answers): Answers {
  return mapSealed(answers, (value, path) => ({ ...renewValue(vault, placeOf(at, path), value) }));
}

export const renewTyped = (vault: Vault, at: AnswerPlace, typed: Typed): Typed =>
  renewTypedIn(vault, at, typed);
