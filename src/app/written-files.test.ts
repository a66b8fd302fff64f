import { readFile } from 'node:fs/promises';
import Ajv from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { writtenFiles } from './commands/documents.server.ts';
import { inRoot } from './root.server.ts';

test.each([...writtenFiles()])(
  '%s is what the code says (madoguchi schema, madoguchi config table)',
  async (file, text) => {
    expect(await readFile(inRoot(file), 'utf8')).toBe(text);
  },
);

test('the published schemas accept the packs and refuse nonsense', async () => {
  const schema = JSON.parse(await readFile(inRoot('packs/schema/app.schema.json'), 'utf8'));
  const check = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const app = JSON.parse(await readFile(inRoot('packs/demo/apps/school-expense-assistance.json'), 'utf8'));
  expect(check(app)).toBe(true);
  expect(check({ ...app, fields: 'none' })).toBe(false);
});
