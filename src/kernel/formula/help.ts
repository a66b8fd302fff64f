/** One line of help and an example per function, for the builder. Apart, so that residents' pages do not carry it. */
import { usage } from './check-call.ts';
import { type FunctionName, functionNames } from './names.ts';
import { type Signature, signatures } from './signatures.ts';

export interface Help {
  ja: string;
  en: string;
  example: string;
}

const help: Record<FunctionName, readonly [ja: string, en: string, example: string]> = {
  IF: [
    '条件が真ならこの値、そうでなければ次の値（省くと空）',
    'One value when the condition is true, else the other (empty when left out)',
    'IF(危険度 >= 100, "特別", "一般")',
  ],
  IFS: [
    '最初に真になった条件の値。最後に、どれでもない場合の値を書ける',
    'The value of the first true condition; a last value without condition is the default',
    'IFS(点数 >= 80, "A", 点数 >= 60, "B", "C")',
  ],
  AND: [
    'すべて真なら真（空は偽）',
    'True when all are true (empty is false)',
    'AND(年齢 >= 65, 区 = "門司区")',
  ],
  OR: [
    'どれか真なら真（空は偽）',
    'True when any is true (empty is false)',
    'OR(区 = "門司区", 区 = "小倉北区")',
  ],
  NOT: ['真でなければ真', 'True when not true', 'NOT(区 = "門司区")'],
  ANY: [
    '条件に合うものが一つでもあれば真',
    'True when some item meets the condition',
    'ANY(子ども, 学年 >= 3)',
  ],
  ALL: [
    'すべてが条件に合えば真（一つもなければ真）',
    'True when every item meets the condition (also when there is none)',
    'ALL(子ども, 学年 >= 3)',
  ],
  FILTER: [
    '条件に合うものだけの一覧',
    'The items that meet the condition',
    'SUM(FILTER(明細, 区分 = "食費").金額)',
  ],
  SUM: ['合計（空は除く。何もなければ0）', 'Sum (empties left out; 0 of nothing)', 'SUM(明細.金額)'],
  SUMIF: [
    '条件に合うものの合計',
    'Sum over the items that meet the condition',
    'SUMIF(明細, 区分 = "食費", 金額 * 数量)',
  ],
  AVERAGE: [
    '平均（空は除く。何もなければ空）',
    'Average (empties left out; empty of nothing)',
    'AVERAGE(明細.金額)',
  ],
  MIN: [
    '一番小さい数、早い日付（空は除く）',
    'Least number or earliest date (empties left out)',
    'MIN(明細.金額)',
  ],
  MAX: [
    '一番大きい数、遅い日付（空は除く）',
    'Greatest number or latest date (empties left out)',
    'MAX(明細.金額)',
  ],
  COUNT: [
    '空でないものの数。一覧なら件数',
    'How many are not empty; of a collection, its items',
    'COUNT(世帯員)',
  ],
  COUNTIF: ['条件に合うものの数', 'How many items meet the condition', 'COUNTIF(世帯員, 年齢 < 18)'],
  ROUND: [
    '四捨五入（桁数が負なら整数部）',
    'Rounds half away from zero (negative digits: tens, hundreds …)',
    'ROUND(税額, -2)',
  ],
  ROUNDUP: ['切り上げ（0から遠い方へ）', 'Rounds away from zero', 'ROUNDUP(税額, -2)'],
  ROUNDDOWN: ['切り捨て（0に近い方へ）', 'Rounds towards zero', 'ROUNDDOWN(税額, -2)'],
  ABS: ['絶対値', 'Absolute value', 'ABS(差額)'],
  MOD: ['割った余り（符号は割る数と同じ）', 'Remainder, with the sign of the divisor', 'MOD(番号, 11)'],
  VALUE: ['文字を数として読む（読めなければ空）', 'Reads a text as a number (else empty)', 'VALUE(等級)'],
  CONCAT: ['文字をつなぐ（空は何も足さない）', 'Joins texts (empty adds nothing)', 'CONCAT(姓, "　", 名)'],
  JOIN: [
    '一覧の値を区切りでつなぐ（空は除く）',
    'Joins a list with a separator (empties left out)',
    'JOIN(明細.品名, "、")',
  ],
  LEN: ['文字数（異体字は1文字。空は0）', 'Characters (a variant is one; 0 of empty)', 'LEN(氏名)'],
  LEFT: ['先頭から何文字か（省くと1）', 'The first characters (1 when left out)', 'LEFT(郵便番号, 3)'],
  RIGHT: ['末尾から何文字か（省くと1）', 'The last characters (1 when left out)', 'RIGHT(電話番号, 4)'],
  MID: ['途中の何文字か（最初は1）', 'Characters from a position (the first is 1)', 'MID(コード, 3, 2)'],
  CONTAINS: [
    'その文字を含む。複数選択なら、それを選んでいる',
    'Contains the text; of a multiple choice, has it chosen',
    'CONTAINS(住所, "門司")',
  ],
  STARTSWITH: ['その文字で始まる', 'Begins with the text', 'STARTSWITH(郵便番号, "80")'],
  MATCHES: [
    '全体がパターンに合う',
    'The whole text fits the pattern',
    'MATCHES(郵便番号, "[0-9]{3}-?[0-9]{4}")',
  ],
  UPPER: ['英字を大文字に', 'Latin letters in upper case', 'UPPER(記号)'],
  LOWER: ['英字を小文字に', 'Latin letters in lower case', 'LOWER(メール)'],
  KATAKANA: ['ひらがなをカタカナに', 'Hiragana to katakana', 'KATAKANA(ふりがな)'],
  HIRAGANA: ['カタカナをひらがなに', 'Katakana to hiragana', 'HIRAGANA(フリガナ)'],
  TODAY: ['今日の日付', 'Today', 'TODAY()'],
  NOW: ['今の日時', 'Now', 'NOW()'],
  DATE: [
    '年・月・日から日付（ない日は空）',
    'A date of year, month and day (empty when it does not exist)',
    'DATE(2024, 4, 1)',
  ],
  DATEVALUE: ['日時や文字から日付', 'The date in a date and time or text', 'DATEVALUE(申込日時)'],
  YEAR: ['西暦の年', 'Year', 'YEAR(申請日)'],
  MONTH: ['月', 'Month', 'MONTH(申請日)'],
  DAY: ['日', 'Day of the month', 'DAY(申請日)'],
  STARTOF: [
    '年("Y")・年度("F")・月("M")・週("W"、月曜から)の初日',
    'First day of the year "Y", fiscal year "F", month "M" or week "W" (from Monday)',
    '申請日 >= STARTOF(TODAY(), "F")',
  ],
  DATEADD: [
    '年("Y")・月("M")・日("D")を足した日付（月末を超えたら月末）',
    'A date some years "Y", months "M" or days "D" on (clamped to the end of the month)',
    'DATEADD(申請日, 14, "D")',
  ],
  DATEDIF: [
    '二つの日付の間の満年数("Y")・満月数("M")・日数("D")',
    'Completed years "Y", months "M" or days "D" between two dates',
    'DATEDIF(転入日, TODAY(), "M")',
  ],
  AGE: [
    '満年齢（基準日を省くと今日。生まれる前は空）',
    'Age on a day (today when left out; empty before birth)',
    'AGE(生年月日, DATE(2024, 4, 1))',
  ],
  FISCALYEAR: ['年度（4月始まり）', 'Fiscal year (from April)', 'FISCALYEAR(申請日)'],
  WAREKI: ['和暦で表した日付', 'The date in the Japanese calendar', 'WAREKI(申請日)'],
  ISBLANK: [
    '空なら真（一覧なら一件もなければ真）',
    'True when empty (of a list, when nothing is in it)',
    'ISBLANK(電話番号)',
  ],
  COALESCE: ['最初の空でない値', 'The first value that is not empty', 'COALESCE(通称, 氏名)'],
  IN: ['候補のどれかと等しい', 'Equals one of the candidates', 'IN(区, "門司区", "小倉北区")'],
  ME: ['操作している職員', 'The member of staff who asks', '担当者 = ME()'],
  MYDEPARTMENT: ['操作している職員の所属', 'The department of who asks', '所管課 = MYDEPARTMENT()'],
  MYDEPARTMENTS: [
    '操作している職員の所属と、その下の組織すべて',
    'The department of who asks, and all below it',
    'IN(所管課, MYDEPARTMENTS())',
  ],
  MYGROUPS: ['操作している職員のグループ', 'The groups of who asks', 'IN(担当班, MYGROUPS())'],
};

export interface FunctionInfo extends Help {
  name: FunctionName;
  /** `IF(条件, 真の場合, 偽の場合)` */
  usage: string;
  signature: Signature;
}

/** Everything a builder shows of the functions, in their order. */
export function functionTable(): FunctionInfo[] {
  return functionNames.map((name) => {
    const [ja, en, example] = help[name];
    return { name, usage: usage(name), signature: signatures[name], ja, en, example };
  });
}
