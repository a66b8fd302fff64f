/** Buttons of fields that look elsewhere: 探す finds what may be chosen, 写す copies what a lookup names. */
import {
  type Answers,
  belongsTo,
  type Choices,
  contracts,
  type Field,
  findPart,
  type LookupValue,
  type MessageCode,
  type NamedChoice,
  type Places,
  say,
  type Typed,
  typedIn,
} from '#core/fields';
import type { Form, FormContext } from './model.ts';

export interface ActedPage {
  typed: Typed;
  /** Control to lead to when the page shows again. */
  focus?: string;
  /** What happened, beside that control. */
  notices: { path: string; message: string }[];
  /** What was found to choose from, by field id: shows with the page (`Names.choices`). */
  choices?: Record<string, Choices>;
}

/** What a lookup found: values by field id of this form, or several records, or nothing in the app of that name. */
export type CopiedValues =
  | { key: string; record: string; values: ReadonlyMap<string, Answers[string]> }
  | { several: readonly NamedChoice[] }
  | { nothing: string };

export interface FindPorts {
  /** What a search in the box of a field finds. */
  find?(field: Field, text: string): Promise<Choices>;
  lookUp?(field: Field, given: LookupValue): Promise<CopiedValues>;
}

export async function findOnPage(
  typed: Typed,
  name: string,
  field: Field,
  context: FormContext,
  { find }: FindPorts,
): Promise<ActedPage> {
  const text = typedIn(typed, `${name}.${findPart}`);
  const found = await find?.(field, text).catch(() => undefined);
  if (found === undefined) return told(typed, name, context, 'pick.unavailable');
  return { typed, focus: `${name}.${findPart}`, notices: [], choices: { [String(field.id)]: found } };
}

export async function copyOnPage(
  form: Form,
  typed: Typed,
  name: string,
  field: Field,
  context: FormContext,
  { lookUp }: FindPorts,
): Promise<ActedPage> {
  const given = contracts.lookup.parse(typed, name, field, context).value as LookupValue | null;
  if (given === null) return told(typed, name, context, 'lookup.none');
  const copied = await lookUp?.(field, given).catch(() => undefined);
  if (copied === undefined) return told(typed, name, context, 'pick.unavailable');
  if ('nothing' in copied) return told(typed, name, context, 'lookup.nothing', { app: copied.nothing });
  if ('several' in copied) {
    const acted = told(typed, name, context, 'lookup.several', { count: copied.several.length });
    return { ...acted, choices: { [String(field.id)]: { entries: copied.several, all: false } } };
  }
  const next: Typed = {
    ...typed,
    [name]: [copied.key],
    [`${name}.record`]: [copied.record],
    [`${name}.of`]: [copied.key],
  };
  for (const [id, value] of copied.values) {
    const target = form.fields.find((one) => String(one.id) === id) as unknown as Field | undefined;
    if (target === undefined) continue;
    for (const control of Object.keys(next)) if (belongsTo(control, `f${id}`)) delete next[control];
    Object.assign(
      next,
      value === null ? { [`f${id}`]: [''] } : contracts[target.type].toTyped(value, `f${id}`, target),
    );
  }
  return told(next, name, context, 'lookup.copied');
}

const told = (
  typed: Typed,
  name: string,
  context: FormContext,
  code: MessageCode,
  places: Places = {},
): ActedPage => ({ typed, focus: name, notices: [{ path: name, message: say(code, context, places) }] });
