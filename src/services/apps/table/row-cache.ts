/**
 * The rows of a list of any length, as far as they were read. Rows stand in blocks that begin at positions at even distances, so
 * that a jump to the middle of a million reads one page and not ten thousand. Pure.
 */
import type { Names } from '#core/fields';
import type { Position } from '#core/views';
import type { Place, RowsPage, TableRow } from './model.ts';

interface Block {
  /** Null begins at the first record. */
  start: Position | null;
  rows: TableRow[];
  /** How many there will be, as long as not all are known. */
  expected: number;
  done: boolean;
  next: Position | null;
}

export interface Wanted {
  block: number;
  place: Place;
  limit: number;
}

/** Rows read at once while one scrolls, and at most when one lands in the middle of a block. */
const step = 100;
const most = 500;

export class RowCache {
  #blocks: Block[];
  readonly #ids = new Map<string, number>();
  #names: Names = {};

  constructor(expected: number, first?: RowsPage) {
    this.#blocks = [{ start: null, rows: [], expected, done: expected === 0, next: null }];
    if (first !== undefined) this.put(0, first);
  }

  /** Rows there are, known or expected. */
  get length(): number {
    return this.#blocks.reduce((sum, block) => sum + lengthOf(block), 0);
  }

  get names(): Names {
    return this.#names;
  }

  /** What is known of the first block stays: it is what the person looks at. */
  divide(positions: readonly Position[], total: number): void {
    const [first] = this.#blocks;
    if (first === undefined || this.#blocks.length > 1 || first.done || positions.length === 0) return;
    const parts = positions.length + 1;
    const share = Math.max(1, Math.round(total / parts));
    // Blocks that begin within what was read already would hold it twice.
    const known = new Set(first.rows.map((row) => row.id));
    const last = positions.reduce((found, one, index) => (known.has(one.id) ? index : found), -1);
    const behind = positions.slice(Math.max(last + 1, Math.ceil(first.rows.length / share)));
    const ahead = total - behind.length * share;
    this.#blocks = [
      { ...first, expected: Math.max(ahead, first.rows.length) },
      ...behind.map((start) => ({ start, rows: [], expected: share, done: false, next: null })),
    ];
  }

  rowAt(index: number): TableRow | undefined {
    const at = this.#find(index);
    return at === null ? undefined : this.#blocks[at.block]!.rows[at.offset];
  }

  /** Where a record stands now; -1 when it was not read. */
  indexOf(id: string): number {
    const block = this.#ids.get(id);
    if (block === undefined) return -1;
    const before = this.#blocks.slice(0, block).reduce((sum, one) => sum + lengthOf(one), 0);
    const offset = this.#blocks[block]!.rows.findIndex((row) => row.id === id);
    return offset < 0 ? -1 : before + offset;
  }

  /** The next page that is missing between two rows. */
  wanted(from: number, to: number): Wanted | null {
    for (let index = Math.max(from, 0); index <= to; ) {
      const at = this.#find(index);
      if (at === null) return null;
      const block = this.#blocks[at.block]!;
      if (at.offset >= block.rows.length) {
        const missing = at.offset + 1 - block.rows.length;
        const limit = Math.min(Math.max(missing + step / 2, step), most);
        if (block.next !== null) return { block: at.block, place: { after: block.next }, limit };
        return { block: at.block, place: block.start === null ? {} : { from: block.start }, limit };
      }
      index +=
        lengthOf(block) - at.offset > block.rows.length - at.offset ? block.rows.length - at.offset : 1;
      if (block.done) index = Math.max(index, this.#startOf(at.block) + block.rows.length);
    }
    return null;
  }

  /** Lays a page that was read into its block; by how many rows the list became longer or shorter. */
  put(index: number, page: RowsPage): number {
    const block = this.#blocks[index];
    if (block === undefined) return 0;
    const before = lengthOf(block);
    this.#names = merged(this.#names, page.names);
    let ended = page.next === null;
    for (const row of page.rows) {
      // A row of another block: this one ends where that begins.
      if (this.#ids.has(row.id) || this.#begins(row.id, index)) {
        ended = true;
        break;
      }
      this.#ids.set(row.id, index);
      block.rows.push(row);
    }
    block.next = page.next;
    block.done = ended;
    if (page.next === null) this.#blocks.splice(index + 1);
    return lengthOf(block) - before;
  }

  /** A record as it is after an act. */
  replace(row: TableRow, names: Names): void {
    this.#names = merged(this.#names, names);
    const block = this.#blocks[this.#ids.get(row.id) ?? -1];
    if (block !== undefined) block.rows = block.rows.map((one) => (one.id === row.id ? row : one));
  }

  remove(id: string): void {
    const block = this.#blocks[this.#ids.get(id) ?? -1];
    if (block === undefined) return;
    block.rows = block.rows.filter((one) => one.id !== id);
    block.expected = Math.max(block.expected - 1, block.rows.length);
    this.#ids.delete(id);
  }

  #begins(id: string, index: number): boolean {
    return this.#blocks.some((one, at) => at > index && one.start?.id === id);
  }

  #startOf(block: number): number {
    return this.#blocks.slice(0, block).reduce((sum, one) => sum + lengthOf(one), 0);
  }

  #find(index: number): { block: number; offset: number } | null {
    let offset = index;
    for (const [at, block] of this.#blocks.entries()) {
      const length = lengthOf(block);
      if (offset < length) return { block: at, offset };
      offset -= length;
    }
    return null;
  }
}

/** One more than is known, as long as there is something behind. */
function lengthOf({ rows, expected, done }: Block): number {
  return done ? rows.length : Math.max(expected, rows.length + 1);
}

/** Names found later stand before those found first. */
export function merged(a: Names, b: Names): Names {
  const records = { ...a.records };
  for (const [app, titles] of Object.entries(b.records ?? {})) records[app] = { ...records[app], ...titles };
  return {
    ...a,
    ...b,
    staff: { ...a.staff, ...b.staff },
    departments: { ...a.departments, ...b.departments },
    groups: { ...a.groups, ...b.groups },
    records,
  };
}

/** Into how many parts a list is divided; small ones are read from the beginning. */
export function partsFor(total: number): number {
  return total <= 1_000 ? 0 : Math.min(Math.ceil(total / 250), 1_000);
}
