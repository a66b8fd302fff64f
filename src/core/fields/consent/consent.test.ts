import { describe, expect, it } from 'vitest';
import { comesBack, fieldOf, read } from '../testing.server.ts';

describe('consent', () => {
  it('is given or not there', () => {
    const field = fieldOf('consent', { statement: { ja: '事実のとおりです。' } });
    expect(read(field, 'yes').value).toBe(true);
    expect(read(field, '').value).toBeNull();
    expect(comesBack(field, true)).toBe(true);
  });
});
