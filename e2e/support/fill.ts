/** Fills forms as a person would, from the sample cases of the demo pack: whatever the app asks, the sample answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { completeFields, contracts, controlName, type Field, type Json, type Typed } from '#core/fields';
import { expect } from './journey.ts';

const demo = path.resolve(import.meta.dirname, '../../packs/demo');
const readJson = <T>(file: string): T => JSON.parse(readFileSync(path.join(demo, file), 'utf8')) as T;

export interface Sample {
  id: string;
  procedure: string;
  answers: Record<string, Json>;
}
export interface AppFile {
  id: string;
  fields: Field[];
  form: { pages: { id: string; items: { field?: string }[] }[] };
}

export function sampleCase(id: string): Sample {
  const sample = readJson<{ cases: Sample[] }>('samples/cases.json').cases.find((one) => one.id === id);
  if (sample === undefined) throw new Error(`no sample ${id}`);
  return structuredClone(sample);
}

export function appOf(id: string): AppFile {
  const app = readJson<AppFile>(`apps/${id}.json`);
  return { ...app, fields: completeFields(app.fields as never) as unknown as Field[] };
}

/** Fills the controls of the page that is shown, once through; gives how many it filled. */
export async function fillPage(
  page: Page,
  app: AppFile,
  pageId: string,
  answers: Record<string, Json>,
): Promise<number> {
  const codes =
    app.form.pages.find((one) => one.id === pageId)?.items.flatMap((item) => item.field ?? []) ?? [];
  let filled = 0;
  for (const code of codes) {
    const field = app.fields.find((one) => one.code === code);
    const value = answers[code];
    if (field === undefined || value === undefined || field.type === 'formula') continue;
    filled +=
      field.fields === undefined
        ? await fillField(page, field, controlName(field), value)
        : await fillLines(page, field, value);
  }
  return filled;
}

async function fillLines(page: Page, field: Field, value: Json): Promise<number> {
  const rows = value as Record<string, Json>[];
  const name = controlName(field);
  const list = page.locator(`[data-lines="${name}"]`);
  if (rows.length === 0 || !(await list.isVisible())) return 0;
  const keys = () =>
    list
      .locator(`ol input[name="${name}.keys"]`)
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  for (let tries = 0; (await keys()).length < rows.length; tries += 1) {
    expect(tries < 20, `lines of ${field.code} can be added`);
    await list.locator(`button[data-add="${name}"]`).click();
    await page.waitForLoadState();
  }
  const present = await keys();
  let filled = 0;
  for (const [index, row] of rows.entries()) {
    for (const child of field.fields ?? []) {
      const inner = row[child.code];
      if (inner !== undefined)
        filled += await fillField(page, child, `${name}[${present[index]}].f${child.id}`, inner);
    }
  }
  return filled;
}

async function fillField(page: Page, field: Field, name: string, value: Json): Promise<number> {
  if (field.type === 'file' || field.type === 'photo')
    return attach(page, name, value as { $file: string }[]);
  const contract = contracts[field.type];
  const typed: Typed = contract.toTyped(value as never, name, field as never);
  let filled = 0;
  for (const [control, values] of Object.entries(typed)) filled += await fillControl(page, control, values);
  return filled;
}

async function fillControl(page: Page, name: string, values: string[]): Promise<number> {
  const all = page.locator(`[name="${name}"]:not([type="hidden"])`);
  const count = await all.count();
  let filled = 0;
  for (let index = 0; index < count; index += 1) {
    const control = all.nth(index);
    if (!(await control.isVisible())) continue;
    if (await fillOne(control, values)) filled += 1;
  }
  return filled;
}

async function fillOne(control: Locator, values: string[]): Promise<boolean> {
  const { tag, type, value } = await control.evaluate((node) => ({
    tag: node.tagName,
    type: (node as HTMLInputElement).type,
    value: (node as HTMLInputElement).value,
  }));
  if (type === 'radio' || type === 'checkbox') {
    if (values.includes(value)) await control.check();
    else if (type === 'checkbox') await control.uncheck();
    return values.includes(value);
  }
  if (tag === 'SELECT') await control.selectOption(values[0] ?? '');
  else await control.fill(values[0] ?? '');
  return true;
}

async function attach(page: Page, name: string, files: { $file: string }[]): Promise<number> {
  const input = page.locator(`input[type="file"][name="${name}"]`);
  if (!(await input.isVisible())) return 0;
  await input.setInputFiles(files.map((file) => path.join(demo, 'samples/files', file.$file)));
  return 1;
}
