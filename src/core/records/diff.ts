/** Differences of records, and how two people's changes meet. Pure. */
import type { Answers, Json, Line } from '#core/fields';
import type { Diff, Overlap } from './model.ts';

const escapeKey = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
const unescapeKey = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~');

/** Reads the value of a lines field; anything else is no lines. */
export function linesOf(value: Json | undefined): Line[] {
  return Array.isArray(value) ? (value as unknown as Line[]) : [];
}

/** Fields that hold lines, as keys of answers. */
export const lineFieldsIn = (fields: readonly { id: number; fields?: unknown }[]): Set<string> =>
  new Set(fields.filter((one) => one.fields !== undefined).map((one) => String(one.id)));

/** Every path with its value, so that two states compare path by path. Empty values are left out. */
export function flatten(answers: Answers, lineFields: ReadonlySet<string>): Map<string, Json> {
  const flat = new Map<string, Json>();
  for (const [id, value] of Object.entries(answers)) {
    if (!lineFields.has(id)) {
      if (!isEmpty(value)) flat.set(id, value);
      continue;
    }
    for (const [position, line] of linesOf(value).entries()) {
      const path = `${id}/${escapeKey(line.key)}`;
      flat.set(path, position);
      for (const [inner, innerValue] of Object.entries(line.values))
        if (!isEmpty(innerValue)) flat.set(`${path}/${inner}`, innerValue);
    }
  }
  return flat;
}

/** The inverse of `flatten`; lines stand in the order of their positions. */
export function unflatten(flat: ReadonlyMap<string, Json>): Answers {
  const answers: Answers = {};
  const lines = new Map<string, Map<string, { position: number; values: Answers }>>();
  const lineAt = (id: string, key: string) => {
    const ofField = lines.get(id) ?? new Map<string, { position: number; values: Answers }>();
    lines.set(id, ofField);
    const line = ofField.get(key) ?? { position: Number.MAX_SAFE_INTEGER, values: {} };
    ofField.set(key, line);
    return line;
  };
  for (const [path, value] of flat) {
    const [id, key, inner] = path.split('/') as [string, string?, string?];
    if (key === undefined) answers[id] = value;
    else if (inner === undefined) lineAt(id, unescapeKey(key)).position = Number(value);
    else lineAt(id, unescapeKey(key)).values[inner] = value;
  }
  for (const [id, ofField] of lines) {
    const sorted = [...ofField].sort(([a, one], [b, two]) => one.position - two.position || (a < b ? -1 : 1));
    answers[id] = sorted.map(([key, line]) => ({ key, values: line.values }));
  }
  return answers;
}

/** What turns `before` into `after`. */
export function diffOf(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>): Diff {
  const diff: Diff = {};
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const pair: [Json, Json] = [before.get(path) ?? null, after.get(path) ?? null];
    if (!same(pair[0], pair[1])) diff[path] = pair;
  }
  return diff;
}

export function applyDiff(flat: ReadonlyMap<string, Json>, diff: Diff): Map<string, Json> {
  const result = new Map(flat);
  for (const [path, [, after]] of Object.entries(diff)) {
    if (after === null) result.delete(path);
    else result.set(path, after);
  }
  return result;
}

/** Goes back from the current state through the newest diffs. */
export function rewind(flat: ReadonlyMap<string, Json>, newestFirst: Diff[]): Map<string, Json> {
  let state = new Map(flat);
  for (const diff of newestFirst) {
    const backwards = Object.fromEntries(
      Object.entries(diff).map(([path, [before, after]]) => [path, [after, before]] as const),
    );
    state = applyDiff(state, backwards as Diff);
  }
  return state;
}

/** Paths that both changed to different values; a removed line overlaps with every change inside it. */
export function overlapsOf(mine: Diff, theirs: Diff): Overlap[] {
  const found = new Map<string, Overlap>();
  for (const [path, [base, yours]] of Object.entries(mine)) {
    const other = theirs[path];
    // A different order of lines is no conflict: the later order holds.
    const isOrder = path.split('/').length === 2 && yours !== null && other?.[1] !== null;
    if (other !== undefined && !same(other[1], yours) && !isOrder)
      found.set(path, { path, base, theirs: other[1], yours });
    const removal = removalAbove(path, theirs);
    if (removal !== null && yours !== null) found.set(path, { path, base, theirs: null, yours });
  }
  for (const [path, [base, value]] of Object.entries(theirs)) {
    if (removalAbove(path, mine) !== null && value !== null && !found.has(path))
      found.set(path, { path, base, theirs: value, yours: null });
  }
  return [...found.values()];
}

/** The path of the line that `diff` removes and that holds `path`, or null. */
function removalAbove(path: string, diff: Diff): string | null {
  const parts = path.split('/');
  if (parts.length !== 3) return null;
  const line = `${parts[0]}/${parts[1]}`;
  const change = diff[line];
  return change !== undefined && change[1] === null ? line : null;
}

export function isEmpty(value: Json | undefined): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Equal whatever the order of keys. */
export function same(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null ||
    Array.isArray(a) !== Array.isArray(b)
  )
    return false;
  const [one, two] = [a as Record<string, Json>, b as Record<string, Json>];
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(two).length &&
    keys.every((key) => key in two && same(one[key] as Json, two[key] as Json))
  );
}
