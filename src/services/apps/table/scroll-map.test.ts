import { describe, expect, test } from 'vitest';
import { rowHeight, ScrollMap, tallest } from './scroll-map.ts';

const view = 400;
const of = (rows: number) => {
  const map = new ScrollMap();
  map.resize(rows, view);
  return map;
};

describe('the scroll bar of a list', () => {
  test('of a list that fits in a page of the browser stands for its pixels', () => {
    const map = of(1_000);
    map.scrolled(rowHeight * 500);
    expect(map.window(0)).toMatchObject({ from: 500 });
    expect(map.settle()).toBe(rowHeight * 500);
  });
  test('of a million rows never grows beyond what browsers take, and its end is the last row', () => {
    const map = of(1_000_000);
    expect(map.height).toBe(tallest);
    map.scrolled(tallest - view);
    expect(map.window(0).to).toBe(999_999);
    map.scrolled(0);
    expect(map.window(0).from).toBe(0);
  });
  test('the wheel moves row by row, wherever the bar stands', () => {
    const map = of(1_000_000);
    map.scrolled(tallest / 2);
    const { from } = map.window(0);
    map.scrolled(tallest / 2 + rowHeight * 3);
    expect(map.window(0).from).toBe(from + 3);
    const { top } = map;
    map.settle();
    expect(Math.abs(map.top - top)).toBeLessThan(2);
  });
  test('a row that is asked for shows', () => {
    for (const rows of [300, 1_000_000]) {
      const map = of(rows);
      for (const row of [rows - 1, 0, Math.floor(rows / 3)]) {
        map.reveal(row);
        const { from, to } = map.window(0);
        expect(row >= from && row <= to).toBe(true);
      }
    }
  });
  test('empty space and rows together are as tall as the bar says', () => {
    for (const rows of [50, 300, 1_000_000]) {
      const map = of(rows);
      map.scrolled(map.height / 3);
      const { from, to, before, after } = map.window();
      expect(before + (to - from + 1) * rowHeight + after).toBeGreaterThanOrEqual(map.height - 1);
    }
  });
});
