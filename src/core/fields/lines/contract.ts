/**
 * Repeating lines: `f3.keys` names the lines there are, `f3[k1].f5` a field of one. A line in which nothing was
 * typed does not count. Which children show and must be filled is decided by the form, line by line.
 */
import type { Issue } from '#kernel/errors';
import type { FieldContext, FieldContract } from '../contract.ts';
import { lineControlName, lineKey } from '../control-names.ts';
import { say } from '../messages.ts';
import type { Answers, Field, FieldType, Json, Line, Typed } from '../model.ts';
import { countIssues, type LinesOptions } from './count.ts';

export type { LinesOptions } from './count.ts';

export type LinesValue = Line[];
export type ContractOf = (type: FieldType) => FieldContract;

/** Lines may come from JSON of anybody: only whole lines count. */
export function linesIn(value: Json | undefined): Line[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown as (Line | null)[]).filter(
    (line): line is Line =>
      typeof line?.key === 'string' && typeof line.values === 'object' && line.values !== null,
  );
}

/** The keys a form sent, each once; at most twice as many as lines are allowed. */
export function typedKeys(typed: Typed, name: string, max = 100): string[] {
  const keys = (typed[`${name}.keys`] ?? []).filter((key) => lineKey.test(key));
  return [...new Set(keys)].slice(0, max * 2 + 1);
}

export function makeLinesContract(contractOf: ContractOf): FieldContract<LinesValue, LinesOptions> {
  const readLineOf = (
    typed: Typed,
    name: string,
    key: string,
    field: Field,
    context: FieldContext,
    issues: Issue[],
  ): Line => {
    const before = linesIn(context.previous).find((line) => line.key === key)?.values ?? {};
    const values: Answers = {};
    for (const child of field.fields ?? []) {
      const childContext = { ...context, previous: before[String(child.id)] ?? null };
      const parsed = contractOf(child.type).parse(
        typed,
        lineControlName(name, key, child),
        child,
        childContext,
      );
      for (const { path, message } of parsed.issues)
        issues.push({ path: lineControlName('', key, child) + (path === '' ? '' : `.${path}`), message });
      if (parsed.value !== null) values[String(child.id)] = parsed.value;
    }
    return { key, values };
  };
  return {
    classification: 'public',
    missing: 'required.add',
    parse(typed, name, field, context) {
      const issues: Issue[] = [];
      const lines: Line[] = [];
      for (const key of typedKeys(typed, name, field.options.max)) {
        const found: Issue[] = [];
        const line = readLineOf(typed, name, key, field as unknown as Field, context, found);
        if (Object.keys(line.values).length > 0 || found.length > 0) lines.push(line);
        issues.push(...found);
      }
      return { value: lines.length === 0 ? null : lines, issues };
    },
    validate: (lines, field, context) => countIssues(lines.length, field.options, context),
    toTyped(lines, name, field) {
      const typed: Typed = { [`${name}.keys`]: lines.map((line) => line.key) };
      for (const { key, values } of lines) {
        for (const child of field.fields ?? []) {
          const value = values[String(child.id)];
          if (value !== undefined && value !== null)
            Object.assign(
              typed,
              contractOf(child.type).toTyped(value, lineControlName(name, key, child), child),
            );
        }
      }
      return typed;
    },
    print: (lines, _field, language) => say('entries', { language }, { count: lines.length }),
    formulaType: 'collection',
    toFormula: (lines, field) =>
      lines.map(({ key, values }) => ({
        key,
        values: Object.fromEntries(
          (field.fields ?? []).map((child) => {
            const value = values[String(child.id)];
            return [
              String(child.id),
              value === undefined || value === null ? null : contractOf(child.type).toFormula(value, child),
            ];
          }),
        ),
      })),
  };
}
