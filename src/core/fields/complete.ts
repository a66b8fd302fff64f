/** A field of a pack made whole: classification never below its type's, standard fields of household members. */
import { contracts } from './contracts.ts';
import type { HouseholdMembersOptions } from './household-members/contract.ts';
import { standardMemberFields } from './household-members/standard-fields.ts';
import { type Classification, classifications, type DefinedField, type Field } from './model.ts';

/** The stricter of two. */
export function strictest(a: Classification, b: Classification): Classification {
  return classifications.indexOf(a) >= classifications.indexOf(b) ? a : b;
}

/** Idempotent; fields of lines too. */
export function completeField(field: DefinedField): Field {
  const { classification: least } = contracts[field.type];
  const children = childFields(field)?.map(completeField);
  const { fields: _own, ...rest } = field;
  return {
    ...rest,
    classification: strictest(field.classification ?? 'internal', least),
    required: field.required ?? false,
    checks: field.checks ?? [],
    options: field.options ?? {},
    ...(children === undefined ? {} : { fields: children }),
  };
}

function childFields(field: DefinedField): DefinedField[] | undefined {
  if (field.type === 'lines') return field.fields ?? [];
  if (field.type !== 'household-members') return undefined;
  const own = field.fields ?? [];
  const { standard = own.length === 0 ? ['name', 'relationship', 'birthDate'] : [] } =
    field.options as Partial<HouseholdMembersOptions>;
  const known = new Set(own.map((child) => child.id));
  const before = standard
    .map((part) => standardMemberFields[part as keyof typeof standardMemberFields])
    .filter((child) => !known.has(child.id));
  return [...before, ...own];
}

/** Every field of an app, made whole. */
export const completeFields = (fields: readonly DefinedField[]): Field[] => fields.map(completeField);
