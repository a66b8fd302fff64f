import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, parse, read, runs } from '../testing.server.ts';

const field = fieldOf('person-name', { kana: 'optional', romanised: true, alias: true });

describe('person-name', () => {
  it('has family and given name, characters kept', () => {
    expect(read(field, { family: ' 髙橋 ', given: '𠮷\u{e0100}郎' })).toMatchObject({
      value: { kind: 'two', family: '髙橋', given: '𠮷\u{e0100}郎' },
      messages: [],
    });
  });
  it('says which part is missing, or takes one name', () => {
    expect(read(field, { family: '山田' }).paths).toEqual(['given']);
    expect(read(field, { given: 'Sukarno', one: 'yes' })).toMatchObject({
      value: { kind: 'one', single: 'Sukarno' },
      messages: [],
    });
    expect(read(field, { family: '', given: '', one: 'yes' }).value).toBeNull();
  });
  it('never forces a reading, but reads any kana', () => {
    expect(read(field, { family: '山田', given: '太郎' }).messages).toEqual([]);
    expect(
      read(field, { family: '山田', given: '太郎', 'kana.family': 'ﾔﾏﾀﾞ', 'kana.given': 'たろう' }).value,
    ).toMatchObject({ kana: { family: 'ヤマダ', given: 'タロウ' } });
    expect(read(field, { family: '山田', given: '太郎', 'kana.family': '山田' }).paths).toEqual([
      'kana.family',
    ]);
  });
  it('speaks other languages', () => {
    const messages = contracts['person-name'].validate({ kind: 'two', family: 'A', given: '' }, field, {
      ...context,
      language: 'en',
    });
    expect(messages).toEqual([{ path: 'given', message: expect.stringContaining('given name') }]);
  });
  it('ignores parts that are not asked for', () => {
    expect(
      parse(fieldOf('person-name'), { 'f1.family': ['山田'], 'f1.given': ['太郎'], 'f1.alias': ['x'] }).value,
    ).toEqual({ kind: 'two', family: '山田', given: '太郎' });
  });
  it('comes back', () => {
    const text = fc.string({ unit: fc.constantFrom(...'山田髙﨑𠮷ーア a'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (family, given, alias, one) => {
        const { value } = read(field, { family, given, alias, ...(one ? { one: 'yes' } : {}) });
        if (value !== null) expect(comesBack(field, value)).toEqual(value);
      }),
      runs,
    );
  });
});
