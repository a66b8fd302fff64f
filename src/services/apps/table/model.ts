/** What the list of a work app asks for and gets. Browser-safe. */
import type { Answers, Field, Json, Names } from '#core/fields';
import type { Origin } from '#core/saved-views';
import type { Counted, Position, SortBy, Standing } from '#core/views';

/** Which records and in what order, beside what the view says. Never part of an address: words and conditions name people. */
export interface TableQuestion {
  view?: string | undefined;
  /** Columns and order of the view, and not its condition: records it leaves out are sought too. */
  whole?: boolean | undefined;
  filter?: string | undefined;
  search?: string | undefined;
  sort?: SortBy[] | undefined;
}

/** Where to go on; none is the beginning. */
export interface Place {
  after?: Position | undefined;
  before?: Position | undefined;
  from?: Position | undefined;
}

export interface TableRow {
  id: string;
  revision: number;
  /** What this person may read of the columns. */
  answers: Answers;
  standing: Standing;
}

export interface RowsPage {
  rows: TableRow[];
  next: Position | null;
  previous: Position | null;
  /** Of what these rows point at; pages are laid over each other. */
  names: Names;
}

/** One column. Rules of the field are left out: they may name what this person must not know of. */
export interface TableColumn {
  field: Field;
  /** Nobody like this person changes it in any record; absent where it depends on the record. */
  closed: boolean;
}

export interface Total {
  by: string;
  /** Code; null counts records. */
  field: string | null;
  value: string | null;
}

/** A question newly asked: how the table looks, and where it begins. */
export interface OpenedTable {
  question: TableQuestion;
  /** The condition of the moment in words; empty: none. */
  filterWords: string;
  /** The view has a condition of its own. */
  narrowed: boolean;
  /** May keep what stands here for others too. */
  mayShare: boolean;
  columns: TableColumn[];
  /** Columns that stay while one scrolls sideways. */
  frozen: number;
  sort: SortBy[];
  count: Counted;
  /** Empty: none are wanted. Null: there are too many records to add them up before the list shows; they are asked for. */
  totals: Total[] | null;
  first: RowsPage;
  /** What readers and printers of these fields say: scripts of pages carry no sentences. */
  texts: Record<string, string>;
}

export interface ViewLink {
  id: string;
  title: string;
  kind: 'table' | 'pivot' | 'chart';
  origin: Origin;
}

/** What the head of an app's pages needs. */
export interface AppHeadData {
  id: string;
  title: string;
  description: string;
  /** What this person may do with some record at least. */
  acts: string[];
  views: ViewLink[];
  /** Records may be taken along on a device. */
  offline: boolean;
}

export interface WrongCell {
  /** Id; null is about the record as a whole. */
  field: number | null;
  message: string;
  /** What somebody else made of it meanwhile. */
  theirs?: Json;
}

/** What became of one row that was saved. */
export interface SavedRow {
  id: string;
  /** As it is now; null when it is out of sight. */
  row: TableRow | null;
  /** Ids of fields that were taken. */
  taken: number[];
  wrong: WrongCell[];
}

export interface SavedCells {
  rows: SavedRow[];
  names: Names;
}

/** How fast a list can be, for whoever builds the app. */
export interface ListSpeed {
  /** No index serves the list as it is asked, and one would: it can be asked for. */
  offer: boolean;
  /** What was asked for in this app. */
  asked: {
    key: string;
    /** Fields that it is about. */
    words: string;
    state: 'waiting' | 'building' | 'ready' | 'failed';
    /** Titles of the lists of the app that it serves too. */
    views: string[];
  }[];
  /** As many as an app may have. */
  full: boolean;
}

export interface BulkFormData {
  texts: Record<string, string>;
  /** As it came, to be sent again. */
  selection: string;
  count: Counted;
  deletes: boolean;
  today: string;
  /** That may be changed. */
  fields: Field[];
}

/** A list that was kept as a view. */
export interface KeptView {
  id: string;
}

/** Columns of a view at most. */
export const mostColumns = 60;

/** Rows of one page of the table. */
export const pageSize = 100;

/** Rows saved by one request. */
export const mostSaved = 100;

/** Up to so many records the totals come with the list; of more they are asked for, by the list itself as long as that is quick. */
export const totalsCap = 10_000;
export const quickTotals = 300_000;
