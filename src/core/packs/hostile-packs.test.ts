/** Acceptance 3, definitions: whatever a pack holds, `pack check` names the mistake, at once, and nothing is run. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPack } from './index.server.ts';
import { copyWithoutRules } from './without-rules.testing.ts';

const packs = path.resolve(import.meta.dirname, '../../../packs');
const file = 'apps/school-expense-assistance.json';
let folder: string;
const sound = readFileSync(path.join(packs, 'demo', file), 'utf8');
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-hostile-'));
  await copyWithoutRules(packs, ['base', 'demo'], folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: tests break definitions on purpose
type App = any;
const changed = (change: (app: App) => void): string => {
  const app = JSON.parse(sound);
  change(app);
  return JSON.stringify(app);
};
/** A formula where the app has a condition of a page. */
const condition = (formula: string) =>
  changed((app) => {
    app.form.pages[1].visible = formula;
  });
const deep = (open: string, close: string, times: number) => open.repeat(times) + close.repeat(times);

const hostile: Record<string, string> = {
  'JSON that nests without end': deep('[', ']', 200_000),
  'objects that nest without end': deep('{"a":', '}', 1_000).replace('}', '1}'),
  'a field that nests': sound.replace('"fields":', `"deep":${deep('[', ']', 5_000)},"fields":`),
  '__proto__ as a key': sound.replace('"fields":', '"__proto__":{"admin":true},"fields":'),
  'constructor as a key': sound.replace('"fields":', '"constructor":{"prototype":{"admin":true}},"fields":'),
  'a field called __proto__': changed((app) => {
    app.fields[0].type = '__proto__';
  }),
  'a reference to __proto__': changed((app) => {
    app.form.pages[0].items[0] = { field: '__proto__' };
  }),
  'a huge number as id': changed((app) => {
    app.fields[0].id = 1e308;
  }),
  'a number that is none': sound.replace(/"id":\s*\d+/, '"id":1e999'),
  'a negative id': changed((app) => {
    app.fields[0].id = -1;
  }),
  'a text where a list belongs': changed((app) => {
    app.fields = 'x'.repeat(1_000_000);
  }),
  'a file beyond the limit': `${sound}${' '.repeat(5_000_001)}`,
  'nothing at all': '',
  'a formula that calls code': condition('constructor.constructor("return process")()'),
  'a formula that calls an unknown name': condition('__proto__("x")'),
  'a formula that nests': condition(`${'('.repeat(5_000)}1${')'.repeat(5_000)} = 1`),
  'a formula without end': condition(`${'1 + '.repeat(50_000)}1 = 1`),
  'a formula of a huge number': condition(`${'9'.repeat(500)} = 1`),
  'a pattern that backtracks with references': condition('MATCHES("x", "(a+)\\1+")'),
  'a pattern that looks ahead': condition('MATCHES("x", "(?=a)+b")'),
  'a pattern with lazy parts': condition('MATCHES("x", "(a*?)*b")'),
  'a pattern that explodes in size': condition('MATCHES("x", "((a{100}){100}){100}")'),
  'a pattern without end': condition(`MATCHES("x", "${'a'.repeat(5_000)}")`),
  'a pattern from an answer': condition('MATCHES("x", 世帯主)'),
};

test.each(Object.entries(hostile))(
  '%s is named, and quickly',
  async (_name, content) => {
    const place = path.join(folder, 'demo', file);
    await writeFile(place, content);
    try {
      const started = performance.now();
      const { problems } = await checkPack(path.join(folder, 'demo'));
      expect(performance.now() - started).toBeLessThan(60_000);
      const errors = problems.filter((one) => one.level === 'error');
      expect(errors.some((one) => one.file === `demo/${file}`)).toBe(true);
      for (const one of errors) {
        expect(one.ja).toMatch(/[ぁ-んァ-ヶ一-龥]/);
        expect(one.en.length).toBeLessThan(2_000);
        expect(`${one.ja}${one.en}`).not.toMatch(/at \w+ \(|node_modules|Maximum call stack/);
      }
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
    } finally {
      await writeFile(place, sound);
    }
  },
  30_000,
);
