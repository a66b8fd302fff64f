/** What lookups make of a record that is being written: found records are remembered, their values copied, locked fields kept. */
import {
  type Answers,
  contracts,
  type Field,
  issue,
  type Json,
  type LookupCopy,
  type LookupOptions,
  lookupIn,
} from '#core/fields';
import { isHeld } from '#core/policy';
import { diffOf } from '#core/records.server';
import type { RecordDesk } from '#core/views.server';
import type { Issue } from '#kernel/errors';
import { pick } from '#kernel/localized';
import { type FoundRecord, type LookedUp, lookUp } from './look-up.server.ts';
import { readable } from './target.server.ts';

/** Equal whatever the order of keys: the database has its own. */
const same = (a: Json | undefined, b: Json | undefined): boolean =>
  Object.keys(diffOf(new Map([['', a ?? null]]), new Map([['', b ?? null]]))).length === 0;

export interface Copied {
  answers: Answers;
  issues: Issue[];
  /** Fields that got another value here, by id. */
  touched: Set<string>;
}

/**
 * `next` is the record as it would be, `before` as it was ({} of a new one), `changed` what the person changed. A lookup whose
 * key or record changed looks up and copies; those in `again` copy anew from the record they remember.
 */
export async function copyLookups(
  desk: RecordDesk,
  fields: readonly Field[],
  next: Answers,
  before: Answers,
  how: {
    changed: ReadonlySet<string>;
    again?: ReadonlySet<string>;
    /** What was looked up before for the same person in the same transaction, for many records at once. */
    looked?: Map<string, LookedUp>;
  },
): Promise<Copied> {
  const copied: Copied = { answers: { ...next }, issues: [], touched: new Set() };
  const put = (id: string, value: Json) => {
    if (same(copied.answers[id], value)) return;
    copied.answers[id] = value;
    copied.touched.add(id);
  };
  for (const field of fields) {
    if (field.type !== 'lookup') continue;
    const id = String(field.id);
    const targets = (field.options as LookupOptions).copy.flatMap((copy) => {
      const target = fields.find((one) => one.code === copy.to);
      return target === undefined ? [] : [{ copy, target }];
    });
    const [now, past] = [lookupIn(next[id]), lookupIn(before[id])];
    const again = how.again?.has(id) === true && past?.record != null;
    const stands = now?.key === past?.key && (now?.record ?? null) === (past?.record ?? null);
    if (stands && !again) {
      for (const one of targets) copied.issues.push(...lockedIssues(field, one, next, before, how.changed));
      continue;
    }
    if (now === null) {
      put(id, null);
      for (const { copy, target } of targets) if (copy.locked === true) put(String(target.id), null);
      continue;
    }
    const wanted = stands && past !== null ? past : now;
    const name = JSON.stringify([field.id, wanted.key, wanted.record]);
    const looked = how.looked?.get(name) ?? (await lookUp(desk, field, wanted));
    how.looked?.set(name, looked);
    if ('nothing' in looked)
      copied.issues.push({
        ...issue('lookup.nothing', { language: 'ja' }, { app: looked.nothing }),
        path: `f${id}`,
      });
    else if ('several' in looked)
      copied.issues.push({
        ...issue('lookup.several', { language: 'ja' }, { count: looked.several.length }),
        path: `f${id}`,
      });
    else {
      put(id, { key: looked.found.key, record: looked.found.id });
      for (const [target, value] of copiesOf(field, fields, looked.found)) put(target, value);
    }
  }
  return copied;
}

/**
 * By field id here: what is copied from a record. What this person may not read there is not among it; what that record holds back
 * under a measure 支援措置 stays as it is here, which holds it back too.
 */
export function copiesOf(
  field: Field,
  fields: readonly Field[],
  { id, there, answers }: FoundRecord,
): Map<string, Json> {
  const copies = new Map<string, Json>();
  for (const { from, to } of (field.options as LookupOptions).copy) {
    const source = readable(there, [from])[0]?.field;
    const target = fields.find((one) => one.code === to);
    if (source === undefined || target === undefined) continue;
    if (there.prepared.sheltered.has(source.id) && isHeld(there.held, id)) continue;
    const value = answers[String(source.id)] ?? null;
    const plain =
      value === null || source.type === target.type ? value : contracts[source.type].toFormula(value, source);
    copies.set(String(target.id), plain);
  }
  return copies;
}

function lockedIssues(
  field: Field,
  { copy, target }: { copy: LookupCopy; target: Field },
  next: Answers,
  before: Answers,
  changed: ReadonlySet<string>,
): Issue[] {
  const id = String(target.id);
  if (copy.locked !== true || !changed.has(id)) return [];
  if (same(next[id], before[id])) return [];
  const places = { label: pick(field.label, 'ja').text };
  return [{ ...issue('lookup.locked', { language: 'ja' }, places), path: `f${id}` }];
}
