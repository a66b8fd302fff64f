/** Where the record pages run their use cases. */
import { type DeskScene, deskOfScene } from '#core/entries.server';
import type { StaffActor } from '#core/policy';
import type { RecordDesk } from '#core/views.server';
import type { AppError } from '#kernel/errors';
import { Refusal, type Scene } from '#platform/http.server';

export type StaffScene = Scene<StaffActor> & {
  /** From where its changes come, where that is no page. */
  via?: 'field';
};
export const entryDeskOf = (scene: DeskScene & Pick<StaffScene, 'via'>) =>
  deskOfScene(scene, scene.via ?? 'page');

export const recordDeskOf = ({ tx, info, actor }: Pick<DeskScene, 'tx' | 'info' | 'actor'>): RecordDesk => ({
  tx,
  municipality: info.municipality,
  actor,
});

export const appIn = ({ params }: Pick<StaffScene, 'params'>): string => params.app ?? '';
export const recordIn = ({ params }: Pick<StaffScene, 'params'>): string => params.record ?? '';
export const textIn = (form: FormData, name: string): string => String(form.get(name) ?? '');
/** NaN never matches, so a missing revision is a conflict rather than a blind write. */
export const numberIn = (form: FormData, name: string): number => Number.parseInt(textIn(form, name), 10);

/** Ends the request: what is out of reach looks like what does not exist. */
export function refuse(error: AppError = { code: 'notFound' }): never {
  throw new Refusal(error);
}
