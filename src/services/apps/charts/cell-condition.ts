/** The records behind a mark or a cell, as a formula by codes. Pure. */
import { type ConditionKind, conditionFields } from '#core/conditions';
import type { Field, Json } from '#core/fields';
import type { GroupBy, Period, ReadField } from '#core/views';
import { printName, printText, type Scope } from '#kernel/formula';
import type { Cell, KeyPart } from './model.ts';

interface Known {
  fields: readonly ReadField[];
  scope: Scope;
}

/** Empty text: all of them. Null: a formula cannot say which, as for choices worth the same points. */
export function cellFormula(by: readonly GroupBy[], cell: Cell, open: Known): string | null {
  const plain: string[] = [];
  /** Of one line together: `ANY(明細, AND(…))`. */
  const ofLine: string[] = [];
  let lines: string | null = null;
  for (const [index, grouping] of by.entries()) {
    const part = cell[index];
    if (part === null || part === undefined) continue;
    const [top = '', inner] = grouping.field.split('.');
    const whole = open.fields.find((one) => one.field.code === grouping.field)?.field;
    const parent = whole === undefined ? open.fields.find((one) => one.field.code === top)?.field : undefined;
    const field = whole ?? parent?.fields?.find((one) => one.code === inner);
    if (field === undefined) return null;
    const scope = parent === undefined ? open.scope : open.scope.byId.get(String(parent.id))?.item;
    const said = scope === undefined ? null : partFormula(field, scope, grouping.by ?? 'value', part);
    if (said === null) return null;
    if (parent === undefined) plain.push(said);
    else {
      lines = printName(parent.code);
      ofLine.push(said);
    }
  }
  if (lines !== null) plain.push(`ANY(${lines}, ${joined(ofLine)})`);
  return joined(plain);
}

/** Both must hold; either may be empty. */
export function joined(parts: readonly string[]): string {
  const said = parts.filter((one) => one !== '');
  return said.length < 2 ? (said[0] ?? '') : `AND(${said.join(', ')})`;
}

function partFormula(field: Field, scope: Scope, period: Period, part: KeyPart): string | null {
  const [known] = conditionFields([field], scope);
  if (known === undefined || !exact(field)) return null;
  if ('is' in part) return keyFormula(known.code, known.kind, period, part.is);
  // Who has another value beside a shown one belongs to both: that is no condition on the record.
  if (several.has(known.kind)) return null;
  const shown = part.not.map((key) => keyFormula(known.code, known.kind, period, key));
  if (shown.length === 0) return '';
  return shown.includes(null) ? null : `NOT(OR(${shown.join(', ')}))`;
}

/** What such fields group by is what formulas compare; names and addresses group by their reading, choices with points by the choice. */
const exact = ({ type }: Field): boolean =>
  !['score-choice', 'person-name', 'address', 'rich-text', 'birth-date'].includes(type);

const several: ReadonlySet<ConditionKind> = new Set(['choices', 'users', 'departments', 'groups', 'records']);

function keyFormula(code: string, kind: ConditionKind, period: Period, key: Json): string | null {
  const name = printName(code);
  if (key === null) return `ISBLANK(${name})`;
  if (kind === 'date' || kind === 'datetime')
    return dayFormula(kind === 'date' ? name : `DATEVALUE(${name})`, period, String(key));
  if (period !== 'value') return null;
  if (typeof key === 'boolean') return kind === 'yes-no' ? `${name} = ${key ? 'TRUE' : 'FALSE'}` : null;
  if (typeof key !== 'string' && typeof key !== 'number') return null;
  if (kind === 'number') return /^-?\d{1,28}(\.\d{1,10})?$/.test(String(key)) ? `${name} = ${key}` : null;
  const text = printText(String(key));
  return several.has(kind) ? `CONTAINS(${name}, ${text})` : `${name} = ${text}`;
}

function dayFormula(day: string, period: Period, key: string): string | null {
  if (period === 'fiscal-year') return /^\d{1,4}$/.test(key) ? `FISCALYEAR(${day}) = ${key}` : null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(key)) return null;
  const literal = printText(key);
  switch (period) {
    case 'month':
      return `STARTOF(${day}, "M") = ${literal}`;
    case 'year':
      return `STARTOF(${day}, "Y") = ${literal}`;
    case 'quarter':
      return `AND(${day} >= ${literal}, ${day} < DATEADD(${literal}, 3, "M"))`;
    default:
      return `${day} = ${literal}`;
  }
}
