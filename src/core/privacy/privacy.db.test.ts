import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitionsOf } from '#core/definitions.server';
import { tokyoDate } from '#kernel/dates';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { personalDataFiles } from './files-of.server.ts';
import type { PersonalDataFile } from './model.ts';
import { printAssessment, printRegister } from './print.ts';

let city: TestCity;
let files: PersonalDataFile[];
const today = tokyoDate(new Date());
beforeAll(async () => {
  city = await createTestCity();
  files = await city.staff.tenant(city.code, 'staff', async (tx) =>
    personalDataFiles(await definitionsOf(tx, city.code), today),
  );
});
afterAll(() => city.close());

test('every app that asks for a person is a file, with its fields as items and its own section', () => {
  const school = files.find((file) => file.appId === 'school-expense-assistance')!;
  expect(school.body).toContain('教育委員会');
  expect(school.items.map((item) => item.label)).toEqual(
    expect.arrayContaining([expect.stringContaining('・')]),
  );
  expect(school.sealed.length).toBeGreaterThan(0);
  expect(school.legalBases.join()).toContain('学校教育法');
  expect(school.retention).toContain('5年');
});

test('register and assessment name every file; nothing unknown is guessed', () => {
  const register = printRegister('あかつき市', today, files);
  for (const file of files) expect(register).toContain(`## ${file.name}`);
  expect(register).not.toMatch(/undefined|null|NaN/);
  expect(register).toContain('〔要記入〕');
  const withNumber = files.map((file) => ({ ...file, individualNumber: true }))[0]!;
  expect(printAssessment('あかつき市', today, withNumber)).toContain('番号法28条');
});
