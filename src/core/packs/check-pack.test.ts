import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPack, type PackProblem } from './index.server.ts';
import { copyWithoutRules } from './without-rules.testing.ts';

const packs = path.resolve(import.meta.dirname, '../../../packs');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-check-'));
  await copyWithoutRules(packs, ['base', 'demo'], folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// biome-ignore lint/suspicious/noExplicitAny: tests break definitions on purpose
type Content = any;
/** Problems after `change` to one file of the demo; the file is put back. */
async function after(file: string, change: (content: Content) => unknown): Promise<PackProblem[]> {
  const place = path.join(folder, 'demo', file);
  const before = await readFile(place, 'utf8');
  const content = file.endsWith('.json') ? JSON.parse(before) : before;
  const given = change(content);
  await writeFile(place, typeof given === 'string' ? given : JSON.stringify(content));
  try {
    return (await checkPack(path.join(folder, 'demo'))).problems.filter((one) => one.level === 'error');
  } finally {
    await writeFile(place, before);
  }
}
const at = (problems: PackProblem[]) => problems.map((one) => `${one.file} ${one.path}`);
const school = 'apps/school-expense-assistance.json';
const procedure = 'procedures/school-expense-assistance.json';

test('the packs of the house have no mistakes', async () => {
  for (const name of ['base', 'demo']) {
    const checked = await checkPack(path.join(packs, name));
    expect(checked.problems.filter((one) => one.level === 'error')).toEqual([]);
    expect(checked.definitions).toBeGreaterThan(5);
  }
});

test('schema mistakes are told with place, remedy and both languages', async () => {
  const problems = await after(school, (app: Content) => {
    app.fields[0].typ = 'x';
    app.fields[1].type = 'birthdate';
    app.fields[5].fields[2].options.choices = 'none';
    app.form.pages[0].items[0] = { feld: '住所' };
    delete app.title.ja;
  });
  expect(at(problems)).toEqual(
    expect.arrayContaining([
      `demo/${school} title.ja`,
      `demo/${school} fields[0]`,
      `demo/${school} fields[1].type`,
    ]),
  );
  for (const one of problems) {
    expect(one.ja).toMatch(/[ぁ-ん]/);
    expect(one.en).toMatch(/^[\x20-\x7e“”…ぁ-龥]+$/);
  }
  expect(problems.find((one) => one.path === 'title.ja')?.ja).toContain('必要です');
  expect(problems.find((one) => one.path === 'fields[0]')?.ja).toContain('知らない名前です：typ');
});

test('JSON that is none, and packs that are none', async () => {
  expect(at(await after(school, () => '{"kind": "app",}'))).toContain(`demo/${school} `);
  const nothing = await checkPack(path.join(folder, 'demo/samples'));
  expect(nothing.problems[0]).toMatchObject({
    file: 'samples/pack.json',
    ja: expect.stringContaining('pack.json がありません'),
  });
});

test('references that lead nowhere', async () => {
  const problems = await after(procedure, (one: Content) => {
    one.app = 'nowhere';
    one.department = 'NOBODY';
    one.related = ['missing-procedure'];
    one.documents.granted = 'missing-template';
    one.process.steps[0].position = '将軍';
  });
  expect(at(problems)).toEqual(
    expect.arrayContaining(
      ['app', 'department', 'related[0]', 'documents.granted', 'process.steps[0].position'].map(
        (place) => `demo/${procedure} ${place}`,
      ),
    ),
  );
  expect(
    at(
      await after(procedure, (one: Content) => {
        one.registerKeys.name = '無い項目';
      }),
    ),
  ).toContain(`demo/${procedure} registerKeys.name`);
  expect(
    at(
      await after(procedure, (one: Content) => {
        one.id = 'bulky-waste';
      }),
    ).some((place) => place.endsWith(' id')),
  ).toBe(true);
  expect(at(await after('pack.json', (one: Content) => void one.requires.push('elsewhere')))).toContain(
    'demo/pack.json requires',
  );
});

test('formulas, places of templates, languages, staff', async () => {
  const formulas = await after(school, (app: Content) => {
    app.fields.find((one: Content) => one.code === '世帯所得').options.formula = 'SUM(無い項目)';
  });
  expect(at(formulas).some((place) => place.endsWith('.options.formula'))).toBe(true);
  const template = 'templates/school-expense-granted.json';
  const places = await after(template, (one: Content) => {
    one.blocks.push({ type: 'paragraph', text: '{applicant.nam} {answers.無い項目} {register.x}' });
    one.blocks.push({ type: 'table', source: 'answers.住所', columns: [{ header: '', value: '{row.x}' }] });
  });
  expect(places.filter((one) => one.file === `demo/${template}`).length).toBeGreaterThanOrEqual(3);
  const staff = await after(
    'staff.csv',
    (text) => `${String(text)}new,新,人,,,NOWHERE,主事,本務,2026-04-01,\n`,
  );
  expect(staff).toEqual([
    expect.objectContaining({
      file: 'demo/staff.csv',
      path: expect.stringMatching(/^line \d+$/),
      ja: expect.stringContaining('NOWHERE'),
    }),
  ]);
  const english = path.join(folder, 'base/languages/en.json');
  const before = await readFile(english, 'utf8');
  const content = JSON.parse(before);
  const [first, second] = Object.keys(content.texts) as [string, string];
  delete content.texts[first];
  content.texts[second] += ' {nonsense}';
  await writeFile(english, JSON.stringify(content));
  const { problems } = await checkPack(path.join(folder, 'base'));
  await writeFile(english, before);
  expect(problems.map((one) => [one.path, one.level])).toEqual(
    expect.arrayContaining([
      [`texts.${first}`, 'warning'],
      [`texts.${second}`, 'error'],
    ]),
  );
});

test('tests of the pack run, and what comes out differently is told', async () => {
  const file = 'tests/school-expense-assistance.json';
  const problems = await after(file, (one: Content) => {
    one.cases[0].calculated.世帯人数 = '4';
    one.cases[0].hidden = ['住所'];
    one.cases[1].from = 'どこにもない試験';
  });
  expect(at(problems)).toEqual(
    expect.arrayContaining([
      `demo/${file} cases[0].calculated`,
      `demo/${file} cases[0].hidden`,
      `demo/${file} cases[1].from`,
    ]),
  );
});
