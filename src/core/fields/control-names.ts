/**
 * How controls are called. `f7` a field, `f7.family` a part, `f3[k1].f5` a field of a line, `f3.keys` the lines there
 * are. The same names are paths of issues, so that an error leads to its control.
 */
import type { Field, Typed } from './model.ts';

export const controlName = (field: Pick<Field, 'id'>): string => `f${field.id}`;

export const lineControlName = (lines: string, key: string, child: Pick<Field, 'id'>): string =>
  `${lines}[${key}].f${child.id}`;

/** A name and a path relative to it: `f7` + `family`, `f3` + `[k1].f5`. */
export function joinPath(name: string, path: string): string {
  return path === '' ? name : path.startsWith('[') ? name + path : `${name}.${path}`;
}

/** HTML id of a control: names without brackets and dots, so that links and style sheets need no escapes. */
export function controlId(name: string): string {
  return name.replace(/\]/g, '').replace(/[[.]/g, '-');
}

/** Keys of lines as browsers may send them. */
export const lineKey = /^[a-z0-9]{1,16}$/;

/** The key of the next line: one more than the highest that was ever here. */
export function nextLineKey(keys: readonly string[]): string {
  const numbers = keys.map((key) => Number(/^k(\d{1,9})$/.exec(key)?.[1] ?? 0));
  return `k${Math.max(0, ...numbers) + 1}`;
}

/** Adds what was typed into a control. Names that every object answers to are nobody's control: read as keys they are no lists. */
export function addTyped(typed: Typed, name: string, text: string): void {
  if (name in Object.prototype) return;
  typed[name] = [...(typed[name] ?? []), text];
}

/** The first string typed into a control. */
export const typedIn = (typed: Typed, name: string): string => typed[name]?.[0] ?? '';

/** Whether any control of that name, or a part of it, was sent at all. */
export function wasSent(typed: Typed, name: string): boolean {
  return Object.keys(typed).some((each) => belongsTo(each, name));
}

/** Whether a control name is `name` itself, a part of it or inside one of its lines. */
export function belongsTo(control: string, name: string): boolean {
  if (!control.startsWith(name)) return false;
  const next = control.charAt(name.length);
  return next === '' || next === '.' || next === '[';
}
