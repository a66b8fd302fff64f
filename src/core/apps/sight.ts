/**
 * What a builder may learn of other apps. Checks say whether a code exists there: of an app out of sight that would be an answer
 * to a question they may not ask. Pure.
 */
import type { App, WorkApp } from '#core/definitions';
import { completeFields, type DefinedField } from '#core/fields';
import { formulasOnRead, type OtherApp } from '#core/forms';
import { accessOf, possibleActs, prepareAccess, type StaffActor, staffMay } from '#core/policy';
import { references } from '#kernel/formula';
import { type ElsewhereWrite, writesIn } from './check-effects.ts';
import { same } from './compare-apps.ts';
import { typedApp } from './typed-app.ts';

type FindAny = (id: string) => App | undefined;

export interface Sight {
  sees(app: App): boolean;
  /** May add any record there: what a process makes in another app somebody must vouch for who could. */
  adds(app: App): boolean;
  /** May change these fields of any record there. */
  edits(app: App, codes: readonly string[]): boolean;
  /** Versions of the app in hand that were published: what they say of others was checked for somebody who could see them. */
  agreed: readonly App[];
}

/** Forms of procedures are public. Whoever oversees all apps may read every definition. */
export const sightOf = (actor: StaffActor, agreed: readonly App[]): Sight => ({
  agreed,
  sees: (app) => {
    if (app.work === undefined || staffMay(actor, 'app.oversee')) return true;
    const acts = possibleActs(accessOf(prepareAccess(app as WorkApp), actor));
    return acts.includes('view') || acts.includes('manage');
  },
  adds: (app) =>
    app.work !== undefined && accessOf(prepareAccess(app as WorkApp), actor).rows('add') === true,
  edits: (app, codes) => {
    if (app.work === undefined) return false;
    const access = accessOf(prepareAccess(app as WorkApp), actor);
    const fields = app.fields.filter((field) => codes.includes(field.code));
    return access.rows('edit') === true && fields.every((field) => access.field(field.id).edit === true);
  },
});

/** For checks of pack files and other work that is nobody's in particular. */
export const wholeSight: Sight = { agreed: [], sees: () => true, adds: () => true, edits: () => true };

/** Another app as far as this sight reaches: whole, or the fields that are used already, or not there at all. */
export function seenApp(id: string, { sees, agreed }: Sight, find: FindAny): App | undefined {
  const other = find(id);
  if (other === undefined || sees(other)) return other;
  const used = usedOf(agreed, other, find);
  if (used.size === 0 && !agreed.some((one) => looksAt(one, id))) return undefined;
  return only(other, used);
}

/** The same for what a process writes there: also the fields that are written already, so that what was agreed can be checked. */
export function writtenApp(id: string, sight: Sight, find: FindAny): App | undefined {
  const other = find(id);
  const seen = seenApp(id, sight, find);
  if (other === undefined || seen === other) return seen;
  const written = sight.agreed.flatMap(writesIn).filter((one) => one.app === id);
  if (written.length === 0) return seen;
  const codes = written.flatMap((one) => Object.keys(one.values));
  return only(other, new Set([...codes, ...usedOf(sight.agreed, other, find)]));
}

/**
 * Whether a published version writes just this there: what is written, at which state or act, and which record it reaches. A
 * reference says no such thing: that records of another app are shown gives nobody the right to write them.
 */
export function agreedTo(write: ElsewhereWrite, { agreed }: Pick<Sight, 'agreed'>): boolean {
  const said = ({ app, kind, values, through, follows }: ElsewhereWrite) => ({
    app,
    kind,
    values,
    through,
    follows,
  });
  return agreed.flatMap(writesIn).some((one) => same(said(one), said(write)));
}

function only(other: App, codes: ReadonlySet<string>): App {
  const fields = typedApp(other).fields.filter((field) => codes.has(field.code));
  return { ...other, fields: fields.map((field) => plain(field)) as App['fields'] };
}

const stored: Readonly<Record<string, string>> = { number: 'number', date: 'date', boolean: 'yes-no' };

/** A calculated field stands for its result: what it is calculated from is not ours to name. */
function plain(field: App['fields'][number]): DefinedField {
  if (field.type !== 'formula') return field as DefinedField;
  return { ...field, type: stored[String(field.options.result)] ?? 'text', options: {} } as DefinedField;
}

/** Codes of `other` that these versions name: in their fields, and in formulas about its records. */
export function usedOf(versions: readonly App[], other: App, find: FindAny): Set<string> {
  const codes = new Map(other.fields.map((field) => [String(field.id), field.code]));
  const used = new Set<string>();
  for (const app of versions.filter((one) => looksAt(one, other.id))) {
    for (const field of relating(app, other.id)) for (const code of named(field)) used.add(code);
    const related = new Set(relating(app, other.id).map((field) => String(field.id)));
    const formulas = formulasOnRead(app.fields as DefinedField[], (id) => find(id) as OtherApp | undefined);
    for (const { expr } of formulas.values())
      for (const path of references(expr)) {
        const [of, id] = path.split('.');
        const code = related.has(of!) && id !== undefined ? codes.get(id) : undefined;
        if (code !== undefined) used.add(code);
      }
  }
  return used;
}

function relating(app: App, id: string) {
  return completeFields(app.fields as DefinedField[])
    .flatMap((field) => [field, ...(field.fields ?? [])])
    .filter((field) => ['reference', 'related', 'lookup'].includes(field.type) && field.options.app === id);
}

/** What a field that looks at another app names there. */
function named({ options }: { options: object }): string[] {
  const said = options as {
    detail?: string[];
    show?: string[];
    sort?: { field: string };
    by?: string;
    match?: { theirs: string };
    key?: string;
    copy?: { from: string }[];
  };
  return [
    ...(said.detail ?? []),
    ...(said.show ?? []),
    said.sort?.field,
    said.by,
    said.match?.theirs,
    said.key,
    ...(said.copy ?? []).map((one) => one.from),
  ].filter((code) => code !== undefined);
}

/** Whether a field of the app names records of the app `id`. */
export const looksAt = (app: App, id: string): boolean => relating(app, id).length > 0;
