import { describe, expect, it } from 'vitest';
import { columnOf } from '../columns.ts';
import { contracts } from '../contracts.ts';
import type { Json } from '../model.ts';
import { comesBack, context, fieldOf, read } from '../testing.server.ts';
import { maxStrokes, signaturePath } from './model.ts';

const field = fieldOf('signature');
const drawn = [
  [10, 20, 30, 40],
  [50, 60],
];

describe('signature', () => {
  it('is what was drawn, or the word that it stands on paper', () => {
    expect(read(field, { strokes: JSON.stringify(drawn) })).toMatchObject({
      value: { strokes: drawn },
      messages: [],
    });
    expect(read(field, { paper: 'yes' })).toMatchObject({ value: { paper: true }, messages: [] });
    expect(read(field, { paper: 'yes', strokes: JSON.stringify(drawn) }).value).toEqual({ strokes: drawn });
    expect(read(field, { strokes: '' }).value).toBeNull();
    const both: Json[] = [{ strokes: drawn }, { paper: true }];
    for (const value of both) expect(comesBack(field, value)).toEqual(value);
  });
  it('takes nothing but bounded strokes inside the box', () => {
    const wrong = [
      'x',
      '[]',
      '[[1]]',
      '[[1,2,3]]',
      '[[601,10]]',
      '[[1,201]]',
      '[[-1,2]]',
      '[[1.5,2]]',
      '[["1",2]]',
    ];
    const many = JSON.stringify(Array.from({ length: maxStrokes + 1 }, () => [1, 2]));
    const long = JSON.stringify([Array.from({ length: 8002 }, () => 1)]);
    for (const strokes of [...wrong, many, long])
      expect(read(field, { strokes }).messages, strokes).toHaveLength(1);
    for (const value of [{ strokes: [[601, 1]] }, { paper: 'yes' }, { strokes: drawn, paper: true }, 'x'])
      expect(contracts.signature.validate(value as never, field, context)).toHaveLength(1);
  });
  it('may ask for a drawn one', () => {
    const only = fieldOf('signature', { drawnOnly: true });
    expect(read(only, { paper: 'yes' }).messages).toEqual(['この項目には、画面に書いた署名が必要です。']);
  });
  it('prints that it is there, and formulas see no more', () => {
    const value = { strokes: drawn };
    expect(contracts.signature.print(value, field, 'ja')).toBe('署名あり');
    expect(contracts.signature.print({ paper: true }, field, 'en')).toBe('Signed on paper');
    expect(contracts.signature.toFormula(value, field)).toBe(true);
    expect(columnOf(field).asFormula?.('f1', field).text).toBe('CASE WHEN f1 IS NOT NULL THEN true END');
    expect(signaturePath(drawn)).toBe('M10 20L30 40M50 60L50 60');
  });
});
