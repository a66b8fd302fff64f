/** The checker's facet of each function: what it takes and what it gives. */
import type { FunctionName } from './names.ts';
import type { Scalar } from './types.ts';

/** What an argument may be. */
export type ParamType =
  | Scalar
  /** A date, or a date and time of which the day counts. */
  | 'day'
  /** One value of any type but a list. */
  | 'scalar'
  /** Like the other `same` arguments; gives the result's type. */
  | 'same'
  /** `same`, or a list of such values. */
  | 'sameOrList'
  /** A number or a list of numbers. */
  | 'numbers'
  /** Numbers, dates or dates and times, single or in lists, all alike; gives the result's type. */
  | 'ordered'
  /** Text that reads as one: text, number, date, date and time. */
  | 'printable'
  /** Text, or a list of texts such as a multiple choice. */
  | 'texts'
  | 'list'
  | 'collection'
  | 'anything'
  /** Said once per item of the first argument. */
  | 'itemBoolean'
  | 'itemNumber'
  /** A literal regular expression of our subset. */
  | 'pattern'
  /** One of the literals in `literals`. */
  | 'unit';

export interface Param {
  /** Japanese name, as shown in the help line. */
  name: string;
  type: ParamType;
  literals?: readonly string[];
}

export interface Signature {
  params: readonly Param[];
  /** How many of the params must be there; all when absent. */
  required?: number;
  /** How many of the last params repeat without end. */
  repeat?: number;
  /** IFS: a value without condition may stand last. */
  otherwise?: true;
  returns: Scalar | 'same' | 'collection' | 'texts';
}

const p = (name: string, type: ParamType, literals?: readonly string[]): Param => ({ name, type, literals });

const condition = p('条件', 'boolean');
const itemCondition = p('条件', 'itemBoolean');
const lines = p('一覧', 'collection');
const number = p('数', 'number');
const text = p('文字', 'text');
const day = p('日付', 'day');
const count = p('文字数', 'number');
const periods = ['Y', 'M', 'D'] as const;
const starts = ['Y', 'F', 'M', 'W'] as const;

const one = (param: Param, returns: Signature['returns']): Signature => ({ params: [param], returns });
const many = (param: Param, returns: Signature['returns']): Signature => ({
  params: [param],
  repeat: 1,
  returns,
});
const none = (returns: Signature['returns']): Signature => ({ params: [], returns });
const perItem = (returns: Signature['returns']): Signature => ({ params: [lines, itemCondition], returns });
const rounding: Signature = { params: [number, p('桁数', 'number')], required: 1, returns: 'number' };
const part: Signature = { params: [text, count], required: 1, returns: 'text' };

export const signatures: Record<FunctionName, Signature> = {
  IF: { params: [condition, p('真の場合', 'same'), p('偽の場合', 'same')], required: 2, returns: 'same' },
  IFS: { params: [condition, p('値', 'same')], repeat: 2, otherwise: true, returns: 'same' },
  AND: many(condition, 'boolean'),
  OR: many(condition, 'boolean'),
  NOT: one(condition, 'boolean'),
  ANY: perItem('boolean'),
  ALL: perItem('boolean'),
  FILTER: perItem('collection'),
  SUM: many(p('数', 'numbers'), 'number'),
  SUMIF: { params: [lines, itemCondition, p('合計する数', 'itemNumber')], returns: 'number' },
  AVERAGE: many(p('数', 'numbers'), 'number'),
  MIN: many(p('値', 'ordered'), 'same'),
  MAX: many(p('値', 'ordered'), 'same'),
  COUNT: many(p('値', 'anything'), 'number'),
  COUNTIF: perItem('number'),
  ROUND: rounding,
  ROUNDUP: rounding,
  ROUNDDOWN: rounding,
  ABS: one(number, 'number'),
  MOD: { params: [number, p('割る数', 'number')], returns: 'number' },
  VALUE: one(text, 'number'),
  CONCAT: many(p('値', 'printable'), 'text'),
  JOIN: { params: [p('一覧', 'list'), p('区切り', 'text')], required: 1, returns: 'text' },
  LEN: one(text, 'number'),
  LEFT: part,
  RIGHT: part,
  MID: { params: [text, p('開始位置', 'number'), count], returns: 'text' },
  CONTAINS: { params: [p('文字', 'texts'), p('探す文字', 'text')], returns: 'boolean' },
  STARTSWITH: { params: [text, p('先頭の文字', 'text')], returns: 'boolean' },
  MATCHES: { params: [text, p('パターン', 'pattern')], returns: 'boolean' },
  UPPER: one(text, 'text'),
  LOWER: one(text, 'text'),
  KATAKANA: one(text, 'text'),
  HIRAGANA: one(text, 'text'),
  TODAY: none('date'),
  NOW: none('datetime'),
  DATE: { params: [p('年', 'number'), p('月', 'number'), p('日', 'number')], returns: 'date' },
  DATEVALUE: one(p('文字または日時', 'printable'), 'date'),
  YEAR: one(day, 'number'),
  MONTH: one(day, 'number'),
  DAY: one(day, 'number'),
  STARTOF: { params: [day, p('単位', 'unit', starts)], returns: 'date' },
  DATEADD: { params: [day, p('数', 'number'), p('単位', 'unit', periods)], returns: 'date' },
  DATEDIF: {
    params: [p('開始日', 'day'), p('終了日', 'day'), p('単位', 'unit', periods)],
    returns: 'number',
  },
  AGE: { params: [p('生年月日', 'day'), p('基準日', 'day')], required: 1, returns: 'number' },
  FISCALYEAR: one(day, 'number'),
  WAREKI: one(day, 'text'),
  ISBLANK: one(p('値', 'anything'), 'boolean'),
  COALESCE: many(p('値', 'same'), 'same'),
  IN: { params: [p('値', 'same'), p('候補', 'sameOrList')], repeat: 1, returns: 'boolean' },
  ME: none('text'),
  MYDEPARTMENT: none('text'),
  MYDEPARTMENTS: none('texts'),
  MYGROUPS: none('texts'),
};

/** The parameter an argument stands for. */
export function paramAt(signature: Signature, index: number, count: number): Param | undefined {
  const { params, repeat = 0, otherwise } = signature;
  if (otherwise && index === count - 1 && count % 2 === 1) return params[1];
  if (index < params.length || repeat === 0) return params[index];
  return params[params.length - repeat + ((index - params.length) % repeat)];
}
