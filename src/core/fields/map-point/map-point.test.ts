import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, context, fieldOf, read } from '../testing.server.ts';
import { readPoint } from './model.ts';

const field = fieldOf('map-point');
const value = (lat: string, lng = '') => read(field, { lat, lng }).value;

describe('map-point', () => {
  it('reads two numbers however they are written', () => {
    const point = { lat: '33.88', lng: '130.87' };
    expect(value('33.88', '130.87')).toEqual(point);
    expect(value('３３．８８', '１３０．８７')).toEqual(point);
    expect(value('北緯33.88度', '東経130.87度')).toEqual(point);
    expect(value('33.88N', '130.87E')).toEqual(point);
    expect(value('33.5S', '70.25W')).toEqual({ lat: '-33.5', lng: '-70.25' });
    expect(value('', '')).toBeNull();
  });
  it('takes a pair as maps copy it', () => {
    for (const text of [
      '33.88, 130.87',
      '33.88,130.87',
      '33.88、130.87',
      '33.88 130.87',
      ' 33.880, 130.870 ',
    ])
      expect(value(text), text).toEqual({ lat: '33.88', lng: '130.87' });
  });
  it('keeps seven digits of what a phone gives, and comes back', () => {
    expect(value('33.881234567890123', '-0.000000001')).toEqual({ lat: '33.8812346', lng: '0' });
    expect(comesBack(field, { lat: '33.8812346', lng: '130.87' })).toEqual({
      lat: '33.8812346',
      lng: '130.87',
    });
  });
  it('names the part that is wrong', () => {
    expect(read(field, { lat: '130.87', lng: '33.88' }).paths).toEqual(['lat']);
    expect(read(field, { lat: '33.88', lng: '' }).paths).toEqual(['lng']);
    expect(read(field, { lat: 'ここ', lng: '181' }).paths).toEqual(['lat', 'lng']);
  });
  it('takes no other value from another system', () => {
    for (const wrong of [
      { lat: '91', lng: '0' },
      { lat: '33.12345678', lng: '0' },
      { lat: 33, lng: 130 },
      '33,130',
    ])
      expect(contracts['map-point'].validate(wrong as never, field, context)).toHaveLength(1);
  });
  it('is one line for formulas and lists', () => {
    const point = { lat: '33.88', lng: '130.87' };
    expect(contracts['map-point'].print(point, field, 'ja')).toBe('北緯33.88度、東経130.87度');
    expect(contracts['map-point'].toFormula(point, field)).toBe('33.88,130.87');
    expect(readPoint('33.88,130.87')).toEqual(point);
    expect(readPoint('33.88')).toBeNull();
  });
});
