/**
 * ルックアップ: a record of another app is chosen by its key, and values are copied from it at that moment. The field keeps
 * the key and which record it was; copies stay as they were until somebody asks to copy anew.
 */
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue } from '../messages.ts';
import type { Json } from '../model.ts';
import { uuidPattern } from '../pick/contract.ts';
import { readLine } from '../read-text.ts';

export type LookupCopy = {
  /** Code of a field there, and of one here. */
  from: string;
  to: string;
  /** What was copied cannot be changed by hand here. */
  locked?: boolean;
};

export type LookupOptions = {
  /** Id of the other app. */
  app: string;
  /** Code of its field that people know records by. */
  key: string;
  copy: LookupCopy[];
};

export type LookupValue = {
  key: string;
  /** Null until the server has found the record. */
  record: string | null;
};

export function lookupIn(value: Json | undefined): LookupValue | null {
  const found = value as Partial<LookupValue> | null | undefined;
  if (typeof found !== 'object' || found === null || typeof found.key !== 'string') return null;
  return { key: found.key, record: typeof found.record === 'string' ? found.record : null };
}

/** `name.record` is one of several records with the same key. */
export const recordPart = 'record';
/** `name.of` is the key it was chosen for: with another key it is nobody's choice any more. */
export const ofPart = 'of';

export const lookupContract: FieldContract<LookupValue, LookupOptions> = {
  classification: 'internal',
  missing: 'required.enter',
  /** Which record a key means is the server's to find (`core/relations`); an unchanged key keeps its record. */
  parse(typed, name, _field, context) {
    const key = readLine(typed, name);
    const of = typedIn(typed, `${name}.${ofPart}`);
    const chosen = of === '' || of === key ? typedIn(typed, `${name}.${recordPart}`) : '';
    if (key === '' && chosen === '') return { value: null, issues: [] };
    const before = lookupIn(context.previous);
    const record = chosen !== '' ? chosen : before?.key === key ? before.record : null;
    return { value: { key, record }, issues: [] };
  },
  validate(value, _field, context) {
    const found = lookupIn(value);
    const good =
      found !== null && found.key.length <= 200 && (found.record === null || uuidPattern.test(found.record));
    return good ? [] : [issue('choice.unknown', context)];
  },
  /** Another system may name the record alone; its key is looked up then. */
  toTyped: ({ key, record }, name) =>
    key === '' && record !== null ? { [name]: [''], [`${name}.${recordPart}`]: [record] } : { [name]: [key] },
  print: ({ key }) => key,
  formulaType: 'text',
  toFormula: ({ key }) => key,
};
