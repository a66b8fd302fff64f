/** What kind of field a column of a spreadsheet is, from its heading and some of its rows. Pure. */
import { type Classification, contracts, type Field, type FieldContext, type FieldType } from '#core/fields';
import { yesNoNames, yesNoOf } from './yes-no-words.ts';

export interface GuessedColumn {
  /** As the heading says it, or 「列3」. */
  label: string;
  type: FieldType;
  options: Record<string, unknown>;
  classification: Classification;
  /** 0 to 1: how many of the filled cells fit, lower where little speaks for the guess. */
  confidence: number;
  /** Cells of the sample that hold something, and how many different ones. */
  filled: number;
  distinct: number;
  /** Why, for whoever checks it. */
  reason: string;
  /** Every filled cell is different: it may be a key. */
  unique: boolean;
}

type Guess = Pick<GuessedColumn, 'type' | 'options' | 'confidence' | 'reason'>;

/** Cells that may not fit before another type is taken: one slip in fifty is a slip. */
const fits = 0.98;
const mostChoices = 20;

/** `rows` are those below the heading; a few hundred are enough. */
export function guessTypes(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  { today }: { today: string },
): GuessedColumn[] {
  const width = Math.max(heading.length, ...rows.map((row) => row.length));
  const context: FieldContext = { today, language: 'ja' };
  const labels = distinctLabels(heading, width);
  return labels.map((label, column) => {
    const cells = rows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
    const distinct = new Set(cells).size;
    const guess = guessColumn(label, cells, distinct, context);
    return {
      label,
      ...guess,
      classification: strictness(label, guess.type),
      filled: cells.length,
      distinct,
      unique: cells.length === rows.length && cells.length > 1 && distinct === cells.length,
    };
  });
}

function distinctLabels(heading: readonly string[], width: number): string[] {
  const seen = new Map<string, number>();
  return Array.from({ length: width }, (_one, index) => {
    const given = (heading[index] ?? '').replace(/\s+/g, ' ').trim().slice(0, 100) || `列${index + 1}`;
    const times = (seen.get(given) ?? 0) + 1;
    seen.set(given, times);
    return times === 1 ? given : `${given}（${times}）`;
  });
}

function guessColumn(
  label: string,
  cells: readonly string[],
  distinct: number,
  context: FieldContext,
): Guess {
  if (cells.length === 0)
    return { type: 'text', options: textOptions(0), confidence: 0, reason: '空の列です。' };
  for (const candidate of candidates) {
    if (candidate.unless?.test(label)) continue;
    const named = candidate.heading?.test(label) === true;
    if (candidate.heading !== undefined && candidate.needsHeading && !named) continue;
    const matching = cells.filter((cell) => candidate.test(cell, context)).length / cells.length;
    if (matching < (named ? 0.8 : fits)) continue;
    return {
      type: candidate.type,
      options: candidate.options?.(cells) ?? {},
      confidence: round(matching * (cells.length < 5 && !named ? 0.7 : 1)),
      reason: candidate.reason,
    };
  }
  return guessText(cells, distinct);
}

const round = (share: number): number => Math.round(share * 100) / 100;

/** Few different short texts that come back are choices; several of them in a cell are several choices. */
function guessText(cells: readonly string[], distinct: number): Guess {
  const longest = Math.max(...cells.map((cell) => [...cell].length));
  if (cells.some((cell) => cell.includes('\n')) || longest > 200)
    return {
      type: 'long-text',
      options: {},
      confidence: 0.95,
      reason: '長い文や改行のある文が入っています。',
    };
  const few = (count: number) =>
    cells.length >= 5 && count <= mostChoices && count <= cells.length / 2 && longest <= 60;
  const parts = cells.flatMap((cell) => cell.split(/[、,;；]/).map((part) => part.trim()));
  const kinds = new Set(parts);
  if (parts.length >= cells.length * 1.2 && few(kinds.size) && kinds.size <= distinct && !kinds.has(''))
    return {
      type: 'multiple-choice',
      options: { choices: byFrequency(parts).map(choiceOf) },
      confidence: 0.8,
      reason: `「、」で区切った言葉が繰り返し出てきます（${kinds.size}種類）。`,
    };
  if (few(distinct)) {
    const choices = byFrequency(cells);
    return {
      type: 'choice',
      options: { choices: choices.map(choiceOf) },
      confidence: round(1 - distinct / cells.length / 2),
      reason: `同じ言葉が繰り返し出てきます（${distinct}種類）。`,
    };
  }
  return { type: 'text', options: textOptions(longest), confidence: 0.9, reason: '文字が入っています。' };
}

const textOptions = (longest: number) => ({ maxLength: longest > 100 ? 500 : 200 });

const choiceOf = (text: string) => ({ value: text, label: { ja: text } });

function byFrequency(cells: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text);
}

