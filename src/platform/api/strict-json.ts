/**
 * JSON as two programs must both understand it. JSON.parse keeps the last of two equal names and takes any depth;
 * whoever stands in front may have read the first one. Pure.
 */

export type JsonFault = 'syntax' | 'deep' | 'duplicate' | 'name' | 'character';

const mostDepth = 32;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** The value, or what is wrong with the text. */
export function parseStrictJson(
  text: string,
): { ok: true; value: unknown } | { ok: false; fault: JsonFault } {
  let value: unknown;
  // First the depth, by counting: the parser below would recurse.
  if (depthOf(text) > mostDepth) return { ok: false, fault: 'deep' };
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: 'syntax' };
  }
  const fault = faultOfNames(text) ?? faultOfText(value);
  return fault === null ? { ok: true, value } : { ok: false, fault };
}

/** Signs and strings in turn, in one pass: a pattern would go back and forth over a string that never ends. */
function* tokensOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (sign === '"') {
      const start = at;
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
      yield text.slice(start, at + 1);
    } else if ('{}[],:'.includes(sign)) yield sign;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  for (const token of tokensOf(text)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > mostDepth) return depth;
  }
  return 0;
}

/** Names of each object; the text is known to be JSON here. */
function faultOfNames(text: string): JsonFault | null {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const token of tokensOf(text)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = JSON.parse(last) as string;
      const names = open.at(-1);
      if (names?.has(name)) return 'duplicate';
      if (forbidden.has(name)) return 'name';
      names?.add(name);
    } else if (token !== ',') last = token;
  }
  return null;
}

/** No NUL and no half characters: neither the database nor paper can hold them. */
function faultOfText(value: unknown): JsonFault | null {
  if (typeof value === 'string')
    return value.includes('\u0000') || !value.isWellFormed() ? 'character' : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, part] of Object.entries(value)) {
    const fault = faultOfText(name) ?? faultOfText(part);
    if (fault !== null) return fault;
  }
  return null;
}
