/** A member of staff at whose desk samples are made: by the use cases of any day, with their rules and audit. */
import type { EntryDesk } from '#core/entries.server';
import { actorOfLogin, actorsOfStaff } from '#core/people.server';
import { insertAudit } from '#platform/audit.server';
import { type Keyring, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';

export interface SampleTools {
  keyring: Keyring;
  municipality: string;
  today: string;
}

/** Null: nobody of that login works here. */
export async function staffIdOf(tx: Tx, login: string, today: string): Promise<string | null> {
  return (await actorOfLogin(tx, login, today)).id;
}

export async function sampleDesk(tx: Tx, login: string, tools: SampleTools): Promise<EntryDesk> {
  const { keyring, municipality, today } = tools;
  const staffId = await staffIdOf(tx, login, today);
  if (staffId === null) throw new Error(`${login} is not on the staff`);
  const [actor] = await actorsOfStaff(tx, staffId);
  if (actor === undefined) throw new Error(`${login} holds no post`);
  return {
    tx,
    municipality,
    actor,
    quiet: true,
    seals: sealsOf({ tx, keyring, municipality }, 'staff'),
    touched: (noun, ids, fieldClasses = [], act = '') =>
      void insertAudit(tx, {
        zone: 'staff',
        actorKind: 'staff',
        actorId: actor.id,
        postId: actor.postId,
        act,
        noun,
        ids,
        fieldClasses,
        purpose: 'demo',
        requestId: null,
      }),
  };
}
