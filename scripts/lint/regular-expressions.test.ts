/**
 * Acceptance 3: no slow regular expression. Every literal of the source is read by recheck; what it cannot prove linear
 * meets the very text that recheck finds worst, and a set of others, at a length no field lets through unread.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

// recheck's own choice would start a Java or native process.
process.env.RECHECK_SYNC_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const root = path.resolve(import.meta.dirname, '../..');
/** Where patterns are put together from parts; each says in its own tests how it meets long texts. */
const builtFromParts = [
  'src/core/cases/inbox-query.ts',
  'src/kernel/address/street.ts',
  'src/kernel/dates/parse-read.ts',
  'src/platform/files/objects-s3.server.ts',
  'src/platform/files/pdf.server.ts',
  'src/platform/signing/placeholder.server.ts',
];

interface Literal {
  pattern: RegExp;
  at: string;
}

function sources(): string[] {
  return ['src', 'bin']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name}`,
      ),
    )
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !/\.(test|testing|fixture|d)\./.test(name));
}

function literalsOf(file: string): Literal[] {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found: Literal[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    if (typeof node !== 'object' || node === null || !('type' in node)) return;
    const { regex, start } = node as { regex?: { pattern: string; flags: string }; start?: number };
    if (regex !== undefined)
      found.push({
        pattern: new RegExp(regex.pattern, regex.flags.replace('y', '')),
        at: `${file}:${text.slice(0, start).split('\n').length}`,
      });
    for (const each of Object.values(node)) if (typeof each === 'object') walk(each);
  };
  walk(parseSync(file, text).program);
  return found;
}

const length = 10_000;
/** For the many texts that are only guesses. */
const guess = 2_000;
/** What repeated makes patterns of this house try again and again. */
const pumps = [
  '0',
  'a',
  ' ',
  '-',
  '/',
  '.',
  '<',
  '(',
  '[',
  '"',
  '年',
  '一',
  '1-',
  'a.',
  'a ',
  '0.',
  ' 0',
  'A1',
  '¥0,',
];
const common = pumps.flatMap((pump) =>
  ['', 'x'].map((before) => `${before}${pump.repeat(guess / pump.length)}\u0000`),
);

function attacksOf({ source, flags }: RegExp): string[] {
  // What repeats nothing reads each place of the text once.
  if (!/[*+{]/.test(source)) return [];
  const found = checkSync(source, flags, { checker: 'automaton', timeout: 800, attackTimeout: 300 });
  if (found.status === 'safe') return [];
  if (found.status !== 'vulnerable') return common;
  expect(found.complexity.type, `/${source}/ is exponential`).not.toBe('exponential');
  const each = Math.floor(length / found.attack.pumps.length);
  const worst = found.attack.pumps.map(
    ({ prefix, pump }) => prefix + pump.repeat(Math.ceil(each / Math.max(1, pump.length))),
  );
  return [...common, worst.join('') + found.attack.suffix];
}

test('every regular expression answers any text of 10 000 characters at once', () => {
  const literals = new Map<string, Literal>();
  for (const file of sources()) for (const one of literalsOf(file)) literals.set(String(one.pattern), one);
  expect(literals.size).toBeGreaterThan(300);
  const slow: string[] = [];
  for (const { pattern, at } of literals.values())
    for (const text of attacksOf(pattern)) {
      // Of this thread: on a busy machine time passes without it.
      const before = process.threadCpuUsage();
      text.replace(pattern, '');
      const { user, system } = process.threadCpuUsage(before);
      const took = (user + system) / 1_000;
      if (took > 1_500)
        slow.push(`${at} ${pattern}: ${Math.round(took)} ms on ${JSON.stringify(text.slice(0, 20))}…`);
    }
  expect(slow).toEqual([]);
});

test('patterns put together from parts stand where they are known', () => {
  const found = sources().filter((file) => /\bRegExp\(/.test(readFileSync(path.join(root, file), 'utf8')));
  expect(found.sort()).toEqual([...builtFromParts].sort());
});

test('a planted one is found', () => {
  expect(() => attacksOf(/^(a+)+$/)).toThrow(/exponential/);
  expect(attacksOf(/^[0-9]{3}-?[0-9]{4}$/)).toEqual([]);
});
