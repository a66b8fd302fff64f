/** Where pages of work apps ask and act. */
import { type DeskScene, deskOfScene } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import { type OpenApp, openApp } from '#core/views.server';
import { must, type Scene } from '#platform/http.server';

export type AppScene = Scene<StaffActor>;

/** For asking (`core/views`) and acting (`core/entries`) alike. */
export const deskOf = (scene: DeskScene) => deskOfScene(scene, 'page');

/** The app of the address, or the request ends as if there were none. */
export const appOf = async (scene: AppScene): Promise<OpenApp> =>
  must(await openApp(deskOf(scene), scene.params.app ?? ''));
