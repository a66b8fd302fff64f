import { describe, expect, it } from 'vitest';
import { contracts } from '../contracts.ts';
import { comesBack, fieldOf, read } from '../testing.server.ts';
import { fromPostal } from './postal.ts';

const field = fieldOf('bank-account');
const typed = { bank: '０００１', branch: '123', kind: '1', number: '12345', holder: 'きょうと　たろー' };

describe('bank-account', () => {
  it('is kept as a bank file has it', () => {
    const { value, messages } = read(field, typed);
    expect(messages).toEqual([]);
    expect(value).toEqual({ bank: '0001', branch: '123', kind: '1', number: '0012345', holder: 'ｷﾖｳﾄ ﾀﾛ-' });
    expect(comesBack(field, value)).toEqual(value);
  });
  it('says each part that is wrong', () => {
    expect(
      read(field, { ...typed, bank: '1', branch: 'x', kind: '', holder: '京都太郎' }).paths.sort(),
    ).toEqual(['bank', 'branch', 'holder', 'kind']);
    expect(read(field, { ...typed, holder: '京都' }).messages[0]).toContain('京 都');
  });
  it('is empty when nothing but the kind was touched', () => {
    expect(read(field, { kind: '1' }).value).toBeNull();
  });
  it('converts the numbers of ゆうちょ', () => {
    expect(fromPostal('11940', '12345671')).toEqual({
      bank: '9900',
      branch: '198',
      kind: '1',
      number: '1234567',
    });
    expect(fromPostal('10010', '1231')).toEqual({
      bank: '9900',
      branch: '008',
      kind: '1',
      number: '0000123',
    });
    expect(fromPostal('01090', '12345')).toEqual({
      bank: '9900',
      branch: '109',
      kind: '2',
      number: '0012345',
    });
    expect(fromPostal('11940', '12345672')).toBeNull();
    expect(fromPostal('21940', '12345671')).toBeNull();
    const { value, notice } = read(field, {
      symbol: '11940',
      symbolNumber: '12345671',
      holder: 'ヤマダ タロウ',
    });
    expect(value).toMatchObject({
      branch: '198',
      number: '1234567',
      symbol: '11940',
      symbolNumber: '12345671',
    });
    expect(notice).toContain('198');
    expect(comesBack(field, value)).toEqual(value);
  });
  it('is out of reach of formulas', () => {
    expect(contracts['bank-account'].classification).toBe('sealed');
    expect(contracts['bank-account'].formulaType).toBeNull();
  });
});
