/** What zod found, in plain Japanese and English with the remedy. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Sentence = [ja: string, en: string];

/** A mistake of a definition: where, and what to do about it. */
export interface DefinitionProblem {
  path: string;
  level: 'error' | 'warning';
  ja: string;
  en: string;
}

/** Problems of one definition; of alternatives only the one that was nearest. */
export function translateIssues(
  issues: readonly Issue[],
  raw: unknown,
  above: PropertyKey[] = [],
): DefinitionProblem[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const nearest = [...issue.errors].sort((a, b) => distance(a) - distance(b))[0]!;
      return translateIssues(nearest, raw, path);
    }
    const [ja, en] = sentenceOf(issue, valueAt(raw, path));
    return [{ path: dotted(path), level: 'error' as const, ja, en }];
  });
}

/** `fields[3].label.ja` from the parts of a path. */
function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

function distance(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) =>
      sum + (issue.code === 'invalid_type' || issue.code === 'invalid_value' ? 10 : 1) - issue.path.length,
    0,
  );
}

const typeNames: Record<string, Sentence> = {
  string: ['文字列', 'text'],
  number: ['数', 'a number'],
  int: ['整数', 'a whole number'],
  boolean: ['true か false', 'true or false'],
  array: ['配列 [ ]', 'a list [ ]'],
  object: ['オブジェクト { }', 'an object { }'],
  record: ['オブジェクト { }', 'an object { }'],
};
const typeName = (name: string): Sentence => typeNames[name] ?? [name, name];

function sentenceOf(issue: Issue, value: unknown): Sentence {
  switch (issue.code) {
    case 'invalid_type': {
      const [ja, en] = typeName(issue.expected);
      if (value === undefined)
        return [`この項目は必要です。${ja}を書いてください。`, `This is required: write ${en}.`];
      return [`${ja}で書いてください。今は ${shown(value)} です。`, `Write ${en}; it is ${shown(value)}.`];
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ');
      return [
        `知らない名前です：${keys}。綴りを直すか、消してください。`,
        `Unknown names: ${keys}. Mend the spelling or remove them.`,
      ];
    }
    case 'invalid_value': {
      const values = issue.values.slice(0, 24).map(String).join(', ');
      return [
        `${shown(value)} は使えません。使えるのは：${values}`,
        `${shown(value)} cannot be used. Possible: ${values}`,
      ];
    }
    case 'too_small':
      return [
        `${least(issue.origin)}${issue.minimum}${issue.inclusive === false ? 'より大きく' : '以上に'}してください。`,
        `At least ${issue.minimum}.`,
      ];
    case 'too_big':
      return [
        `${least(issue.origin)}${issue.maximum}${issue.inclusive === false ? 'より小さく' : '以下に'}してください。`,
        `At most ${issue.maximum}.`,
      ];
    case 'invalid_format':
      return [
        `${shown(value)} は形が違います（${issue.message}）。`,
        `${shown(value)} has the wrong form (${issue.message}).`,
      ];
    case 'invalid_union':
      return [`${shown(value)} はここでは使えません。`, `${shown(value)} cannot be used here.`];
    case 'not_multiple_of':
      return [`${issue.divisor}の倍数にしてください。`, `Use a multiple of ${issue.divisor}.`];
    default:
      return [`正しくありません：${issue.message}`, `Not valid: ${issue.message}`];
  }
}

const least = (origin: string): string =>
  origin === 'string' ? '文字数を' : origin === 'array' ? '数を' : '値を';

/** Values in packs are no personal data, but a whole app is too long to show. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '（なし）';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part],
    raw,
  );
}
