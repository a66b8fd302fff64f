/** What may be written where the caret stands: names and functions, each with a word about it. Pure. */
import { type FunctionInfo, functionTable, isPlainName, type Scope, type ScopeField } from '#kernel/formula';

export interface Suggestion {
  kind: 'field' | 'function' | 'choice';
  /** What is put in place of the word. */
  insert: string;
  /** Where the caret stands then, counted from the beginning of what was put in. */
  caret: number;
  title: string;
  /** One line: what a function does, the code of a field whose label differs, what it is. */
  detail: string;
}

export interface Completion {
  /** The word that a suggestion takes the place of. */
  from: number;
  to: number;
  suggestions: Suggestion[];
}

const most = 40;
const wordBefore = /[\p{L}\p{Nl}_\uFF3F][\p{L}\p{Nl}\p{M}\p{Nd}_\uFF3F\u30FB\uFF65]*$/u;
const bracketBefore = /[[［][^\]］]*$/u;
const nameAtEnd = /(?:[[［]([^\]］]+)[\]］]|([\p{L}\p{Nl}_][\p{L}\p{Nl}\p{M}\p{Nd}_・･]*))$/u;
const quotes = /["＂“”„‟]/u;

const kinds: Record<ScopeField['type'], string> = {
  text: '文字',
  number: '数',
  boolean: 'はい・いいえ',
  date: '日付',
  datetime: '日時',
  choice: '選択',
  multi: '複数選択',
  collection: '明細',
  sealed: '式には使えません',
};

let known: readonly FunctionInfo[] | undefined;
const functions = (): readonly FunctionInfo[] => {
  known ??= functionTable();
  return known;
};

/** Null where nothing can be suggested. `asked`: also where no letter was typed yet. */
export function completeAt(text: string, caret: number, scope: Scope, asked = false): Completion | null {
  const before = text.slice(0, caret);
  const open = openQuote(before);
  if (open !== null) return choicesAt(before, open, scope);
  const bracket = bracketBefore.exec(before)?.[0];
  const word = bracket ?? wordBefore.exec(before)?.[0] ?? '';
  const from = caret - word.length;
  const ahead = before.slice(0, from);
  const member = /[.．]$/u.test(ahead);
  if (word === '' && !asked && !member) return null;
  const wanted = key(word.replace(/^[[［]/u, ''));
  const suggestions = member
    ? fieldsOf(itemsBefore(ahead, scope), wanted)
    : [
        ...fieldsOf(around(ahead, scope), wanted),
        ...(bracket === undefined ? functionsFor(wanted, text.slice(caret)) : []),
      ];
  // What stands there whole already needs no list over it.
  const whole = suggestions.length === 1 && suggestions[0]?.insert === word;
  return suggestions.length === 0 || whole
    ? null
    : { from, to: caret, suggestions: suggestions.slice(0, most) };
}

/** The text after a suggestion was taken, and where the caret stands. */
export function take(
  text: string,
  { from, to }: Completion,
  one: Suggestion,
): { text: string; caret: number } {
  return { text: text.slice(0, from) + one.insert + text.slice(to), caret: from + one.caret };
}

const key = (word: string): string => word.normalize('NFKC').toLowerCase();

/** Place of the quotation mark that is still open. */
function openQuote(before: string): number | null {
  let open: number | null = null;
  for (let at = 0; at < before.length; at++)
    if (quotes.test(before.charAt(at))) open = open === null ? at : null;
  return open;
}

/** `区 = "門`: the choices of 区. */
function choicesAt(before: string, quote: number, scope: Scope): Completion | null {
  const left = /^(.*?)\s*(?:=|＝|<>|≠|,|、)\s*$/su.exec(before.slice(0, quote))?.[1];
  const name = left === undefined ? undefined : nameIn(left.replace(/\(\s*$/u, ''));
  const field = name === undefined ? undefined : find(scope, name);
  const wanted = key(before.slice(quote + 1));
  const suggestions = (field?.options ?? [])
    .filter((one) => key(one).includes(wanted))
    .map((one): Suggestion => {
      const insert = one.replaceAll('"', '""');
      return {
        kind: 'choice',
        insert,
        caret: insert.length,
        title: one,
        detail: `「${field!.label}」の選択肢`,
      };
    });
  return suggestions.length === 0
    ? null
    : { from: quote + 1, to: before.length, suggestions: suggestions.slice(0, most) };
}

function nameIn(text: string): string | undefined {
  const found = nameAtEnd.exec(text);
  return found?.[1] ?? found?.[2];
}

function find(scope: Scope, name: string): ScopeField | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.byName.get(name.normalize('NFKC'));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Fields of the collection named before the dot; after a call (`FILTER(…).`) those of the collection it is given. */
function itemsBefore(ahead: string, scope: Scope): ScopeField[] {
  const path = ahead.slice(0, -1).trimEnd();
  const name = /[)）]$/u.test(path) ? collectionOfCall(path) : nameIn(path);
  const item = name === undefined ? undefined : find(scope, name)?.item;
  return item === undefined ? [] : [...item.byId.values()];
}

function collectionOfCall(path: string): string | undefined {
  return /FILTER\s*[(（]\s*([^,，、()（）]+)/iu.exec(path)?.[1]?.trim();
}

/** Inside ANY(明細, …) its fields come first, then those around. */
function around(ahead: string, scope: Scope): ScopeField[] {
  const inner = openCalls(ahead).flatMap((collection) => [
    ...(find(scope, collection)?.item?.byId.values() ?? []),
  ]);
  const outer: ScopeField[] = [];
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) outer.push(...at.byId.values());
  return [...new Set([...inner, ...outer])];
}

/** First arguments of the calls that are open here, the innermost first. */
function openCalls(ahead: string): string[] {
  const open: number[] = [];
  for (let at = 0; at < ahead.length; at++) {
    if (/[(（]/u.test(ahead.charAt(at))) open.push(at);
    else if (/[)）]/u.test(ahead.charAt(at))) open.pop();
  }
  return open
    .reverse()
    .map((at) => /^([^,，、()（）"]+)[,，、]/u.exec(ahead.slice(at + 1))?.[1]?.trim() ?? '')
    .filter((name) => name !== '');
}

function fieldsOf(fields: readonly ScopeField[], wanted: string): Suggestion[] {
  return ranked(
    fields.map((field) => ({ item: field, words: [field.code, field.label] })),
    wanted,
  ).map((field) => {
    const insert = isPlainName(field.code) ? field.code : `[${field.code.replaceAll(']', ']]')}]`;
    const detail = field.label === field.code ? kinds[field.type] : `${field.label}（${kinds[field.type]}）`;
    return { kind: 'field', insert, caret: insert.length, title: field.code, detail };
  });
}

function functionsFor(wanted: string, after: string): Suggestion[] {
  return ranked(
    functions().map((one) => ({ item: one, words: [one.name, one.ja] })),
    wanted,
  ).map(({ name, usage, ja, signature }) => {
    const bare = /^\s*[(（]/u.test(after);
    const insert = bare ? name : `${name}()`;
    const inside = bare || signature.params.length === 0 ? insert.length : insert.length - 1;
    return { kind: 'function', insert, caret: inside, title: usage, detail: ja };
  });
}

/** What begins with the word before what holds it; the first word of each counts more. */
function ranked<T>(all: readonly { item: T; words: readonly string[] }[], wanted: string): T[] {
  const rank = (words: readonly string[]): number => {
    const keys = words.map(key);
    if (keys[0]?.startsWith(wanted)) return 0;
    if (keys[1]?.startsWith(wanted)) return 1;
    return keys.some((one) => one.includes(wanted)) ? 2 : 3;
  };
  return all
    .map(({ item, words }) => ({ item, rank: rank(words) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
