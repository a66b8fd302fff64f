/** Unique keys that a draft brings. Pure. */
import type { App } from '#core/definitions';

type Key = App['fields'];

/** Keys of `after` that `before` did not have, whatever their fields are called now and in which order they stand. */
export function newKeys(before: App, after: App): Key[] {
  const known = new Set(keysOf(before).map(identity));
  return keysOf(after).filter((key) => !known.has(identity(key)));
}

const keysOf = (app: App): Key[] =>
  (app.work?.unique ?? []).map((codes) =>
    codes.flatMap((code) => app.fields.filter((field) => field.code === code)),
  );

const identity = (key: Key): string =>
  key
    .map((field) => field.id)
    .sort((a, b) => a - b)
    .join();
