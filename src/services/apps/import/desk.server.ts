/** Where pages of imports ask and act. */
import type { ImportDesk } from '#core/imports.server';
import { type AppScene, deskOf } from '../table/desk.server.ts';

export const importDesk = (scene: AppScene): ImportDesk => ({
  ...deskOf(scene),
  files: scene.runtime.files.of(scene.info.municipality),
});
