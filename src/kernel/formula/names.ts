/** The functions of the language, once. Each facet (signature, value, help; later Kleene, SQL) is a Record over these. */
export const functionNames = [
  'IF',
  'IFS',
  'AND',
  'OR',
  'NOT',
  'ANY',
  'ALL',
  'FILTER',
  'SUM',
  'SUMIF',
  'AVERAGE',
  'MIN',
  'MAX',
  'COUNT',
  'COUNTIF',
  'ROUND',
  'ROUNDUP',
  'ROUNDDOWN',
  'ABS',
  'MOD',
  'VALUE',
  'CONCAT',
  'JOIN',
  'LEN',
  'LEFT',
  'RIGHT',
  'MID',
  'CONTAINS',
  'STARTSWITH',
  'MATCHES',
  'UPPER',
  'LOWER',
  'KATAKANA',
  'HIRAGANA',
  'TODAY',
  'NOW',
  'DATE',
  'DATEVALUE',
  'YEAR',
  'MONTH',
  'DAY',
  'STARTOF',
  'DATEADD',
  'DATEDIF',
  'AGE',
  'FISCALYEAR',
  'WAREKI',
  'ISBLANK',
  'COALESCE',
  'IN',
  'ME',
  'MYDEPARTMENT',
  'MYDEPARTMENTS',
  'MYGROUPS',
] as const;

export type FunctionName = (typeof functionNames)[number];

const known: ReadonlySet<string> = new Set(functionNames);

/** Functions of the moment and of who asks: no tree can foresee what they give. */
export const contextual: ReadonlySet<FunctionName> = new Set([
  'TODAY',
  'NOW',
  'ME',
  'MYDEPARTMENT',
  'MYDEPARTMENTS',
  'MYGROUPS',
]);

export function isFunctionName(name: string): name is FunctionName {
  return known.has(name);
}
