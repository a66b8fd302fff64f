/** What a browser and the server both know of records that are taken along. */

/** More than a day's work, and more than a phone should lose. */
export const mostTaken = 50;
/** How long a box may be out, in hours. */
export const longestHours = 72;
/** Days after its term in which what was typed may still be sent; then the box is forgotten on both sides. */
export const graceDays = 30;

/** One record as the browser keeps it, sealed. */
export interface TakenRecord {
  id: string;
  /** Names the record in lists: personal data. */
  title: string;
  /** The second line of the list: a place or the like; may be empty. */
  detail: string;
  revision: number;
  /** The form of the record, drawn; see `core/forms/browser`. */
  html: string;
}

/** What the server gives once, when records are taken along. */
export interface TakenBox {
  box: string;
  app: string;
  appTitle: string;
  label: string;
  /** Whose box it is, in a word that says nothing of who that is. */
  owner: string;
  /** AES-256, base64url. */
  key: string;
  /** ISO. */
  takenAt: string;
  until: string;
  records: TakenRecord[];
}

/** What the server says at every contact. */
export interface FieldSession {
  owner: string;
  csrf: string;
  /** Boxes of this person that were neither returned nor called back; `over`: their term has ended. */
  boxes: { id: string; over: boolean }[];
  /** ISO: devices with a wrong clock go by it. */
  now: string;
}

/** What became of one record that was sent. */
export type SendAnswer =
  | { state: 'saved'; revision: number; merged: boolean; again: boolean }
  | { state: 'check'; why: 'clash' | 'mend' | 'changed' | 'files'; message: string };
