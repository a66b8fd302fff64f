/** Where these pages run their use cases. */
import type { EntryDesk } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { sealsOf } from '#platform/crypto.server';
import type { Scene } from '#platform/http.server';

export type StaffScene = Scene<StaffActor>;

export const deskOf = ({
  tx,
  info,
  actor,
  runtime,
  touched,
}: Pick<StaffScene, 'tx' | 'info' | 'actor' | 'runtime' | 'touched'>): EntryDesk => ({
  tx,
  municipality: info.municipality,
  actor,
  via: 'page',
  seals: sealsOf({ tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff'),
  touched,
});

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');
