/**
 * From where the scroll bar stands to which rows show. Browsers end at some 30 million pixels, a million rows need 38: beyond the
 * cap the bar stands for a share of the list, while the wheel moves row by row. Pure.
 */

export const rowHeight = 38;
/** Far below what any browser takes. */
export const tallest = 8_000_000;

export class ScrollMap {
  #rows = 0;
  #view = 0;
  #last = 0;
  /** Top of the list minus what the bar says. */
  #offset = 0;

  resize(rows: number, view: number): void {
    this.#rows = rows;
    this.#view = view;
    if (!this.#squeezed) this.#offset = 0;
  }

  get height(): number {
    return Math.min(this.#rows * rowHeight, tallest);
  }

  get #squeezed(): boolean {
    return this.#rows * rowHeight > tallest;
  }

  get top(): number {
    return Math.max(0, Math.min(this.#last + this.#offset, this.#rows * rowHeight - this.#view));
  }

  get offset(): number {
    return this.#offset;
  }

  /** The bar was moved. A small step is a step in the list; a large one, or either end, is a share of it. */
  scrolled(to: number): void {
    const far = Math.abs(to - this.#last) > this.#view * 4;
    const end = to <= 0 || to >= this.height - this.#view - 1;
    this.#last = to;
    if (this.#squeezed && (far || end)) this.#offset = this.#shareOf(to) - to;
  }

  /** Where the bar ought to stand for what shows; moving it there moves nothing. */
  settle(): number {
    if (!this.#squeezed) return this.#last;
    const { top } = this;
    const range = this.#rows * rowHeight - this.#view;
    const to = range <= 0 ? 0 : Math.round((top / range) * (this.height - this.#view));
    this.#last = to;
    this.#offset = top - to;
    return to;
  }

  /** Where the bar stands so that this row shows; null when it does already. */
  reveal(row: number): number | null {
    const at = row * rowHeight;
    const { top } = this;
    if (at >= top && at + rowHeight <= top + this.#view) return null;
    const wanted = at < top ? at : at + rowHeight - this.#view;
    this.#offset = this.#squeezed ? wanted - this.#last : 0;
    if (!this.#squeezed) {
      this.#last = Math.max(0, wanted);
      return this.#last;
    }
    return this.settle();
  }

  /** Rows to draw, some more than show. */
  window(over = 6): { from: number; to: number; before: number; after: number } {
    const { top } = this;
    const from = Math.max(0, Math.floor(top / rowHeight) - over);
    const to = Math.min(this.#rows - 1, Math.ceil((top + this.#view) / rowHeight) + over);
    const before = Math.max(0, from * rowHeight - this.#offset);
    return { from, to, before, after: Math.max(0, this.height - before - (to - from + 1) * rowHeight) };
  }

  #shareOf(to: number): number {
    const range = this.height - this.#view;
    if (range <= 0) return 0;
    return Math.min(1, Math.max(0, to / range)) * (this.#rows * rowHeight - this.#view);
  }
}