interface Candidate {
  type: FieldType;
  test(cell: string, context: FieldContext): boolean;
  /** Speaks for it; a few cells may then not fit. */
  heading?: RegExp;
  /** Without such a heading it is not even tried: the cells alone would not tell. */
  needsHeading?: true;
  unless?: RegExp;
  options?(cells: readonly string[]): Record<string, unknown>;
  reason: string;
}

/** The field type's own reader decides. */
function reads(type: FieldType, options: Record<string, unknown> = {}) {
  const field = { id: 1, code: 'x', type, label: { ja: 'x' }, options } as unknown as Field;
  return (cell: string, context: FieldContext): boolean => {
    const parsed = contracts[type].parse({ f1: [cell] }, 'f1', field as never, context);
    if (parsed.value === null || parsed.issues.length > 0) return false;
    return contracts[type].validate(parsed.value as never, field as never, context).length === 0;
  };
}

const number = reads('number', { decimals: 10 });
const places = (cells: readonly string[]): number =>
  Math.max(0, ...cells.map((cell) => /[.．]([0-9０-９]+)/.exec(cell)?.[1]?.length ?? 0));
/** Leading zeros are part of a code; a number would lose them. So would digits beyond those a spreadsheet keeps. */
const isCode = (cell: string): boolean => {
  const plain = cell.normalize('NFKC');
  return /^0\d/.test(plain) || /^\d{16,}$/.test(plain);
};
const codeHeading =
  /番号|コード|№|[nN][oO]\.?$|ＩＤ|ID$|郵便|〒|電話|ＴＥＬ|TEL|携帯|FAX|ＦＡＸ|口座|職員番号/i;
/** A day has its year, and a bare 20240401 is as well a number of eight digits. */
const day = reads('date', { allowUnknown: 'none', picker: true });
const isDay = (cell: string, context: FieldContext): boolean =>
  !/^\d+(?:\.\d+)?$/.test(cell.normalize('NFKC')) && day(cell, context);
const moment = reads('date-time', { picker: true });
const clock = reads('time');

const candidates: readonly Candidate[] = [
  {
    type: 'yes-no',
    test: (cell) => !/^[01]$/.test(cell) && yesNoOf(cell) !== null,
    options: yesNoNames,
    reason: 'はい・いいえ、有・無、○・×のどれかが入っています。',
  },
  {
    type: 'mail',
    test: reads('mail', { own: false }),
    heading: /メール|mail/i,
    options: () => ({ own: false }),
    reason: 'メールアドレスが入っています。',
  },
  {
    type: 'link',
    test: (cell) => /^https?:\/\/\S+$/i.test(cell),
    reason: 'ウェブページのアドレスが入っています。',
  },
  {
    type: 'phone',
    test: (cell, context) =>
      /^[0+（(]/.test(cell.normalize('NFKC')) && reads('phone', { own: false })(cell, context),
    heading: /電話|ＴＥＬ|TEL|携帯|連絡先/i,
    unless: /番号$(?<!電話番号)|コード/,
    options: () => ({ own: false }),
    reason: '電話番号が入っています。',
  },
  {
    type: 'birth-date',
    test: isDay,
    heading: /生年月日|誕生日/,
    needsHeading: true,
    reason: '生年月日が入っています。',
  },
  {
    type: 'date-time',
    test: (cell, context) => moment(cell, context) && !day(cell, context),
    reason: '日付と時刻が入っています。',
  },
  {
    type: 'date',
    test: isDay,
    options: () => ({ allowUnknown: 'none', picker: true }),
    reason: '日付が入っています（和暦・西暦）。',
  },
  {
    type: 'time',
    test: (cell, context) => /[:：時]/.test(cell) && clock(cell, context),
    reason: '時刻が入っています。',
  },
  {
    type: 'corporate-number',
    test: reads('corporate-number'),
    heading: /法人番号/,
    needsHeading: true,
    reason: '法人番号が入っています。',
  },
  {
    type: 'money',
    test: (cell, context) => !isCode(cell) && number(cell.replace(/円$/, ''), context),
    heading: /金額|価格|単価|費用|料金|手数料|税|合計額|円|予算|支払|請求/,
    needsHeading: true,
    options: (cells) => ({ decimals: places(cells) }),
    reason: '金額が入っています。',
  },
  {
    type: 'money',
    test: (cell, context) => /^[¥￥]|円$/.test(cell) && number(cell.replace(/円$/, ''), context),
    options: (cells) => ({ decimals: places(cells) }),
    reason: '「円」の付いた数が入っています。',
  },
  {
    type: 'number',
    test: (cell, context) => !isCode(cell) && number(cell, context),
    unless: codeHeading,
    options: (cells) => ({ decimals: places(cells) }),
    reason: '数が入っています。',
  },
];

/** Headings that name people; what a type asks for at least comes on top when the field is made. */
function strictness(label: string, type: FieldType): Classification {
  if (/氏名|名前|フリガナ|ふりがな|カナ|住所|生年月日|電話|メール|申請者|世帯|本人|保護者/.test(label))
    return 'personal';
  return ['mail', 'phone', 'birth-date'].includes(type) ? 'personal' : 'internal';
}
