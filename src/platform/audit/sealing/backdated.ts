/**
 * A row takes its transaction's number before it takes its time. So a row whose transaction had not begun when a head was
 * made cannot be older than that head: somebody wrote another time into it.
 */
const kept = 100_000;
/** Clocks are set back by seconds, not by more. */
const tolerance = 10_000;

export class Clock {
  #next: number[] = [];
  #at: number[] = [];

  /** Heads in their order. Numbers that fall were counted by another server, after a restore: nothing follows from those before. */
  add(next: string, at: string): void {
    const number = Number(next);
    if (number < (this.#next.at(-1) ?? 0)) {
      this.#next = [];
      this.#at = [];
    }
    this.#next.push(number);
    this.#at.push(Date.parse(at));
    if (this.#next.length > 2 * kept) {
      this.#next.splice(0, kept);
      this.#at.splice(0, kept);
    }
  }

  backdated(xid: string, at: string): boolean {
    const number = Number(xid);
    let [low, high] = [0, this.#next.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#next[middle]! <= number) low = middle + 1;
      else high = middle;
    }
    return low > 0 && Date.parse(at) < this.#at[low - 1]! - tolerance;
  }
}
