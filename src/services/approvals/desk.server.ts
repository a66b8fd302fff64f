/** Where these pages run their use cases. */
import { type DeskScene, deskOfScene } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import type { Scene } from '#platform/http.server';

export type StaffScene = Scene<StaffActor>;

export const deskOf = (scene: DeskScene) => deskOfScene(scene, 'page');

export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');
