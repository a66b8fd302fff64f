/** Tells boxes of one person from those of others at the same device, and says nothing of who they are. */
import type { StaffScene } from '../record/desk.server.ts';

export const ownerWord = ({ runtime, info, actor }: Pick<StaffScene, 'runtime' | 'info' | 'actor'>): string =>
  runtime.keyring.hmac('offline-owner', `${info.municipality}/${actor.id}`).slice(0, 16);
