/** Two people changed the same values: what the form shows then, and what becomes of the choices. Pure. */
import { type Answers, type Field, type Json, linesIn, nextLineKey } from '#core/fields';
import { applyDiff, diffOf, flatten, lineFieldsIn, unflatten } from '#core/records';

/** Names of the controls of the choice: the paths there are, and one choice each. */
export const clashName = '_clash';
export const choiceName = (path: string): string => `_choice:${path}`;

/** One changed value as three people see it. */
export interface ClashRow {
  path: string;
  label: string;
  base: string;
  theirs: string;
  yours: string;
}

/**
 * The record as it stands with everything of mine in it, where we differ too: what they changed elsewhere is there, and
 * nothing I typed is gone. A line they removed and I changed stands whole again.
 */
export function mergedForChoice(
  fields: readonly Field[],
  current: Answers,
  base: Answers,
  mine: Answers,
): Answers {
  const lines = lineFieldsIn(fields);
  const [now, typed] = [flatten(current, lines), flatten({ ...base, ...mine }, lines)];
  const merged = applyDiff(now, diffOf(flatten(base, lines), typed));
  for (const path of [...merged.keys()]) {
    const line = lineOf(path);
    if (line === null || merged.has(line)) continue;
    for (const [at, value] of typed) if (at === line || at.startsWith(`${line}/`)) merged.set(at, value);
  }
  return unflatten(merged);
}

/**
 * Lines that both added meanwhile have the same key, because each page counts on from what it saw: mine take another, so that
 * they meet as two lines and not as one changed twice.
 */
export function withOwnLines(
  fields: readonly Field[],
  typed: Answers,
  base: Answers,
  current: Answers,
): Answers {
  const next = { ...typed };
  for (const field of fields) {
    if (field.fields === undefined) continue;
    const id = String(field.id);
    const [before, now] = [keysIn(base[id]), keysIn(current[id])];
    const mine = linesIn(typed[id]);
    const used = new Set([...before, ...now, ...mine.map((line) => line.key)]);
    next[id] = mine.map((line) => {
      if (before.has(line.key) || !now.has(line.key)) return line;
      const key = nextLineKey([...used]);
      used.add(key);
      return { ...line, key };
    }) as unknown as Json;
  }
  return next;
}

const keysIn = (value: Json | undefined): Set<string> => new Set(linesIn(value).map((line) => line.key));

/** What was typed with their value where that was chosen. */
export function withChoices(
  fields: readonly Field[],
  typed: Answers,
  current: Answers,
  theirs: readonly string[],
): Answers {
  if (theirs.length === 0) return typed;
  const lines = lineFieldsIn(fields);
  const now = flatten(current, lines);
  const flat = flatten(typed, lines);
  for (const path of theirs) {
    const line = lineOf(path) ?? path;
    // A line they took away goes with everything in it.
    if (path.includes('/') && !now.has(line)) {
      for (const at of [...flat.keys()]) if (at === line || at.startsWith(`${line}/`)) flat.delete(at);
      continue;
    }
    const value = now.get(path);
    if (value === undefined) flat.delete(path);
    else flat.set(path, value);
  }
  const next = unflatten(flat);
  // A field that lost its last line is empty, not as it was.
  return Object.fromEntries(
    Object.keys({ ...typed, ...next }).map((id): [string, Json] => [id, next[id] ?? null]),
  );
}

/** The path of the line that holds a cell; null of anything else. */
function lineOf(path: string): string | null {
  const parts = path.split('/');
  return parts.length === 3 ? `${parts[0]}/${parts[1]}` : null;
}
