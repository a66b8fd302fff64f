/** What lies on the device. Whatever says something about a person is sealed. */
import type { Sealed } from './vault.ts';

export interface KeptBox {
  id: string;
  app: string;
  appTitle: string;
  label: string;
  owner: string;
  /** Milliseconds. */
  takenAt: number;
  until: number;
  /** The latest moment this device has known: a clock that is put back gains nothing. */
  heard: number;
  /** `TakenBlank`, for records that are begun here; gone with the term. */
  blank?: Sealed | null;
  /** The term is over, and what waits is all that is left. */
  over?: true;
}

export interface KeptKey {
  box: string;
  owner: string;
  until: number;
  key: CryptoKey;
}

/** 未記入, 下書き, 送信待ち, 確認が必要, 送信済み. */
export type ItemState = 'blank' | 'draft' | 'waiting' | 'check' | 'sent';

export interface KeptItem {
  box: string;
  record: string;
  order: number;
  state: ItemState;
  /** `About`. */
  about: Sealed;
  /** HTML of the form; null after the term, and when it was sent. */
  form: Sealed | null;
  /** `Typed`; null while nothing was typed. */
  typed: Sealed | null;
  /** Of this saving; the same one sent twice counts once. */
  send: string | null;
  /** Was sent and not answered: until it is, nothing is changed, so that what is repeated is the same. */
  tried: boolean;
  /** Was opened on the ordinary page to be decided there. */
  opened: boolean;
  /** Begun here: `record` is the name this device gave it, and no record of the office. */
  isNew?: true;
}

export interface About {
  title: string;
  detail: string;
  /** Why it needs looking at. */
  said: string;
}

/** What the controls held, in order; files by their id. */
export interface Typed {
  at: number;
  entries: [string, string][];
  files: TypedFile[];
}
export interface TypedFile {
  id: string;
  control: string;
  name: string;
  type: string;
  size: number;
  /** Given by the server to a file that is there already. */
  fileId?: string;
}

export interface KeptFile {
  box: string;
  record: string;
  id: string;
  sealed: Sealed;
}

export interface ShownItem extends About {
  record: string;
  state: ItemState;
  tried: boolean;
  opened: boolean;
  isNew: boolean;
  /** Its form is not here any more: it is gone on with on the ordinary page. */
  closed: boolean;
  files: number;
}
