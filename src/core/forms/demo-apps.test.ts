/** The apps of the demo pack: their formulas compile and their forms run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fieldSchema } from '#core/fields.server';
import { checkAppFormulas, evaluateForm, type FormApp, nextPage, prepareForm } from './index.ts';

const folder = path.resolve(import.meta.dirname, '../../../packs/demo/apps');
const apps = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as FormApp,
);
const context = { today: '2026-11-21', now: '2026-11-21T10:00:00', language: 'ja' };

describe.each(apps.map((app) => [app.id, app] as const))('%s', (_id, raw) => {
  const app: FormApp = { ...raw, fields: raw.fields.map((field) => fieldSchema.parse(field)) };
  it('has no broken formula', () => {
    expect(checkAppFormulas(app).filter((problem) => problem.severity === 'error')).toEqual([]);
  });
  it('begins at its first page and asks for what is missing', () => {
    const form = prepareForm(app);
    const evaluation = evaluateForm(form, {}, context);
    expect(nextPage(form, evaluation, null)).toBe(app.form.pages[0]?.id);
    expect(evaluation.issues.length).toBeGreaterThan(0);
  });
});
