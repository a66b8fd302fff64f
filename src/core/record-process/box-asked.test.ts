import { describe, expect, it } from 'vitest';
import { boxQuery, isAmount, narrows, readBoxAsked } from './box-asked.ts';

const read = (text: string) => readBoxAsked(new URLSearchParams(text));

describe('what an address asks of a 決裁箱', () => {
  it('comes back the same from the address made of it', () => {
    const asked = read(
      'box=read&app=purchase-requests&drafter=0190a1b2-0000-7000-8000-000000000001&age=late&amount=to1m&after=x+y',
    );
    const query = Object.entries(boxQuery(asked)) as [string, string][];
    expect(readBoxAsked(new URLSearchParams(query))).toEqual(asked);
    expect(narrows(asked)).toBe(true);
  });

  it('asks for more, never for nothing, where a word is none', () => {
    const asked = read('box=old&app=&drafter=somebody&age=1&amount=9');
    expect(asked).toEqual({ box: 'turn', app: null, drafter: null, age: null, amount: null, after: null });
    expect(narrows(asked)).toBe(false);
  });

  it('puts every amount into one bracket', () => {
    for (const yen of ['0', '99999', '100000', '499999', '500000', '999999', '1000000', '-5'])
      expect(
        (['to100k', 'to500k', 'to1m', 'over1m'] as const).filter((one) => isAmount(yen, one)),
        yen,
      ).toHaveLength(1);
    expect(isAmount(undefined, 'to100k')).toBe(false);
    expect(isAmount(null, 'to100k')).toBe(false);
  });
});
