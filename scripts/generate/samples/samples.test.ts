/** The committed samples: what the generator writes, and cases that the forms and registers would take. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { App } from '#core/definitions';
import type { Json } from '#core/fields';
import { evaluateForm, prepareForm } from '#core/forms';
import { answersByCode } from '#core/packs.server';
import { sampleTexts } from './samples.ts';

const demo = path.resolve(import.meta.dirname, '../../../packs/demo');
const read = (name: string) => readFileSync(path.join(demo, name), 'utf8');
const { today, cases } = JSON.parse(read('samples/cases.json')) as {
  today: string;
  cases: {
    id: string;
    procedure: string;
    addresseeNumber: string;
    state: string;
    answers: Record<string, Json>;
  }[];
};

test.each(Object.entries(sampleTexts()))('%s is as generated', (name, text) => {
  const committed = read(path.join('samples', name));
  if (name.endsWith('.json')) expect(JSON.parse(committed)).toEqual(JSON.parse(text));
  else expect(committed).toBe(text);
});

test.each(cases.map((one) => [one.id, one] as const))('%s could have been sent', (_id, one) => {
  const app = JSON.parse(read(`apps/${one.procedure}.json`)) as App;
  const { answers, unknown } = answersByCode(app, one.answers);
  const context = { today, now: `${today}T10:00:00`, language: 'ja' };
  const got = evaluateForm(prepareForm(app as never), answers, context);
  expect([unknown, got.issues]).toEqual([[], []]);
});

test('a certificate was issued only for a year that is declared', () => {
  const tax = JSON.parse(read('samples/tax.json')) as {
    addresseeNumber: string;
    year: string;
    declared: boolean;
  }[];
  const issued = cases.filter(
    (one) => one.procedure === 'income-tax-certificate' && ['issued', 'closed'].includes(one.state),
  );
  expect(issued.length).toBeGreaterThan(2);
  for (const { addresseeNumber, answers } of issued)
    expect(tax).toContainEqual(
      expect.objectContaining({ addresseeNumber, year: answers.年度, declared: true }),
    );
});
