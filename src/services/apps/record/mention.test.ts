import { expect, test } from 'vitest';
import { mentionAt, withMention } from './mention.ts';

test('an @ at the beginning of a name asks for people, in either width; one in a mail address does not', () => {
  expect(mentionAt('確認お願いします @やま', 13)).toEqual({ from: 9, text: 'やま' });
  expect(mentionAt('＠', 1)).toEqual({ from: 0, text: '' });
  expect(mentionAt('yamada@city', 11)).toBeNull();
  expect(mentionAt('@山田 さん', 6)).toBeNull();
});

test('the name takes the place of what was typed, and the caret stands behind it', () => {
  const text = 'では @やま へ';
  const query = mentionAt(text, 6)!;
  expect(withMention(text, 6, query, '山田 太郎')).toEqual({ text: 'では @山田 太郎  へ', caret: 10 });
});
