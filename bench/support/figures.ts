/** How benches say their results: figures with a target, ratios of alternating rounds, one file per bench for the report. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

export interface Figure {
  /** A sentence's beginning: 「portal home / static Fastify reply」. */
  name: string;
  value: number;
  unit: 'ratio' | 'ms' | 'per second';
  /** Of the rounds; the value is their median. */
  spread?: [number, number];
  /** Absent: told beside the others, nothing was promised. */
  target?: { at: 'least' | 'most'; value: number };
  /** Absolute numbers behind a ratio. */
  detail?: string;
  /** Where the rest goes, for when the target is missed. */
  why?: string;
}

/** Where a part of the time goes, for figures that miss their target. */
export interface Share {
  of: string;
  rows: { name: string; part: number; note?: string }[];
}

export interface Outcome {
  bench: string;
  figures: Figure[];
  /** What was compared, how often, under which load. */
  method: string[];
  shares: Share[];
}

export function reached({ value, target }: Figure): boolean {
  if (target === undefined) return true;
  return target.at === 'least' ? value >= target.value : value <= target.value;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median ratio of rounds measured side by side, with the lowest and the highest. */
export function ratios(
  part: readonly number[],
  whole: readonly number[],
): { value: number; spread: [number, number] } {
  const all = part.map((each, round) => each / whole[round]!);
  return { value: median(all), spread: [Math.min(...all), Math.max(...all)] };
}

export function sayFigure(figure: Figure): string {
  const { name, value, unit, spread, target, detail } = figure;
  const print = (number: number) => (unit === 'ratio' ? number.toFixed(2) : number.toFixed(1));
  const wanted =
    target === undefined
      ? ''
      : `  wanted ${target.at === 'least' ? '≥' : '≤'} ${target.value}${unit === 'ms' ? ' ms' : ''}: ${reached(figure) ? 'reached' : 'MISSED'}`;
  const between = spread === undefined ? '' : ` (${print(spread[0])}–${print(spread[1])})`;
  return `${name}: ${print(value)}${unit === 'ratio' ? '' : ` ${unit}`}${between}${wanted}${detail === undefined ? '' : `\n    ${detail}`}`;
}

/** Prints, hands over to bench/first-journey.ts when that asked, and sets the exit code. */
export function finish(outcome: Outcome): void {
  for (const figure of outcome.figures) console.log(sayFigure(figure));
  for (const { of, rows } of outcome.shares) {
    console.log(`\n${of}`);
    for (const { name, part, note } of rows)
      console.log(
        `  ${`${(part * 100).toFixed(1)} %`.padStart(7)}  ${name}${note === undefined ? '' : `  ${note}`}`,
      );
  }
  const folder = process.env.MADOGUCHI_BENCH_OUTPUT;
  if (folder !== undefined)
    writeFileSync(path.join(folder, `${outcome.bench}.json`), JSON.stringify(outcome, null, 1));
  if (!outcome.figures.every(reached)) process.exitCode = 1;
}
