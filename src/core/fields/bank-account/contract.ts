/** A bank account for transfers, in the form of a bank file; sealed. ゆうちょ symbol and number are converted. */
import type { Issue } from '#kernel/errors';
import { bankKana, toHalfWidth, unifyStrokes } from '#kernel/text';
import type { FieldContext, FieldContract, Parsed } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue, say } from '../messages.ts';
import type { Typed } from '../model.ts';
import { fromPostal, type TransferNumbers } from './postal.ts';

export type BankAccountOptions = { postal: boolean; own: boolean };

export type BankAccount = TransferNumbers & {
  /** Half-width kana of 30 at most. */
  holder: string;
  bankName?: string;
  branchName?: string;
  /** As printed in the ゆうちょ book. */
  symbol?: string;
  symbolNumber?: string;
};

export const bankParts = [
  'symbol',
  'symbolNumber',
  'bank',
  'bankName',
  'branch',
  'branchName',
  'kind',
  'number',
  'holder',
] as const;
/** Japanese names of the kinds; 1 普通, 2 当座, 4 貯蓄. */
export const accountKinds = ['1', '2', '4'] as const;

const digitsOf = (text: string): string => unifyStrokes(toHalfWidth(text)).replace(/[\s-]/g, '');

function readHolder(text: string, context: FieldContext): { holder: string; issues: Issue[] } {
  const kana = bankKana(text);
  if (kana.ok) return { holder: kana.value, issues: [] };
  const { characters } = kana.error;
  const problem =
    characters.length === 0
      ? issue('bank.holder', context, {}, 'holder')
      : issue('bank.holderCharacters', context, { characters: characters.join(' ') }, 'holder');
  return { holder: '', issues: [problem] };
}

export const bankAccountContract: FieldContract<BankAccount, BankAccountOptions> = {
  classification: 'sealed',
  missing: 'required.enter',
  parts: (field) => bankParts.filter((part) => field.options.postal !== false || !part.startsWith('symbol')),
  parse(typed, name, field, context): Parsed<BankAccount> {
    const part = (each: string) => typedIn(typed, `${name}.${each}`).trim();
    const asked = bankParts.filter(
      (each) => each !== 'kind' && (field.options.postal !== false || !each.startsWith('symbol')),
    );
    if (asked.every((each) => part(each) === '')) return { value: null, issues: [] };
    const { holder, issues } = readHolder(part('holder'), context);
    const symbol = field.options.postal === false ? '' : digitsOf(part('symbol'));
    const symbolNumber = field.options.postal === false ? '' : digitsOf(part('symbolNumber'));
    if (symbol !== '' || symbolNumber !== '') {
      const numbers = fromPostal(symbol.slice(0, 5), symbolNumber);
      if (numbers === null)
        return { value: null, issues: [issue('bank.postal', context, {}, 'symbol'), ...issues] };
      const notice = say('bank.postalRead', context, { branch: numbers.branch, number: numbers.number });
      return { value: { ...numbers, holder, symbol: symbol.slice(0, 5), symbolNumber }, issues, notice };
    }
    const kind = accountKinds.find((each) => each === part('kind'));
    const number = digitsOf(part('number'));
    const value: BankAccount = {
      bank: digitsOf(part('bank')),
      branch: digitsOf(part('branch')),
      kind: kind ?? '1',
      number: number === '' ? '' : number.padStart(7, '0'),
      holder,
    };
    if (part('bankName') !== '') value.bankName = part('bankName');
    if (part('branchName') !== '') value.branchName = part('branchName');
    return {
      value,
      issues: kind === undefined ? [issue('bank.kind', context, {}, 'kind'), ...issues] : issues,
    };
  },
  validate(value, _field, context) {
    const issues: Issue[] = [];
    if (!/^\d{4}$/.test(value.bank)) issues.push(issue('bank.bank', context, {}, 'bank'));
    if (!/^\d{3}$/.test(value.branch)) issues.push(issue('bank.branch', context, {}, 'branch'));
    if (!accountKinds.includes(value.kind)) issues.push(issue('bank.kind', context, {}, 'kind'));
    if (!/^\d{7}$/.test(value.number)) issues.push(issue('bank.number', context, {}, 'number'));
    if (value.holder.length > 30) issues.push(issue('bank.holderLong', context, {}, 'holder'));
    return issues;
  },
  toTyped(value, name): Typed {
    const postal = value.symbol !== undefined;
    const parts = postal
      ? { symbol: value.symbol, symbolNumber: value.symbolNumber, holder: value.holder }
      : {
          bank: value.bank,
          bankName: value.bankName,
          branch: value.branch,
          branchName: value.branchName,
          kind: value.kind,
          number: value.number,
          holder: value.holder,
        };
    const typed: Typed = {};
    for (const [part, text] of Object.entries(parts))
      if (text !== undefined && text !== '') typed[`${name}.${part}`] = [text];
    return typed;
  },
  print(value, _field, language) {
    const kind = say(`bank.kind${value.kind}`, { language });
    const postal = value.symbol === undefined ? '' : `（${value.symbol}-${value.symbolNumber}）`;
    return `${value.bank}${value.bankName === undefined ? '' : ` ${value.bankName}`} ${value.branch}${value.branchName === undefined ? '' : ` ${value.branchName}`} ${kind} ${value.number} ${value.holder}${postal}`;
  },
  formulaType: null,
  toFormula: () => null,
};
