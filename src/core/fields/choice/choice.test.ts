import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';
import { type ChoiceOptions, showsRadios } from './contract.ts';

const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    value: `v${index}`,
    label: { ja: `選択${index}`, en: `Choice ${index}` },
  }));
const field = fieldOf('choice', { choices: choices(3) });

describe('choice', () => {
  it('takes one of its values only', () => {
    expect(read(field, 'v1')).toMatchObject({ value: 'v1', messages: [] });
    expect(read(field, 'other').messages).toEqual(['選択肢の中から選んでください。']);
    expect(read(field, '').value).toBeNull();
    expect(comesBack(field, 'v2')).toBe('v2');
    expect(contracts.choice.print('v1', field, 'en')).toBe('Choice 1');
  });
  it('shows radio buttons up to seven', () => {
    const shows = (count: number, display?: string) =>
      showsRadios(
        fieldOf('choice', { choices: choices(count), ...(display === undefined ? {} : { display }) })
          .options as ChoiceOptions,
      );
    expect([shows(7), shows(8), shows(3, 'select'), shows(9, 'radio')]).toEqual([true, false, false, true]);
  });
});
