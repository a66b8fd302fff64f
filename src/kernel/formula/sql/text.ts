/** Pieces of SQL with their parameters. Nothing here knows a driver: `core` hands the pieces to one. */

/** As a tagged template: one string more than values. Values are parameters, never text of the statement. */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

/** Text of the statement itself: names of our own making, keywords; never what somebody wrote. */
export function raw(text: string): Sql {
  return { strings: [text], values: [] };
}

/** A parameter. The cast says its type: drivers send text. */
export function param(value: unknown, type: string): Sql {
  return { strings: ['', `::${type}`], values: [value] };
}

/** Puts pieces into a template: put`(${a} = ${b})`. */
export function put(strings: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  const text: string[] = [strings[0] ?? ''];
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    append(text, values, part);
    text[text.length - 1] += strings[index + 1] ?? '';
  });
  return { strings: text, values };
}

/** Pieces one after another. */
export function list(parts: readonly Sql[], separator = ', '): Sql {
  const text: string[] = [''];
  const values: unknown[] = [];
  parts.forEach((part, index) => {
    if (index > 0) text[text.length - 1] += separator;
    append(text, values, part);
  });
  return { strings: text, values };
}

function append(text: string[], values: unknown[], part: Sql): void {
  text[text.length - 1] += part.strings[0] ?? '';
  for (let index = 1; index < part.strings.length; index++) text.push(part.strings[index] ?? '');
  for (const value of part.values) values.push(value);
}
