/** Reads the parts that a process says in many places (fields, conditions, whom it means) and notes what is wrong. Pure. */
import type { Seat, WorkApp } from '#core/definitions';
import { completeFields, type Field } from '#core/fields';
import { recordScope } from '#core/forms';
import { prepareAccess } from '#core/policy';
import { type Expr, readFormula, type Scope, type Type } from '#kernel/formula';
import type { AppProblem } from './model.ts';

/** act: who may press a button. asked: who is told or given work. seat: who must act on an approval. */
export type SeatUse = 'act' | 'asked' | 'seat';

export interface Reader {
  problems: AppProblem[];
  fields: ReadonlyMap<string, Field>;
  scope: Scope;
  add(path: string, ja: string, en: string): void;
  warn(path: string, ja: string, en: string): void;
  field(code: string, path: string, name: string): Field | undefined;
  condition(text: string | undefined, path: string, name: string): void;
  formula(text: string, path: string, name: string): { expr: Expr; type: Type } | null;
  seats(rules: readonly Seat[], path: string, name: string, use: SeatUse): void;
}

export function readerOf(app: WorkApp): Reader {
  const problems: AppProblem[] = [];
  const fields = new Map(completeFields(app.fields).map((field) => [field.code, field]));
  const { persons } = prepareAccess(app);
  const scope = recordScope(app.fields);
  const note = (level: AppProblem['level']) => (path: string, ja: string, en: string) =>
    void problems.push({ path, level, ja, en });
  const add = note('error');
  const field: Reader['field'] = (code, path, name) => {
    const found = fields.get(code);
    if (found === undefined)
      add(
        path,
        `${name}で使っている項目「${code}」は、フォームにありません。ほかの項目を選ぶか、外してください。`,
        `There is no field ${code}.`,
      );
    return found;
  };
  const formula: Reader['formula'] = (text, path, name) => {
    const { expr, type, issues } = readFormula(text, scope);
    if (expr !== undefined && type !== undefined) return { expr, type };
    const why = issues.find((one) => one.severity === 'error')?.message ?? '式を読み取れません。';
    add(path, `${name}の式：${why}`, 'This formula cannot be read; see the Japanese message.');
    return null;
  };
  const seat = (rule: Seat, path: string, name: string, use: SeatUse) => {
    if ('field' in rule && field(rule.field, path, name) !== undefined && !persons.has(rule.field))
      add(
        path,
        `${name}の「${rule.field}」は人を表す項目ではありません。職員・所属・グループ・担当者・作成者の項目を選んでください。`,
        `${rule.field} names nobody: choose a field of people, departments or groups.`,
      );
    if ('head' in rule && rule.head !== 'drafter') {
      const { field: code } = rule.head;
      if (field(code, path, name) !== undefined && persons.get(code)?.kind !== 'department')
        add(
          path,
          `${name}の「${code}」は所属の項目ではありません。所属長を選ぶには、所属の項目を選んでください。`,
          `${code} names no department, so it has no head.`,
        );
    }
    if ('everyone' in rule && use !== 'act')
      add(
        path,
        `${name}で全職員を選ぶことはできません。所属・職・グループなどを選んでください。`,
        'Everyone cannot be asked: choose a department, an office or a group.',
      );
    if ('drafter' in rule && use === 'seat')
      add(
        path,
        `${name}に起案者は入れません。自分が起案したものは、自分では決められません。`,
        'The drafter cannot act on their own draft.',
      );
  };
  return {
    problems,
    fields,
    scope,
    add,
    warn: note('warning'),
    field,
    formula,
    condition(text, path, name) {
      if (text === undefined) return;
      const read = formula(text, path, name);
      if (read !== null && read.type.kind !== 'boolean')
        add(
          path,
          `${name}の条件は、はい・いいえで答えられる式にしてください。`,
          'This formula is no condition.',
        );
    },
    seats(rules, path, name, use) {
      for (const [index, rule] of rules.entries()) seat(rule, `${path}[${index}]`, name, use);
    },
  };
}
