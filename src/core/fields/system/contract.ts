/**
 * What a record knows about itself: its state, who works on it, who made and last changed it, and when. Shown like any
 * field, filtered and sorted by, named in formulas (`作成者 = ME()`), and typed by nobody: state and assignees change by
 * acts of the process, the others by writing.
 */
import type { FieldContract, FormulaType } from '../contract.ts';
import { printDateTime } from '../date-time/print-date-time.ts';
import { say } from '../messages.ts';
import type { Json, Names, Pointer } from '../model.ts';

export type SystemOptions = Record<string, never>;

/** Types that show a column of the record. Not for lines, which have none of their own. */
export const systemTypes = [
  'status',
  'assignee',
  'created-by',
  'created-at',
  'updated-by',
  'updated-at',
] as const;

function shown<V extends Json>(
  formulaType: FormulaType,
  print: (value: V, language: string, names: Names) => string,
  pointsTo?: Pointer,
): FieldContract<V, SystemOptions> {
  return {
    readOnly: true,
    classification: 'internal',
    missing: 'required.enter',
    parse: (_typed, _name, _field, context) => ({
      value: (context.previous ?? null) as V | null,
      issues: [],
    }),
    validate: () => [],
    toTyped: () => ({}),
    print: (value, _field, language, names = {}) => print(value, language, names),
    formulaType,
    toFormula: (value) => value,
    ...(pointsTo === undefined ? {} : { pointsTo: () => pointsTo }),
  };
}

/** Somebody's name; an id says nothing to a reader and is never shown. */
export const staffName = (id: string, language: string, names: Names): string =>
  names.staff?.[id] ?? say('names.unknown', { language });

export const statusContract = /* @__PURE__ */ shown<string>(
  'text',
  (state, _language, names) => names.states?.[state] ?? state,
);
export const assigneeContract = /* @__PURE__ */ shown<string[]>(
  'list',
  (ids, language, names) =>
    ids.map((id) => staffName(id, language, names)).join(language === 'en' ? ', ' : '、'),
  'staff',
);
export const createdByContract = /* @__PURE__ */ shown<string>('text', staffName, 'staff');
export const updatedByContract = createdByContract;
export const createdAtContract = /* @__PURE__ */ shown<string>('datetime', printDateTime);
export const updatedAtContract = createdAtContract;
