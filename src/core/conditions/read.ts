/** Formula → condition, where people can put it together themselves. */
import { parse, type Syntax } from '#kernel/formula';
import {
  type Condition,
  type ConditionField,
  deepest,
  type Group,
  isGroup,
  nothing,
  type Test,
} from './model.ts';
import { operatorsFor } from './operators.ts';
import { recognise } from './pattern.ts';

/** Null: it says something that only the formula editor can show. Whatever comes back means the same as the text. */
export function fromFormula(text: string, fields: readonly ConditionField[]): Group | null {
  if (text.trim() === '') return nothing;
  const syntax = parse(text);
  if (!syntax.ok) return null;
  const read = condition(syntax.value, fields, 1);
  if (read === null) return null;
  return isGroup(read) ? read : { join: 'all', items: [read] };
}

function condition(syntax: Syntax, fields: readonly ConditionField[], depth: number): Condition | null {
  const test = testIn(syntax, fields);
  if (test !== null) return test;
  if (syntax.kind !== 'call' || depth > deepest) return null;
  const name = syntax.name.normalize('NFKC').toUpperCase();
  if ((name !== 'AND' && name !== 'OR') || syntax.args.length === 0) return null;
  const items = syntax.args.map((one) => condition(one, fields, depth + 1));
  if (items.some((one) => one === null)) return null;
  return { join: name === 'AND' ? 'all' : 'any', items: items as Condition[] };
}

function testIn(syntax: Syntax, fields: readonly ConditionField[]): Test | null {
  const name = firstName(syntax)?.normalize('NFKC');
  const field = fields.find((one) => one.code.normalize('NFKC') === name);
  if (field === undefined) return null;
  for (const [op, operator] of operatorsFor(field.kind)) {
    const found = recognise(syntax, operator, field.code);
    if (found === null) continue;
    const { values, where } = found;
    if (where === undefined) return { field: field.code, op, values };
    const inner = condition(where, field.fields ?? [], 2);
    if (inner !== null)
      return {
        field: field.code,
        op,
        values,
        where: isGroup(inner) ? inner : { join: 'all', items: [inner] },
      };
  }
  return null;
}

/** In every form the field is the first name said. */
function firstName(syntax: Syntax): string | undefined {
  switch (syntax.kind) {
    case 'name':
      return syntax.name;
    case 'negate':
      return firstName(syntax.of);
    case 'binary':
      return firstName(syntax.left) ?? firstName(syntax.right);
    case 'call':
      for (const arg of syntax.args) {
        const found = firstName(arg);
        if (found !== undefined) return found;
      }
      return undefined;
    default:
      return undefined;
  }
}
