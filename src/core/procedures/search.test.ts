import { describe, expect, test } from 'vitest';
import { buildIndex, searchIndex } from './search.ts';

const index = buildIndex([
  {
    id: 'school',
    texts: [
      { text: '就学援助を申請する', weight: 6 },
      { text: '就学援助', weight: 5 },
      { text: 'しゅうがくえんじょ', weight: 4 },
      { text: '給食費', weight: 5 },
    ],
  },
  {
    id: 'move',
    texts: [
      { text: '引っ越しの届出（転入届）', weight: 6 },
      { text: '引っ越し', weight: 5 },
      { text: 'ひっこし', weight: 3 },
      { text: 'てんにゅうとどけ', weight: 4 },
    ],
  },
  {
    id: 'tax',
    texts: [
      { text: '所得・課税証明書をとる', weight: 6 },
      { text: '課税証明書', weight: 5 },
      { text: 'しょとくかぜいしょうめいしょ', weight: 4 },
    ],
  },
]);

describe('search', () => {
  test.each([
    ['就学援助', 'school'],
    ['しゅうがくえんじょ', 'school'],
    ['シュウガクエンジョ', 'school'],
    ['ｼｭｳｶﾞｸｴﾝｼﾞｮ', 'school'],
    ['しゆうがくえんじよ', 'school'],
    ['就学　援助', 'school'],
    ['就学援助の申請がしたい', 'school'],
    ['給食費が払えない', 'school'],
    ['引越し', 'move'],
    ['引越', 'move'],
    ['引っ越し', 'move'],
    ['引っこし', 'move'],
    ['テンニュウ', 'move'],
    ['かぜいしょうめい', 'tax'],
    ['課税証明所', 'tax'],
    ['所得課税証明書', 'tax'],
  ])('%s finds %s first', (query, id) => {
    expect(searchIndex(index, query)[0]).toBe(id);
  });

  test('what nobody meant finds nothing', () => {
    expect(searchIndex(index, '宇宙旅行')).toEqual([]);
    expect(searchIndex(index, '　')).toEqual([]);
  });

  test('every word counts', () => {
    expect(searchIndex(index, '就学援助 引っ越し')).toEqual([]);
  });
});
