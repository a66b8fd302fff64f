/** From the key of a lookup to its record in the other app. */
import {
  type Answers,
  contracts,
  type Field,
  type Json,
  type LookupOptions,
  type LookupValue,
  type NamedChoice,
} from '#core/fields';
import { listRecords, type OpenApp, type RecordDesk, readRecords } from '#core/views.server';
import type { Expr } from '#kernel/formula';
import { toHalfWidth } from '#kernel/text';
import { choiceOf } from './find-records.server.ts';
import { readable, targetOf } from './target.server.ts';

export interface FoundRecord {
  id: string;
  /** As the key field of the record holds it now. */
  key: string;
  /** By field id there; what this person may not read is absent. */
  answers: Answers;
  there: OpenApp;
}
export type LookedUp = { found: FoundRecord } | { several: NamedChoice[] } | { nothing: string };

const most = 20;

/** One record by its id where one was chosen, else by its key. `nothing` names the other app. */
export async function lookUp(
  desk: RecordDesk,
  field: Pick<Field, 'options'>,
  { key, record }: LookupValue,
): Promise<LookedUp> {
  const options = field.options as LookupOptions;
  const there = await targetOf(desk, field);
  const by = there === null ? undefined : readable(there, [options.key])[0];
  if (there === null || by === undefined) return { nothing: there?.app.title.ja ?? options.app };
  const nothing = { nothing: there.app.title.ja };
  const copied = readable(
    there,
    options.copy.map((one) => one.from),
  );
  const fields = [...new Set([by, ...copied])];
  const whole = (id: string, answers: Answers): LookedUp => {
    const value = answers[String(by.field.id)] ?? null;
    return {
      found: {
        id,
        key: value === null ? '' : contracts[by.field.type].print(value, by.field, 'ja'),
        answers,
        there,
      },
    };
  };
  if (record !== null) {
    const one = (await readRecords(there, [record], fields)).get(record);
    return one === undefined ? nothing : whole(one.id, one.answers);
  }
  const titles = readable(there, there.app.work.title);
  const columns = [...new Set([...fields, ...titles])].map((one) => one.field.code);
  const rows = async (text: string) => {
    const condition = equals(there, by.field, text);
    if (condition === null) return [];
    const listed = await listRecords(there, { columns, limit: most }, [condition]);
    return listed.ok ? listed.value.rows : [];
  };
  // As typed, else as it would be typed in half width: keys are mostly numbers and letters.
  const half = toHalfWidth(key);
  const typed = await rows(key);
  const [first, ...others] = typed.length > 0 || half === key ? typed : await rows(half);
  if (first === undefined) return nothing;
  if (others.length === 0) return whole(first.id, first.answers);
  return {
    several: [first, ...others].map((one) => choiceOf(one.id, one.answers, titles, copied.slice(0, 3))),
  };
}

/** The key as the other field would read it when typed; null when it could not. */
function equals(there: OpenApp, field: Field, key: string): Expr | null {
  const context = { today: there.at.today, language: 'ja' };
  const typed =
    contracts[field.type].readOnly === true
      ? key
      : contracts[field.type].parse({ k: [key] }, 'k', field, context).value;
  const value: Json = typed === null ? null : contracts[field.type].toFormula(typed, field);
  const type = there.scope.byId.get(String(field.id))?.type;
  if (
    typeof value !== 'string' ||
    value === '' ||
    (type !== 'text' && type !== 'choice' && type !== 'number')
  )
    return null;
  const left: Expr = { kind: 'ref', ref: String(field.id), type: type === 'number' ? 'number' : 'text' };
  if (type !== 'number') return { kind: 'binary', op: '=', left, right: { kind: 'text', text: value } };
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) return null;
  const number: Expr = { kind: 'number', number: value.replace(/^-/, '') };
  return {
    kind: 'binary',
    op: '=',
    left,
    right: value.startsWith('-') ? { kind: 'negate', of: number } : number,
  };
}
