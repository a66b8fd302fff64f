import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse } from '../testing.server.ts';

const field = fieldOf('multiple-choice', {
  choices: ['b', 'a', 'c'].map((value) => ({ value, label: { ja: value } })),
  max: 2,
});

describe('multiple-choice', () => {
  it('keeps the order of the choices, each once', () => {
    expect(parse(field, { f1: ['c', 'b', 'c', ''] }).value).toEqual(['b', 'c']);
    expect(parse(field, {}).value).toBeNull();
    expect(comesBack(field, ['b', 'c'])).toEqual(['b', 'c']);
  });
  it('refuses too many and unknown ones', () => {
    const check = (values: string[]) =>
      contracts['multiple-choice'].validate(values, field, context).map((each) => each.message);
    expect(check(['b', 'a', 'c'])).toEqual(['2つまで選べます。']);
    expect(check(['x'])).toEqual(['選択肢の中から選んでください。']);
  });
});
