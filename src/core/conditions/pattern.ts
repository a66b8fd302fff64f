/** Whether a part of a formula is one of the forms of an operator, and what stands in its places. */
import { isPlainDate } from '#kernel/dates';
import { parse, type Syntax } from '#kernel/formula';
import type { Operator, Takes } from './operator.ts';

export interface Found {
  values: string[];
  /** The condition about a line. */
  where?: Syntax;
}

const same = (a: string, b: string): boolean => a.normalize('NFKC') === b.normalize('NFKC');
const functionName = (name: string): string => name.normalize('NFKC').toUpperCase();

const parsed = new Map<string, Syntax>();
/** Forms stand in the table of operators: they can be read. */
function formOf(text: string): Syntax {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const read = parse(text);
  if (!read.ok) throw new Error(`operator form cannot be read: ${text}`);
  parsed.set(text, read.value);
  return read.value;
}

/** Null: it says something else. `code` is that of the field asked about. */
export function recognise(syntax: Syntax, operator: Operator, code: string): Found | null {
  const forms = [operator.single, operator.form, ...(operator.also ?? [])].filter((one) => one !== undefined);
  for (const form of forms) {
    const matcher = new Matcher(operator, code);
    if (matcher.node(formOf(form), syntax)) return matcher.found();
  }
  return null;
}

class Matcher {
  private readonly places = new Map<string, string>();
  private list: string[] | null = null;
  private where: Syntax | undefined;
  private readonly operator: Operator;
  private readonly code: string;

  constructor(operator: Operator, code: string) {
    this.operator = operator;
    this.code = code;
  }

  found(): Found {
    const { where } = this;
    const values = this.list ?? ['A', 'B'].flatMap((place) => this.places.get(place) ?? []);
    return where === undefined ? { values } : { values, where };
  }

  node(form: Syntax, syntax: Syntax): boolean {
    if (form.kind === 'name') return this.place(form.name, syntax);
    if (form.kind !== syntax.kind) return false;
    switch (form.kind) {
      case 'number':
        return form.number === (syntax as typeof form).number;
      case 'text':
        return form.text === (syntax as typeof form).text;
      case 'boolean':
        return form.boolean === (syntax as typeof form).boolean;
      case 'negate':
        return this.node(form.of, (syntax as typeof form).of);
      case 'binary': {
        const { op, left, right } = syntax as typeof form;
        return form.op === op && this.node(form.left, left) && this.node(form.right, right);
      }
      case 'call': {
        const { name, args } = syntax as typeof form;
        return form.name === functionName(name) && this.args(form.args, args);
      }
      default:
        return false;
    }
  }

  private args(forms: readonly Syntax[], args: readonly Syntax[]): boolean {
    const last = forms.at(-1);
    if (last?.kind !== 'name' || (last.name !== 'REST' && last.name !== 'EACH'))
      return forms.length === args.length && forms.every((form, index) => this.node(form, args[index]!));
    const before = forms.slice(0, -1);
    const rest = args.slice(before.length);
    // Of one value there is a form of its own, or the formula is a plain condition in brackets.
    if (rest.length < 2 || !before.every((form, index) => this.node(form, args[index]!))) return false;
    const values = rest.flatMap((one) => this.value(last.name, one) ?? []);
    this.list = values;
    return values.length === rest.length;
  }

  private value(place: 'REST' | 'EACH' | string, syntax: Syntax): string | null {
    if (place === 'REST') return literalIn(syntax, 'values');
    const each = new Matcher({ ...this.operator, takes: 'values' }, this.code);
    return each.node(formOf(this.operator.each ?? ''), syntax) ? (each.places.get('A') ?? null) : null;
  }

  private place(name: string, syntax: Syntax): boolean {
    if (name === 'F') return syntax.kind === 'name' && syntax.skip === 0 && same(syntax.name, this.code);
    if (name === 'W') {
      this.where = syntax;
      return true;
    }
    const value = literalIn(syntax, this.operator.takes);
    if (value === null || (this.places.get(name) ?? value) !== value) return false;
    this.places.set(name, value);
    return true;
  }
}

function literalIn(syntax: Syntax, takes: Takes): string | null {
  if (takes === 'number' || takes === 'days') {
    if (syntax.kind === 'number')
      return takes === 'days' && !/^\d{1,5}$/.test(syntax.number) ? null : syntax.number;
    if (takes === 'days' || syntax.kind !== 'negate' || syntax.of.kind !== 'number') return null;
    return `-${syntax.of.number}`;
  }
  if (syntax.kind !== 'text' || syntax.text === '') return null;
  if (takes === 'date' && !isPlainDate(syntax.text)) return null;
  return takes === 'time' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(syntax.text) ? null : syntax.text;
}
