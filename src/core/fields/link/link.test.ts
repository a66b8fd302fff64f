import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, read, runs } from '../testing.server.ts';
import { linkHref } from './read-link.ts';

const field = fieldOf('link');

describe('link', () => {
  it.each([
    ['https://www.city.example.jp/a?b=1#c', 'https://www.city.example.jp/a?b=1#c'],
    ['ｈｔｔｐｓ：／／www.city.example.jp', 'https://www.city.example.jp'],
    ['www.city.example.jp', 'https://www.city.example.jp'],
    ['https://例え.jp/申請', 'https://例え.jp/申請'],
    ['HTTP://a.jp', 'http://a.jp'],
    ['a@city.example.jp', 'mailto:a@city.example.jp'],
    ['tel:０９３ー５８２ー２５２５', 'tel:093-582-2525'],
    ['090 1234 5678', 'tel:090-1234-5678'],
  ])('reads %s as %s', (typed, value) => {
    expect(read(field, typed)).toMatchObject({ value, messages: [] });
    expect(comesBack(field, value)).toBe(value);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
    'https://bank.example@evil.example/',
    'https:///x',
    'ftp://a.jp',
    'intranet',
    'mailto:a@b.jp?bcc=c@d.jp',
    'なし',
  ])('refuses %s', (typed) => {
    expect(read(field, typed)).toMatchObject({ value: null });
    expect(linkHref(typed)).toBeUndefined();
  });

  it('never gives an attribute that does anything but lead there', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('https://a.jp/', 'java', 'script:', 'mailto:', 'tel:', 'data:', '//', 'a@b.jp'),
        ),
        fc.string({ maxLength: 20 }),
        (a, b) => {
          const href = linkHref(a + b);
          if (href !== undefined) expect(new URL(href).protocol).toMatch(/^(https?|mailto|tel):$/);
          const { value } = read(field, a + b);
          if (value !== null) expect(comesBack(field, value)).toBe(value);
        },
      ),
      runs,
    );
  });
  it('takes only the kinds its definition names, and checks values of others', () => {
    const web = fieldOf('link', { kinds: ['web'] });
    expect(read(web, 'a@city.example.jp').messages).toEqual([
      'ホームページのアドレスを入力してください。例：https://www.example.jp',
    ]);
    expect(contracts.link.validate('javascript:alert(1)' as never, field, context)).toHaveLength(1);
    expect(contracts.link.print('tel:093-582-2525', field, 'ja')).toBe('093-582-2525');
  });
});
