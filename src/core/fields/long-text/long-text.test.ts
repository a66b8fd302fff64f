import { describe, expect, it } from 'vitest';
import { comesBack, fieldOf, read } from '../testing.server.ts';

const field = fieldOf('long-text', { minLength: 3 });

describe('long-text', () => {
  it('keeps lines and asks for enough', () => {
    expect(read(field, 'あ\r\n\r\nい')).toMatchObject({ value: 'あ\n\nい', messages: [] });
    expect(read(field, 'あ').messages).toEqual(['3文字以上で入力してください。今は1文字です。']);
    expect(comesBack(field, 'あ\n\nい')).toBe('あ\n\nい');
  });
});
