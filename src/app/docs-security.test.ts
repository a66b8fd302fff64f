/** Acceptance 8: what docs/security says of itself is so: files, headings and tests are there, and the figures are counted. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** As GitHub makes anchors of headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
const hasHeading = (text: string, anchor: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].some(([, heading = '']) => anchorOf(heading) === anchor);

/** What is wrong with the places a cell names: `path`, `path#heading`, `path` “part of a test's name”. */
function faults(cell: string): string[] {
  return [...cell.matchAll(/`([^`#]+)(?:#([^`]+))?`(?: “([^”]+)”)?/g)].flatMap(
    ([, file = '', anchor, name]) => {
      if (!/^[\w.-]+(\/[\w.-]+)+$/.test(file)) return [];
      if (!existsSync(path.join(root, file))) return [`${file} is not there`];
      if (anchor !== undefined && !hasHeading(read(file), anchor))
        return [`${file} has no heading ${anchor}`];
      return name !== undefined && !read(file).includes(name) ? [`${file} has no test “${name}”`] : [];
    },
  );
}

describe('docs/security/asvs.md', () => {
  const text = read('docs/security/asvs.md');
  const rows = text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line));
  const requirements = rows.map((row) => {
    const [number = '', level = '', asks = '', state = '', met = '', shown = ''] = cellsOf(row);
    return { number, level, asks, state, met, shown };
  });

  test('has every requirement of the two levels once: 70 and 183', () => {
    expect(new Set(requirements.map((one) => one.number)).size).toBe(requirements.length);
    expect(requirements.filter((one) => one.level === '1')).toHaveLength(70);
    expect(requirements.filter((one) => one.level === '2')).toHaveLength(183);
  });

  test('names only files, headings and tests that are there, and names one where it says so', () => {
    expect(
      requirements.flatMap((one) => faults(one.shown).map((fault) => `${one.number}: ${fault}`)),
    ).toEqual([]);
    for (const { number, state, met, shown } of requirements) {
      if (['test', 'config'].includes(state)) expect(shown, number).toMatch(/\.test\.tsx?`/);
      else if (state === 'document') expect(shown, number).toMatch(/\.md#/);
      else {
        expect(['explained', 'not met', 'n/a'], number).toContain(state);
        expect(met.length, `${number} needs a reason`).toBeGreaterThan(5);
      }
    }
  });

  test('prints the figures that are counted', () => {
    for (const state of ['test', 'config', 'document', 'explained', 'not met', 'n/a']) {
      const printed = cellsOf(text.split('\n').find((line) => line.startsWith(`| ${state} |`)) ?? '').at(-1);
      expect(printed, state).toBe(String(requirements.filter((one) => one.state === state).length));
    }
    expect(text).toContain(`| all | | ${requirements.length} |`);
  });
});

test('docs/security/municipal-guideline.md names only what is there, and who is responsible', () => {
  const rows = read('docs/security/municipal-guideline.md')
    .split('\n')
    .filter((line) => /^\| [^|]+ \| (product|operator|city)/.test(line))
    .map(cellsOf);
  expect(rows.length).toBeGreaterThan(25);
  for (const [area = '', who = '', met = '', shown = ''] of rows) {
    expect(who, area).toMatch(/^(product|operator|city)(, (product|operator|city))*$/);
    if (who.includes('product')) expect(shown, area).toMatch(/`|–/);
    expect([...faults(met), ...faults(shown)], area).toEqual([]);
  }
});
