/** Random choices that are the same on every run (mulberry32). */
export function seeded(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    one: <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T,
    chance: (part: number) => next() < part,
    date: (from: number, to: number) => {
      const day = new Date(Date.UTC(int(from, to), int(0, 11), int(1, 28)));
      return day.toISOString().slice(0, 10);
    },
    digits: (count: number) =>
      Array.from({ length: count }, (_, index) => int(index === 0 ? 1 : 0, 9)).join(''),
  };
}
export type Random = ReturnType<typeof seeded>;
