import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { fieldOf } from '../testing.server.ts';
import type { Layer, Ring } from './layer.ts';
import { areaOf } from './locate.ts';

const square = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const layer = (areas: [string, Ring[]][], property?: string): Layer => ({
  id: 'test',
  title: { ja: '試験' },
  role: 'area',
  ...(property === undefined ? {} : { property }),
  attribution: 'x',
  data: {
    features: areas.map(([name, coordinates]) => ({
      properties: { name },
      geometry: { type: 'Polygon', coordinates },
    })),
  },
});
const at = (one: Layer, lat: number, lng: number) => areaOf(one, { lat: String(lat), lng: String(lng) });

describe('area', () => {
  const wards = layer(
    [
      ['西区', [square(130, 33, 1)]],
      ['東区', [square(131, 33, 1), square(131.4, 33.4, 0.2)]],
    ],
    'name',
  );
  it('is the name of the area a point lies in; outside all of them nothing', () => {
    expect(at(wards, 33.5, 130.5)).toBe('西区');
    expect(at(wards, 33.5, 131.1)).toBe('東区');
    expect(at(wards, 34.5, 130.5)).toBeNull();
    expect(areaOf(wards, '33.5,130.5')).toBe('西区');
    for (const none of [null, '', 'x', { lat: '33.5' }]) expect(areaOf(wards, none)).toBeNull();
  });
  it('counts boundaries in, a shared one to the area that stands first', () => {
    expect(at(wards, 33.5, 131)).toBe('西区');
    expect(at(wards, 33, 131.5)).toBe('東区');
    expect(at(wards, 33, 130)).toBe('西区');
    expect(at(wards, 33.5, 130.9999999)).toBe('西区');
    expect(at(wards, 33.5, 131.0000001)).toBe('東区');
  });
  it('leaves holes out, their boundary in', () => {
    expect(at(wards, 33.5, 131.5)).toBeNull();
    expect(at(wards, 33.5, 131.4)).toBe('東区');
    expect(at(wards, 33.5, 131.3999999)).toBe('東区');
    expect(at(wards, 33.5, 131.4000001)).toBeNull();
  });
  it('is 内 or 外 of a layer without names', () => {
    const zone = layer([['', [square(130, 33, 1)]]]);
    expect(at(zone, 33.5, 130.5)).toBe('内');
    expect(at(zone, 33.5, 131.5)).toBe('外');
    expect(areaOf(zone, null)).toBeNull();
    const field = fieldOf('area', { point: '地点', layer: 'zone' });
    expect(contracts.area.print('内', field, 'en')).toBe('inside');
    expect(contracts.area.print('西区', field, 'en')).toBe('西区');
  });
});
