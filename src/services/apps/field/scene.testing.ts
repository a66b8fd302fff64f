/** What a route of this folder would be given. Failures that are thrown roll back, as there. */
import type { StaffActor } from '#core/policy';
import type { CityFiles } from '#platform/files.server';
import { keyring, type Studio } from '../../../../scripts/test/work-app.ts';
import type { StaffScene } from '../record/desk.server.ts';

interface Asked {
  actor: StaffActor;
  params: Record<string, string>;
  words: readonly (readonly [string, string | File])[];
  files?: CityFiles;
}

export const sceneAt = <T>(
  studio: Studio,
  { actor, params, words, files }: Asked,
  work: (scene: StaffScene) => Promise<T>,
): Promise<T> =>
  studio.as(actor, (desk) => {
    const form = new FormData();
    for (const [name, value] of words) form.append(name, value);
    const scene = {
      tx: desk.tx,
      info: { municipality: studio.city.code },
      actor,
      runtime: { keyring, config: { UPLOAD_MAX_MB: 40 }, files: { of: () => files ?? null } },
      touched: desk.touched,
      params,
      form,
      request: new Request('http://x/'),
    };
    return work(scene as unknown as StaffScene);
  });
