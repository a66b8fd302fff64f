import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areaOf, type Layer } from '#core/fields';
import { inRoot } from '../../root.server.ts';
import { houseOf } from './house.ts';
import type { Houses, HouseWorld } from './model.ts';
import { shownHouses } from './shown.ts';

const read = <T>(name: string): T => JSON.parse(readFileSync(inRoot(name), 'utf8')) as T;
const wards = read<Layer>('packs/demo/layers/wards.json');
const guidance = read<Layer>('packs/demo/layers/residential-guidance.json');
const worldOf = (count: number): HouseWorld => ({
  count,
  today: '2026-11-22',
  houses: read<Houses>('packs/vacant-houses/samples/houses.json'),
  wards,
  inspectors: ['a', 'b', 'c'],
});
const all = Array.from({ length: 400 }, (_one, n) => houseOf(n, worldOf(400)));

describe('the sample of vacant houses', () => {
  it('is the same for the same number, whatever was made before', () => {
    expect([399, 3, 70].map((n) => houseOf(n, worldOf(400)))).toEqual([399, 3, 70].map((n) => all[n]));
  });

  it('stands in the ward that received it, inside and outside the guidance area', () => {
    for (const { values } of all) expect(areaOf(wards, values.位置)).toBe(values.受付区);
    const zones = new Set(all.map(({ values }) => areaOf(guidance, values.位置)));
    expect([...zones].sort()).toEqual(['内', '外']);
  });

  it('holds what its state needs, no day before the reception, no telephone of anybody', () => {
    expect(new Set(all.map((one) => one.state)).size).toBe(6);
    for (const { state, values } of all) {
      expect(String(values.所有者電話)).toMatch(/^(090-0000|0190-00)-\d{4}$/);
      if (state !== 'received') expect(values.判定者).toBeDefined();
      if (state === 'decided' || state === 'notified' || state === 'excluded')
        for (const code of ['傾き_危険', '防火_不良', '判定日', '会議日']) expect(values[code]).toBeDefined();
      for (const code of ['判定予定日', '判定日', '会議日', '通知日'])
        if (values[code] !== undefined)
          expect(String(values[code]) >= String(values.受付日), `${state} ${code}`).toBe(true);
    }
  });

  it('shows houses with photos in both zones, every item with points among them having its picture', () => {
    const shown = shownHouses(worldOf(60));
    expect(new Set(shown.map(({ values }) => areaOf(guidance, values.位置))).size).toBe(2);
    for (const { values, photos } of shown) {
      expect(areaOf(wards, values.位置)).toBe(values.受付区);
      const pictured = photos.map((one) => one.item);
      for (const [code, value] of Object.entries(values)) {
        const [item, kind] = code.split('_');
        if ((kind === '危険' || kind === '不良') && !['なし', 'ある'].includes(String(value)))
          expect(pictured, `${code} ${value}`).toContain(item);
      }
    }
  });
});
