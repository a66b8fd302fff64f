/** Sums by number, cleared by what was touched: a search adds to a few thousand of them and must not make a map each time. */
export class Tally {
  readonly touched: number[] = [];
  private readonly sums: Float64Array;

  constructor(size: number) {
    this.sums = new Float64Array(size);
  }

  /** `by` is above zero. */
  add(at: number, by: number): void {
    if (this.sums[at] === 0) this.touched.push(at);
    this.sums[at]! += by;
  }

  /** Raises a sum to at least this. */
  raise(at: number, to: number): void {
    if (this.sums[at] === 0) this.touched.push(at);
    if (this.sums[at]! < to) this.sums[at] = to;
  }

  of(at: number): number {
    return this.sums[at]!;
  }

  clear(): void {
    for (const at of this.touched) this.sums[at] = 0;
    this.touched.length = 0;
  }
}
