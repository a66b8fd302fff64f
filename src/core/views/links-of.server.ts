/** Records of other apps that records name, through those apps' own access: one query per app, never one per row. */
import {
  type Answers,
  contracts,
  type Json,
  lookupIn,
  pointersIn,
  printAnswer,
  printShort,
  type RelatedOptions,
} from '#core/fields';
import type { Expr } from '#kernel/formula';
import { fail, ok, type Result } from '#kernel/result';
import { listRecords } from './list-records.server.ts';
import type { ListedRecord, ListPage, ReadField } from './model.ts';
import { type OpenApp, openApp } from './open-app.server.ts';
import { readRecords } from './read-record.server.ts';

/** Titles by app and id. What is missing was erased, lies in the trash or is not for this person: nobody can tell which. */
export type Links = Map<string, Map<string, string>>;

export async function linksOf(
  open: OpenApp,
  records: readonly Pick<ListedRecord, 'answers'>[],
  fields: readonly ReadField[],
): Promise<Links> {
  const named = fields.map((one) => one.field);
  const answers = records.map((one) => one.answers);
  const wanted = new Map(pointersIn(named, answers).records);
  for (const field of named.filter((one) => one.type === 'lookup')) {
    const { app } = field.options as { app: string };
    const ids = wanted.get(app) ?? new Set<string>();
    for (const each of answers) {
      const record = lookupIn(each[String(field.id)])?.record ?? null;
      if (record !== null) ids.add(record);
    }
    wanted.set(app, ids);
  }
  const links: Links = new Map();
  for (const [appId, ids] of wanted) {
    if (ids.size === 0) continue;
    const target = appId === open.app.id ? ok(open) : await openApp(open.desk, appId);
    if (target.ok) links.set(appId, await titlesOf(target.value, [...ids]));
  }
  return links;
}

/** What records are called, as far as this person may read what they are called by. */
export async function titlesOf(open: OpenApp, ids: readonly string[]): Promise<Map<string, string>> {
  const fields = open.fields.filter((one) => open.app.work.title.includes(one.field.code));
  const found = await readRecords(open, ids, fields);
  return new Map([...found].map(([id, { answers }]) => [id, titleOf(fields, answers)]));
}

/** What a record is called; by an address as lists print it, without what all of them begin with. */
export function titleOf(fields: readonly ReadField[], answers: Answers): string {
  const parts = fields.map(({ field }) => {
    const value = answers[String(field.id)];
    return field.type === 'address'
      ? printShort(field, value, { language: 'ja' })
      : printAnswer(field, value, 'ja');
  });
  return parts.filter((part) => part !== '').join('　');
}

/** Records of another app that point to this one, or hold the same value: what a field 関連レコード shows. */
export async function relatedOf(
  open: OpenApp,
  record: Pick<ListedRecord, 'id' | 'answers'>,
  field: ReadField,
): Promise<Result<ListPage>> {
  const options = field.field.options as RelatedOptions;
  const target = options.app === open.app.id ? ok(open) : await openApp(open.desk, options.app);
  if (!target.ok) return target;
  const there = target.value;
  const condition = conditionThere(open, there, record, options);
  if (condition === null) return fail('notFound');
  const known = new Set(there.fields.map((one) => one.field.code));
  const { sort } = options;
  return listRecords(
    there,
    {
      columns: options.show.filter((code) => known.has(code)),
      sort: sort === undefined || !known.has(sort.field) ? [] : [sort],
      limit: options.limit,
    },
    [condition],
  );
}

/** Null: one side is not for this person to read, or there is nothing to compare. */
function conditionThere(
  open: OpenApp,
  there: OpenApp,
  record: Pick<ListedRecord, 'id' | 'answers'>,
  { by, match }: RelatedOptions,
): Expr | null {
  const code = by ?? match?.theirs;
  const theirs = there.fields.find((one) => one.field.code === code);
  const declared = theirs === undefined ? undefined : there.scope.byId.get(String(theirs.field.id));
  const value =
    by === undefined ? ownValue(open, record, match?.own) : ({ kind: 'text', text: record.id } as const);
  if (theirs === undefined || declared === undefined || value === null) return null;
  const { type } = declared;
  if (type === 'collection' || type === 'sealed') return null;
  const ref: Expr = { kind: 'ref', ref: declared.id, type: type === 'choice' ? 'text' : type };
  return type === 'multi'
    ? { kind: 'call', name: 'IN', args: [value, ref] }
    : { kind: 'binary', op: '=', left: ref, right: value };
}

function ownValue(
  open: OpenApp,
  { answers }: Pick<ListedRecord, 'answers'>,
  code: string | undefined,
): Expr | null {
  const own = open.fields.find((one) => one.field.code === code)?.field;
  const answer = own === undefined ? undefined : answers[String(own.id)];
  if (own === undefined || answer === undefined || answer === null) return null;
  const value: Json = contracts[own.type].toFormula(answer, own);
  if (typeof value === 'boolean') return { kind: 'boolean', boolean: value };
  if (typeof value !== 'string' || value === '') return null;
  const declared = open.scope.byId.get(String(own.id))?.type;
  if (declared !== 'number') return { kind: 'text', text: value };
  const number: Expr = { kind: 'number', number: value.replace(/^-/, '') };
  return value.startsWith('-') ? { kind: 'negate', of: number } : number;
}

/** What the states of the app's process are called, for `Names.states`. */
export const stateNames = ({ app }: Pick<OpenApp, 'app'>): Record<string, string> =>
  Object.fromEntries((app.work.process?.states ?? []).map(({ id, title }) => [id, title.ja]));
