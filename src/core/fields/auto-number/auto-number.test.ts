import { describe, expect, it } from 'vitest';
import fc from '../../../../scripts/test/properties.ts';
import { contracts } from '../contracts.ts';
import { fieldSchema } from '../schema.server.ts';
import { fieldOf, parse, runs } from '../testing.server.ts';
import { fieldsInPattern, numberText, readPattern, seriesKey, seriesOf } from './pattern.ts';

const office = { today: '2027-03-31', department: 'MACHI', ward: '門司区' };
const fields = [
  { id: 4, code: '区' },
  { id: 5, code: '種別' },
];
const text = (pattern: string, answers = {}, more = {}) => {
  const found = seriesOf(pattern, fields.slice(1), answers, { ...office, ...more });
  return 'series' in found ? numberText(found.series, 12) : found.missing;
};

describe('auto-number', () => {
  it('fills places from the day, the office and the record', () => {
    expect(text('{年度}-{区}-{0000}')).toBe('R8-門司区-0012');
    expect(text('{西暦年度}/{年}/{所属}/{0}')).toBe('2026/2027/MACHI/12');
    expect(text('{種別}第{000}号', { 5: '甲' })).toBe('甲第012号');
    expect(text('{種別}-{区}-{0}', {}, { ward: null })).toEqual(['種別', '区']);
    // A field of the same code stands before the office's own.
    expect(seriesOf('{区}-{0}', fields, { 4: '八幡西区' }, office)).toEqual({
      series: { before: '八幡西区-', after: '', digits: 1 },
    });
    expect(fieldsInPattern('{区}-{種別}-{年度}-{0}', fields)).toEqual(['区', '種別']);
  });
  it('refuses patterns that could give one number twice', () => {
    const problem = (pattern: string) => readPattern(pattern).problem;
    expect([
      problem('{年度}'),
      problem('{0}-{0}'),
      problem('{年度}{000}'),
      problem('{0'),
      problem('{}-{0}'),
    ]).toEqual(['none', 'several', 'touching', 'broken', 'broken']);
    expect([problem('第{0}号'), problem('{0}'), problem('A1-{0}')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(
      fieldSchema.safeParse({
        id: 1,
        code: 'n',
        type: 'auto-number',
        label: { ja: 'n' },
        options: { pattern: '1{0}' },
      } as never).success,
    ).toBe(false);
  });
  it('gives two series never the same text', () => {
    const part = fc.stringMatching(/^[0-9A-Z-]{1,4}$/);
    const number = fc.integer({ min: 1, max: 12_000 });
    fc.assert(
      fc.property(part, part, number, number, (a, b, m, n) => {
        const made = [a, b].map((value) => seriesOf('{種別}-{00}', fields, { 5: value }, office));
        const [one, two] = made.map((each) => ('series' in each ? each.series : null));
        if (one == null || two == null) return;
        const same = seriesKey(one) === seriesKey(two) && m === n;
        expect(numberText(one, m) === numberText(two, n)).toBe(same);
      }),
      runs,
    );
  });
  it('is never typed', () => {
    const field = fieldOf('auto-number', { pattern: '{0}' });
    expect(parse(field, { f1: ['99'] }, '12').value).toBe('12');
    expect(parse(field, { f1: ['99'] }).value).toBeNull();
    expect(contracts['auto-number'].readOnly).toBe(true);
  });
});
