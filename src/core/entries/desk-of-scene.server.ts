/** Where a request, of a page or of the API, runs the use cases of records. */
import type { StaffActor } from '#core/policy';
import { sealsOf } from '#platform/crypto.server';
import type { Scene } from '#platform/http.server';
import type { EntryDesk } from './open-app.server.ts';

export type DeskScene = Pick<Scene<StaffActor>, 'tx' | 'info' | 'actor' | 'runtime' | 'touched'>;

export const deskOfScene = (
  { tx, info, actor, runtime, touched }: DeskScene,
  via: NonNullable<EntryDesk['via']>,
): EntryDesk => ({
  tx,
  municipality: info.municipality,
  actor,
  via,
  seals: sealsOf({ tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff'),
  touched,
});
