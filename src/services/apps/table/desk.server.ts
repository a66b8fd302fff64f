/** Where pages of work apps ask and act. */
import type { EntryDesk } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { type OpenApp, openApp } from '#core/views.server';
import { sealsOf } from '#platform/crypto.server';
import { must, type Scene } from '#platform/http.server';

export type AppScene = Scene<StaffActor>;

/** For asking (`core/views`) and acting (`core/entries`) alike. */
export const deskOf = ({
  tx,
  info,
  actor,
  runtime,
  touched,
}: Pick<AppScene, 'tx' | 'info' | 'actor' | 'runtime' | 'touched'>): EntryDesk => ({
  tx,
  municipality: info.municipality,
  actor,
  via: 'page',
  seals: sealsOf({ tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff'),
  touched,
});

/** The app of the address, or the request ends as if there were none. */
export const appOf = async (scene: AppScene): Promise<OpenApp> =>
  must(await openApp(deskOf(scene), scene.params.app ?? ''));
