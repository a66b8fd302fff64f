/** Sealed values inside answers, found by their form: no definition is needed to know where they are. Pure. */
import type { Answers, Json, Line } from '#core/fields';

export interface SealedValue {
  sealed: string;
}

export function isSealed(value: Json | undefined): value is { sealed: string } {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.sealed === 'string'
  );
}

/** As in the paths of record history. */
export const escapeKey = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Answers with every sealed value changed; `path` is `12`, or `3/k1/12` inside a line. */
export function mapSealed(
  answers: Answers,
  change: (value: SealedValue, path: string) => Json,
  above = '',
): Answers {
  const changed: Answers = {};
  for (const [id, value] of Object.entries(answers)) {
    const path = `${above}${id}`;
    if (isSealed(value)) changed[id] = change(value, path);
    else if (isLines(value))
      changed[id] = value.map((line) => ({
        ...line,
        values: mapSealed(line.values, change, `${path}/${escapeKey(line.key)}/`),
      })) as unknown as Json;
    else changed[id] = value;
  }
  return changed;
}

export function hasSealed(answers: Answers): boolean {
  return Object.values(answers).some(
    (value) => isSealed(value) || (isLines(value) && value.some((line) => hasSealed(line.values))),
  );
}

function isLines(value: unknown): value is Line[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one) => typeof one === 'object' && one !== null && typeof one.key === 'string' && isObject(one.values),
    )
  );
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
