import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';

const field = fieldOf('money');

describe('money', () => {
  it('takes yen as people write it', () => {
    for (const typed of ['1,200円', '¥1200', '￥１，２００', '1200'])
      expect(read(field, typed).value).toBe('1200');
    expect(read(field, '1200.5').messages).toEqual(['小数点のない数で入力してください。']);
    expect(read(field, '-1').messages).toEqual(['0以上の数を入力してください。']);
    expect(contracts.money.print('1200', field, 'ja')).toBe('1,200円');
    expect(contracts.money.print('1200', field, 'en')).toBe('¥1,200');
    expect(comesBack(field, '1200')).toBe('1200');
  });
});
