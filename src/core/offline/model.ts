/** What a browser and the server both know of records that are taken along. */

/** More than a day's work, and more than a phone should lose. */
export const mostTaken = 50;
/** Records that may be begun in one box: a device should not lose more. */
export const mostDrafts = 50;
/** Pictures that go along in one box: of so many bytes together, each at most so wide or high. */
export const previews = { count: 150, bytes: 5_000_000, side: 480 };
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
  /** Of the pictures that are in it; those that did not fit are named only. */
  pictures: TakenPicture[];
}

/** A picture that is in a record, small, as it is shown on its page: with its marks, with what is blurred. */
export interface TakenPicture {
  fileId: string;
  /** JPEG, base64. */
  data: string;
}

/** An empty form, for records that are begun outside. */
export interface TakenBlank {
  html: string;
  /** Controls by which a draft is told from others: those of the title, then those of its second line. */
  title: string[];
  detail: string[];
  /** Controls that begin with the moment a record is begun. */
  now: string[];
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
  /** Null where this person may not add records. */
  blank: TakenBlank | null;
}

export interface OpenBox {
  id: string;
  over: boolean;
  /** Drafts of it that are records by now, on whatever way they became that. */
  made: string[];
}

/** What the server says at every contact. */
export interface FieldSession {
  owner: string;
  csrf: string;
  /** Boxes of this person that were neither returned nor called back; `over`: their term has ended. */
  boxes: OpenBox[];
  /** ISO: devices with a wrong clock go by it. */
  now: string;
}

/** What became of one record that was sent. */
export type SendAnswer =
  | {
      state: 'saved';
      revision: number;
      merged: boolean;
      again: boolean;
      /** What a new record is called, with its number; empty where the person may not see it. */
      title?: string;
    }
  | { state: 'check'; why: 'clash' | 'mend' | 'changed' | 'files'; message: string };
