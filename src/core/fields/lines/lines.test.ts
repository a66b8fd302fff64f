import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { nextLineKey } from '../control-names.ts';
import type { DefinedField } from '../model.ts';
import { comesBack, context, fieldOf, parse } from '../testing.server.ts';

const fields = [
  { id: 5, code: '金額', type: 'money', label: { ja: '金額' }, options: {} },
  { id: 6, code: '氏名', type: 'person-name', label: { ja: '氏名' }, options: {} },
] as unknown as DefinedField[];
const field = fieldOf('lines', { min: 1, max: 2, itemLabel: { ja: 'お子さん' } }, { fields });

describe('lines', () => {
  it('reads the lines that are named, and drops blank ones', () => {
    const typed = {
      'f1.keys': ['k1', 'k2', 'k2', 'X!'],
      'f1[k1].f5': ['1,000'],
      'f1[k1].f6.family': ['山田'],
      'f1[k2].f5': [''],
      'f1[k9].f5': ['5'],
    };
    expect(parse(field, typed).value).toEqual([
      { key: 'k1', values: { '5': '1000', '6': { kind: 'two', family: '山田', given: '' } } },
    ]);
  });
  it('names the control of an issue', () => {
    expect(parse(field, { 'f1.keys': ['k1'], 'f1[k1].f5': ['many'] }).issues[0]?.path).toBe('[k1].f5');
  });
  it('comes back', () => {
    const value = [
      { key: 'k1', values: { '5': '1000', '6': { kind: 'two', family: '山田', given: '太郎' } } },
      { key: 'k7', values: { '5': '0' } },
    ];
    expect(comesBack(field, value as never)).toEqual(value);
  });
  it('bounds the number of lines', () => {
    const check = (count: number) =>
      contracts.lines.validate(
        Array.from({ length: count }, (_, index) => ({ key: `k${index}`, values: {} })) as never,
        field,
        context,
      );
    expect(check(3)[0]?.message).toBe('お子さんは2件までです。');
    expect(check(2)).toEqual([]);
  });
  it('gives keys that were not used yet', () => {
    expect([nextLineKey([]), nextLineKey(['k1', 'k7']), nextLineKey(['abc'])]).toEqual(['k1', 'k8', 'k1']);
  });
});
