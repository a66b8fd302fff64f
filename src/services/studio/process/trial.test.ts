import { describe, expect, it } from 'vitest';
import type { App } from '#core/definitions';
import { completeFields } from '#core/fields';
import type { FormContext } from '#core/forms';
import { controlOf, meets, trialAnswers, usedIn } from './trial.ts';

const context: FormContext = { today: '2026-11-22', now: '2026-11-22T10:00:00', language: 'ja', names: {} };
const body = {
  fields: [
    { id: 1, code: '件名', type: 'text', label: { ja: '件名' } },
    { id: 2, code: '金額', type: 'money', label: { ja: '金額' }, options: { decimals: 0 } },
    { id: 3, code: '情報機器', type: 'yes-no', label: { ja: '情報機器' } },
    { id: 4, code: '税込', type: 'formula', label: { ja: '税込' }, options: { formula: '金額 * 2' } },
  ],
  form: { pages: [{ id: 'p', title: { ja: '内容' }, blocks: [1, 2, 3, 4].map((field) => ({ field })) }] },
} as unknown as App;
const fields = completeFields(body.fields);
const when = 'AND(金額 >= 500000, 情報機器 = TRUE)';

describe('a condition is tried on made-up values', () => {
  it('asks only for the fields it says', () => {
    expect(usedIn(when, fields)?.map((one) => one.code)).toEqual(['金額', '情報機器']);
  });

  it('says whether the values as they were typed are meant', () => {
    const tried = (typed: Record<string, string>) =>
      meets(when, fields, trialAnswers(body, fields, typed, context), context);
    expect(tried({ 2: '499,999', 3: 'yes' })).toBe(false);
    expect(tried({ 2: '500,000円', 3: 'yes' })).toBe(true);
    expect(tried({ 2: '500000', 3: 'no' })).toBe(false);
    expect(tried({ 2: '', 3: 'yes' })).toBe(false);
  });

  it('keeps what was typed in the box, even where it is no value yet', () => {
    const typed = { 2: '5千' };
    const answers = trialAnswers(body, fields, typed, context);
    expect(controlOf(fields[1]!, answers, typed)).toEqual({ kind: 'text', value: '5千', numeric: true });
    expect(controlOf(fields[2]!, answers, {})).toMatchObject({
      kind: 'choice',
      value: 'yes',
      choices: [{ label: 'はい' }, { label: 'いいえ' }],
    });
  });

  it('asks nothing of a condition that cannot be read', () => {
    expect(usedIn('金額 >=', fields)).toBeNull();
    expect(usedIn('', fields)).toBeNull();
    expect(usedIn('金額', fields)).toBeNull();
  });
});
