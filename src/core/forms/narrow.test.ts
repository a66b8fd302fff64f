import { expect, test } from 'vitest';
import { createFormState } from './form-state.ts';
import { narrowForm } from './narrow.ts';
import { onePage, onePageApp } from './one-page.ts';
import { prepareForm } from './prepare.ts';

const field = (id: number, code: string, more: object = {}) => ({
  id,
  code,
  type: 'text',
  label: { ja: code },
  options: {},
  ...more,
});
const app = {
  id: 'a',
  fields: [
    field(1, '種別'),
    field(2, '内密', { type: 'yes-no' }),
    field(3, '理由', {
      visible: '内密 = TRUE',
      required: '内密 = TRUE',
      checks: [{ rule: '内密 = TRUE', message: { ja: 'x' } }],
    }),
    field(4, '備考', { visible: '種別 = "他"' }),
  ],
  form: {
    pages: [
      {
        id: 'p',
        title: { ja: '一' },
        items: [
          { field: '種別' },
          { field: '内密' },
          { guidance: { ja: '内密です' }, visible: '内密 = TRUE' },
        ],
      },
      { id: 'q', title: { ja: '二' }, visible: '種別 <> ""', items: [{ field: '理由' }, { field: '備考' }] },
    ],
  },
};
const context = { today: '2026-11-21', now: '2026-11-21T10:00:00', language: 'ja' };
const whole = prepareForm(onePageApp(app as never, '題', true));

test('who may not read a field finds it nowhere in the form, and what depends on it stands as it is', () => {
  for (const secret of [true, false]) {
    const state = createFormState(whole, { 1: '他', 2: secret }, context);
    const narrow = narrowForm(whole, state, { reads: (id) => id !== 2, edits: () => true });
    expect(JSON.stringify(narrow)).not.toContain('内密"');
    expect(JSON.stringify(narrow.uses)).not.toContain('"2"');
    const shown = createFormState(narrow, { 1: '他' }, context);
    expect([shown.isVisible('f3'), shown.isRequired('f3'), shown.isVisible('f4')]).toEqual([
      secret,
      secret,
      true,
    ]);
    expect(JSON.stringify(narrow.pages).includes('内密です')).toBe(secret);
    expect(narrow.fields.find((one) => one.id === 3)?.checks).toEqual([]);
  }
});

test('fields that may be read and not changed are closed; whoever may everything gets the form as it is', () => {
  const state = createFormState(whole, {}, context);
  expect(narrowForm(whole, state, { reads: () => true, edits: (id) => id === 1 }).editable).toEqual(['f1']);
  expect(narrowForm(whole, state, { reads: () => true, edits: () => true }).editable).toBeUndefined();
  expect(whole.pages.map((page) => page.id)).toEqual([onePage]);
});
