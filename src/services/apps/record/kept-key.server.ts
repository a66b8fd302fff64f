/** The key under which this browser keeps what a person typed beyond the tab: theirs alone, given with the form after sign-in. */
import type { StaffScene } from './desk.server.ts';

export interface KeptKey {
  /** Whose: tells their entries from those of others at the same computer, and says nothing of who they are. */
  owner: string;
  /** AES-256, base64url; never stored by the browser. */
  key: string;
}

/** The same at every sign-in, so that what a crash left can be read again; another secret of the city makes it unreadable. */
export function keptKeyFor({
  runtime,
  info,
  actor,
}: Pick<StaffScene, 'runtime' | 'info' | 'actor'>): KeptKey {
  const whose = `${info.municipality}/${actor.id}`;
  const key = runtime.keyring.hmac('typed-beyond-tab', whose);
  return { owner: runtime.keyring.hmac('typed-beyond-tab-owner', whose).slice(0, 12), key };
}
