import { describe, expect, it } from 'vitest';
import { comesBack, fieldOf, read } from '../testing.server.ts';

const field = fieldOf('mail');

describe('mail', () => {
  it.each([
    ['taro@example.jp', 'taro@example.jp'],
    ['ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'taro@example.jp'],
    ['a..b@docomo.ne.jp', 'a..b@docomo.ne.jp'],
    ['.a@docomo.ne.jp', '.a@docomo.ne.jp'],
    ['a.@ezweb.ne.jp', 'a.@ezweb.ne.jp'],
    ['a/b-c_d?@example.co.jp', 'a/b-c_d?@example.co.jp'],
    ['Taro@EXAMPLE.JP', 'Taro@example.jp'],
  ])('takes %s', (typed, value) => {
    expect(read(field, typed)).toMatchObject({ value, messages: [] });
    expect(comesBack(field, value)).toBe(value);
  });
  it.each(['taro', 'taro@', '@example.jp', 'taro@example', 'ta ro@exa mple', 'a@-b.jp'])(
    'refuses %s',
    (typed) => {
      if (typed.includes(' ')) expect(read(field, typed).value).toBeNull();
      else expect(read(field, typed).messages).toHaveLength(1);
    },
  );
  it('asks about likely slips and no others', () => {
    expect(read(field, 'a@gmial.com').notice).toBe('「a@gmail.com」のことですか。違うときは直してください。');
    expect(read(field, 'a@docomo.ne.jo').notice).toContain('a@docomo.ne.jp');
    for (const mail of ['a@gmail.com', 'a@gmx.com', 'a@example.jp', 'a@ymail.com'])
      expect(read(field, mail).notice).toBeUndefined();
  });
});
