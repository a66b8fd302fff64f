import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../root.server.ts';
import { logsOf } from './logs.ts';
import type { People, World } from './model.ts';
import { patientOf } from './patient.ts';
import { wavesOf } from './waves.ts';

const people = JSON.parse(
  readFileSync(inRoot('packs/infectious-disease/samples/people.json'), 'utf8'),
) as People;
const worldOf = (count: number): World => ({
  count,
  today: '2026-11-22',
  people,
  officers: ['a', 'b', 'c'],
  daysAgo: wavesOf(count).daysAgo,
});

describe('the sample of patients', () => {
  it('is the same for the same number, whatever was made before', () => {
    const world = worldOf(2000);
    const again = [1999, 3, 700].map((n) => patientOf(n, world));
    expect([1999, 3, 700].map((n) => patientOf(n, worldOf(2000)))).toEqual(again);
    expect(logsOf(700, again[2]!, world)).toEqual(logsOf(700, again[2]!, world));
  });

  it('comes in the order of the reports, in waves, up to today', () => {
    for (const count of [300, 145_352]) {
      const { daysAgo } = wavesOf(count);
      const days = Array.from({ length: 300 }, (_one, at) => daysAgo(Math.floor((at * count) / 300)));
      expect(days).toEqual([...days].sort((a, b) => b - a));
      expect(daysAgo(count - 1)).toBe(0);
      expect(daysAgo(0)).toBeGreaterThan(count < 5000 ? 45 : 180);
    }
  });

  it('tells of each what belongs to its state, and of nobody who could be real', () => {
    const world = worldOf(2000);
    const all = Array.from({ length: 2000 }, (_one, n) => patientOf(n, world));
    expect(new Set(all.map((one) => one.state)).size).toBeGreaterThanOrEqual(4);
    for (const { state, values } of all) {
      expect(values.電話).toMatch(/^(?:090-0000|0190-00)-\d{4}$/);
      expect(String(values.住所 && (values.住所 as { postCode: string }).postCode)).toMatch(/^908/);
      if (values.発症日 !== undefined) expect(String(values.発症日) <= String(values.届出日)).toBe(true);
      expect(String(values.生年月日) <= world.today).toBe(true);
      expect('次回連絡' in values).toBe(state === 'recovering');
      if (state !== 'received') expect(values.担当).toBeDefined();
    }
  });

  it('has the last log of everybody in care say what the register says', () => {
    const world = worldOf(3000);
    for (let n = 0; n < 3000; n++) {
      const patient = patientOf(n, world);
      if (patient.state !== 'recovering') continue;
      const logs = logsOf(n, patient, world);
      expect(logs.at(-1)).toMatchObject({
        連絡日時: patient.values.最終連絡,
        結果: patient.values.連絡結果,
        次回連絡: patient.values.次回連絡,
      });
      expect(String(logs.at(-1)!.次回連絡) > String(logs.at(-1)!.連絡日時)).toBe(true);
      const times = logs.map((one) => String(one.連絡日時).slice(0, 10));
      expect(times).toEqual([...new Set(times)].sort());
    }
  });
});
