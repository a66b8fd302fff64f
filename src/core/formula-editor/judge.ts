/** What a formula is and gives, told while it is typed. Pure. */
import { type Answers, type Field, groupDigits } from '#core/fields';
import { type Moment, recordEnv } from '#core/forms';
import { formatWareki, isPlainDate } from '#kernel/dates';
import {
  compile,
  type FormulaIssue,
  type Output,
  readFormula,
  type Scope,
  type Type,
  typeName,
} from '#kernel/formula';

/** What the place of the formula can use; absent: anything. */
export type Wanted = 'boolean' | 'number' | 'text' | 'date' | 'datetime';

export interface Judged {
  issues: readonly FormulaIssue[];
  /** 「数」; absent while it cannot be read. */
  type?: string;
  /** What comes out for the values of the test row, in words. */
  result?: string;
}

const wantedWords: Record<Wanted, string> = {
  boolean: 'ここには条件を書きます。「はい」か「いいえ」になる式にしてください（例：金額 >= 1000）。',
  number: 'ここでは数になる式が要ります。',
  text: 'ここでは文字になる式が要ります。',
  date: 'ここでは日付になる式が要ります。',
  datetime: 'ここでは日時になる式が要ります。',
};

export interface TestRow {
  answers: Answers;
  at: Moment;
}

export function judge(
  text: string,
  { scope, fields, wanted, row }: { scope: Scope; fields: readonly Field[]; wanted?: Wanted; row?: TestRow },
): Judged {
  if (text.trim() === '') return { issues: [] };
  const read = readFormula(text, scope);
  if (read.expr === undefined || read.type === undefined) return { issues: read.issues };
  const type = typeName(read.type);
  if (wanted !== undefined && !fits(read.type, wanted))
    return {
      type,
      issues: [
        ...read.issues,
        {
          from: 0,
          to: text.length,
          severity: 'error',
          message: `${wantedWords[wanted]}いまは「${type}」になります。`,
        },
      ],
    };
  if (row === undefined) return { issues: read.issues, type };
  const output = compile(read.expr)(recordEnv(fields, row.answers, row.at));
  return { issues: read.issues, type, result: resultText(output, read.type) };
}

function fits(type: Type, wanted: Wanted): boolean {
  return type.kind === wanted || type.kind === 'blank';
}

/** As a person reads it. */
export function resultText(output: Output, type: Type): string {
  if (output === null) return '（空）';
  if (typeof output === 'boolean') return output ? 'はい' : 'いいえ';
  if (Array.isArray(output)) {
    const texts = output.filter((one) => typeof one === 'string');
    return texts.length === output.length && texts.length > 0 ? texts.join('、') : `${output.length}件`;
  }
  const text = String(output);
  if (type.kind === 'number') return groupDigits(text);
  return type.kind === 'date' && isPlainDate(text) ? formatWareki(text) : text;
}
