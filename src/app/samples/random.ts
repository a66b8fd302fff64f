/** Choices that are the same for the same number, whatever was drawn before it: any part of the sample can be made alone. */
export interface Draw {
  /** At least 0, below 1. */
  part(): number;
  /** Both ends count. */
  int(low: number, high: number): number;
  one<T>(list: readonly T[]): T;
  chance(part: number): boolean;
}

/** mulberry32, from a seed that two neighbours share nothing of. */
export function drawOf(n: number, purpose: number): Draw {
  let state = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(purpose + 1, 0x85ebca6b);
  const part = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + Math.floor(part() * (high - low + 1));
  return {
    part,
    int,
    one: (list) => list[int(0, list.length - 1)]!,
    chance: (share) => part() < share,
  };
}
