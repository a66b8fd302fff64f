/** Sealing anew under the active key, for a change of keys. */
import type { Answers, Typed } from '#core/fields';
import type { KeyMarks, KeyZone, Place, Vault } from '#platform/crypto.server';
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
   * Gives the last key seen, null when there is no row left to look at.
   */
  renew(
    tx: Tx,
    vault: Vault,
    marks: KeyMarks,
    after: string | null,
    limit: number,
  ): Promise<{ renewed: number; last: string | null }>;
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
