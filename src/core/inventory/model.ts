/** The stock-take as a whole, and a change of it. Pure types. */
import type { ReadingOffice } from './columns.ts';
import type { Channel, Entry, Listed } from './entry.ts';

export interface Inventory {
  /** By reading; those without one by name, last. */
  entries: readonly Listed[];
  find(code: string): Listed | null;
  /** As it was written, before the definition was laid over it. */
  own(code: string): Entry | null;
  office: ReadingOffice;
}

export interface EntryChange {
  entry: Entry;
  /** What stands now; null: it is new. */
  before: Entry | null;
  /** The version this change was made on; 0: none. */
  version: number;
  volumes: { year: number; channel: Channel; cases: number | null }[];
}
