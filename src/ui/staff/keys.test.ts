import { describe, expect, test } from 'vitest';
import { chordOf, pickShortcut } from './keys.ts';
import { pickCommands } from './pick-commands.ts';

const press = (key: string, more = {}) =>
  chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('keys', () => {
  test('chords', () => {
    expect(press('K', { ctrlKey: true })).toBe('mod+k');
    expect(press('k', { metaKey: true })).toBe('mod+k');
    expect(press('?')).toBe('?');
    expect(press('Enter')).toBe('Enter');
  });
  test('a pair stands before the single key that ends it', () => {
    const shortcuts = [{ keys: 'n' }, { keys: 'g n' }];
    expect(pickShortcut(shortcuts, 'g', 'n')?.keys).toBe('g n');
    expect(pickShortcut(shortcuts, 'x', 'n')?.keys).toBe('n');
    expect(pickShortcut(shortcuts, '', 'g')).toBeUndefined();
  });
});

test('commands by all words, sloppy about width and kana', () => {
  const commands = [
    { label: '案件一覧' },
    { label: 'サインインの設定', words: 'パスキー' },
    { label: '起案する' },
  ];
  expect(pickCommands(commands, 'ｻｲﾝ 設定').map((one) => one.label)).toEqual(['サインインの設定']);
  expect(pickCommands(commands, 'ぱすきー').map((one) => one.label)).toEqual(['サインインの設定']);
  expect(pickCommands(commands, '案').map((one) => one.label)[0]).toBe('案件一覧');
  expect(pickCommands(commands, '')).toHaveLength(3);
});
