/** How the reports of a year of waves lie over the days. Pure. */

/** Middle in days ago, width in days, weight. The last one is not over yet. */
const year = [
  [205, 14, 22],
  [105, 19, 62],
  [12, 16, 12],
] as const;
const season = [
  [38, 9, 45],
  [6, 8, 55],
] as const;

const fewForAYear = 5000;

export interface Waves {
  /** How many days ago patient `n` was reported: the first ones longest ago. */
  daysAgo(n: number): number;
}

/** Few patients lie in the last two months, so that a small city has some to call today. */
export function wavesOf(count: number): Waves {
  const [waves, days] = count < fewForAYear ? [season, 60] : [year, 240];
  const weight = (day: number) =>
    waves.reduce(
      (sum, [middle, width, share]) => sum + (share / width) * Math.exp(-(((day - middle) / width) ** 2) / 2),
      0.004,
    );
  const sums: number[] = [];
  for (let day = days - 1; day >= 0; day--) sums.push((sums.at(-1) ?? 0) + weight(day));
  const whole = sums.at(-1)!;
  return {
    daysAgo(n) {
      const wanted = ((n + 0.5) / count) * whole;
      const found = sums.findIndex((sum) => sum >= wanted);
      return days - 1 - (found === -1 ? days - 1 : found);
    },
  };
}
