/**
 * ゆうちょ銀行 記号・番号 to the numbers other banks transfer to. Source: ゆうちょ銀行「記号番号から振込用の店名・預金種目・口座番号への変換」.
 * 記号 1xxx0 (通常貯金): branch is digits 2 and 3 then 8, ordinary; the number loses its last digit and is filled to seven.
 * 記号 0xxxx (振替口座): branch is digits 2 and 3 then 9, current; the number is filled to seven.
 */
export interface TransferNumbers {
  bank: string;
  branch: string;
  kind: '1' | '2' | '4';
  number: string;
}

export const postalBank = '9900';

/** Null when symbol or number is not of the published form. */
export function fromPostal(symbol: string, number: string): TransferNumbers | null {
  if (/^1\d{3}0$/.test(symbol) && /^\d{2,8}$/.test(number)) {
    if (number.charAt(number.length - 1) !== '1') return null;
    return {
      bank: postalBank,
      branch: `${symbol.slice(1, 3)}8`,
      kind: '1',
      number: number.slice(0, -1).padStart(7, '0'),
    };
  }
  if (/^0\d{4}$/.test(symbol) && /^\d{1,7}$/.test(number)) {
    return { bank: postalBank, branch: `${symbol.slice(1, 3)}9`, kind: '2', number: number.padStart(7, '0') };
  }
  return null;
}
