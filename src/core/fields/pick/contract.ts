/**
 * What choosing people, offices and records has in common: values are ids only, one or several, each once in the order
 * chosen. Their names come with the reader (`Names`), because they change while values stand.
 */
import type { FieldContract } from '../contract.ts';
import { typedIn } from '../control-names.ts';
import { issue, say } from '../messages.ts';
import type { Field, Json, Names } from '../model.ts';

export type PickOptions = {
  /** Several instead of one; the column is an array then. */
  multiple?: boolean;
  /** How many at most, of several. */
  max?: number;
};

export interface PickKind<O extends PickOptions> {
  /** What a value of this kind looks like; anything else is refused before a database is asked. */
  id: RegExp;
  pointsTo: NonNullable<FieldContract<Json, O>['pointsTo']>;
  nameOf(names: Names | undefined, id: string, field: Field<O>): string | undefined;
  initial?: FieldContract<string | string[], O>['initial'];
}

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const most = 100;

/** The ids in a value, however many it may hold. */
export const pickedIn = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string' && id !== '');

/** The box to search in stands beside the choices; without script a button asks the server (`find:f5`). */
export const findPart = 'find';

export function makePickContract<O extends PickOptions>(
  kind: PickKind<O>,
): FieldContract<string | string[], O> {
  return {
    classification: 'internal',
    missing: 'required.choose',
    parse(typed, name, field, context) {
      const chosen = [...new Set((typed[name] ?? []).map((id) => id.trim()).filter((id) => id !== ''))];
      const value = field.options.multiple === true ? chosen : chosen[0];
      if (value !== undefined && value.length > 0) return { value, issues: [] };
      // Somebody who typed a name and went on meant to choose: silence would lose it.
      const sought = typedIn(typed, `${name}.${findPart}`).trim();
      return { value: null, issues: sought === '' ? [] : [issue('pick.pending', context, {}, findPart)] };
    },
    validate(value, field, context) {
      const { multiple = false, max = most } = field.options;
      const ids = pickedIn(value);
      const whole = Array.isArray(value)
        ? multiple && ids.length === value.length
        : !multiple && ids.length === 1;
      if (!whole || new Set(ids).size < ids.length || !ids.every((id) => kind.id.test(id)))
        return [issue('choice.unknown', context)];
      if (ids.length > max) return [issue('choice.many', context, { max })];
      const offered = context.names?.choices?.[String(field.id)];
      if (offered?.all !== true) return [];
      // What stands already may stay, though it is not to be had any more.
      const kept = new Set([...pickedIn(context.previous), ...offered.entries.map((each) => each.value)]);
      return ids.every((id) => kept.has(id)) ? [] : [issue('choice.unknown', context)];
    },
    toTyped: (value, name) => ({ [name]: pickedIn(value) }),
    print: (value, field, language, names) =>
      pickedIn(value)
        .map((id) => kind.nameOf(names, id, field) ?? say('names.unknown', { language }))
        .join(language === 'en' ? ', ' : '、'),
    formulaType: 'text',
    formulaTypeOf: (field) => (field.options.multiple === true ? 'list' : 'text'),
    toFormula: (value) => value,
    pointsTo: kind.pointsTo,
    ...(kind.initial === undefined ? {} : { initial: kind.initial }),
  };
}
