/** 読み取り: text out of a QR code or barcode. Typing does as well: without a camera or script it is a box for text. */
import type { FieldContract } from '../contract.ts';
import { warnIndividualNumber } from '../individual-number/warn.ts';
import { issue } from '../messages.ts';
import { characterIssues, lengthIssues, readLine } from '../read-text.ts';

/** Names of BarcodeDetector. */
export const codeFormats = [
  'qr_code',
  'code_128',
  'code_39',
  'ean_13',
  'ean_8',
  'itf',
  'codabar',
  'data_matrix',
] as const;
export type CodeFormat = (typeof codeFormats)[number];

export type CodeScanOptions = {
  formats: CodeFormat[];
  maxLength: number;
  /** Digits only, of one of these lengths: numbers of books, goods, cards. */
  digits?: number[];
};

export const codeScanContract: FieldContract<string, CodeScanOptions> = {
  classification: 'public',
  missing: 'required.enter',
  parse(typed, name, _field, context) {
    const value = readLine(typed, name);
    return { value: value === '' ? null : value, issues: [], notice: warnIndividualNumber(value, context) };
  },
  validate(value, field, context) {
    const text = String(value);
    const { digits, maxLength = 200 } = field.options;
    if (digits !== undefined && !(/^\d+$/.test(text) && digits.includes(text.length)))
      return [issue('scanned.digits', context, { digits: digits.join('・') })];
    const characters = characterIssues(text, context);
    return characters.length > 0 ? characters : lengthIssues(text, undefined, maxLength, context);
  },
  toTyped: (value, name) => ({ [name]: [value] }),
  print: (value) => value,
  formulaType: 'text',
  toFormula: (value) => value,
};
