/** What a page with files posts, and where files stand in answers. */
import {
  type Answers,
  addTyped,
  type FileRef,
  filesIn,
  type Json,
  type Line,
  linesIn,
  type Typed,
} from '#core/fields';
import type { FoundField } from './find-field.ts';

export interface PostedFile {
  /** Control, `f9` or `f3[k1].f5`, or one of the page's own. */
  name: string;
  fileName: string;
  bytes: Uint8Array;
}

/** Strings as typed and files apart; empty file controls are nothing, nor is what the page itself put there (`own`). */
export async function readPosted(
  form: FormData,
  own: readonly string[],
): Promise<{ typed: Typed; files: PostedFile[] }> {
  const typed: Typed = {};
  const files: PostedFile[] = [];
  for (const [name, value] of form) {
    if (own.includes(name)) continue;
    if (typeof value === 'string') addTyped(typed, name, value.slice(0, 20_000));
    else if (value.size > 0)
      files.push({
        name: name.replace(/\.(new|files?)$/, ''),
        fileName: value.name,
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
  }
  return { typed, files };
}

export function filesAt(answers: Answers, found: FoundField): FileRef[] {
  if (found.lines === undefined) return filesIn(answers[String(found.field.id)]);
  return filesIn(
    linesIn(answers[String(found.lines.id)]).find((one) => one.key === found.key)?.values[
      String(found.field.id)
    ],
  );
}

export function withFiles(answers: Answers, found: FoundField, files: FileRef[]): Answers {
  const value = files as unknown as Json;
  if (found.lines === undefined) return { ...answers, [String(found.field.id)]: value };
  const id = String(found.lines.id);
  const lines = linesIn(answers[id]);
  const key = found.key ?? '';
  const line: Line = {
    key,
    values: { ...lines.find((one) => one.key === key)?.values, [String(found.field.id)]: value },
  };
  const rest = lines.some((one) => one.key === key)
    ? lines.map((one) => (one.key === key ? line : one))
    : [...lines, line];
  return { ...answers, [id]: rest as unknown as Json };
}
