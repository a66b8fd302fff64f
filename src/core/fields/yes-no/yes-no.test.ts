import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';

describe('yes-no', () => {
  it('is yes, no or nothing yet; no is an answer', () => {
    const field = fieldOf('yes-no');
    expect([read(field, 'yes').value, read(field, 'no').value, read(field, '').value]).toEqual([
      true,
      false,
      null,
    ]);
    expect([comesBack(field, true), comesBack(field, false)]).toEqual([true, false]);
    expect(contracts['yes-no'].print(false, field, 'ja')).toBe('いいえ');
    expect(contracts['yes-no'].print(true, fieldOf('yes-no', { yes: { ja: '住んでいた' } }), 'ja')).toBe(
      '住んでいた',
    );
  });
});
