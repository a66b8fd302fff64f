/** What the form of a record shows: the page's part of the definition, what stands in it, and what it may name. */
import { blankRecord, type SeenRecord, seenRecord } from '#core/entries.server';
import {
  type Answers,
  type Field,
  initialAnswers,
  isSealedValue,
  type Json,
  linesIn,
  type Names,
  sentencesShown,
  uuidPattern,
} from '#core/fields';
import type { Form, FormContext } from '#core/forms';
import { type OpenApp, openApp } from '#core/views.server';
import { must } from '#platform/http.server';
import { appIn, entryDeskOf, recordDeskOf, recordIn, type StaffScene } from './desk.server.ts';
import { choicesFor, namesFor, relatedFor } from './names.server.ts';

export interface FormPlace {
  appId: string;
  title: string;
  /** Null of a new record. */
  seen: SeenRecord | null;
  fields: Field[];
  form: Form;
  /** For printing and for choosing. */
  view: OpenApp;
}

/** The form of the record in the address, or of a new one. `revision`: what the page showed. */
export async function formPlace(scene: StaffScene, revision?: number): Promise<FormPlace> {
  const desk = entryDeskOf(scene);
  const view = must(await openApp(recordDeskOf(scene), appIn(scene)));
  const title = view.app.title.ja;
  if (scene.params.record === undefined) {
    const blank = must(await blankRecord(desk, appIn(scene)));
    return { appId: view.app.id, title, seen: null, fields: blank.fields, form: blank.form, view };
  }
  const seen = must(await seenRecord(desk, appIn(scene), recordIn(scene), revision));
  return { appId: view.app.id, title, seen, fields: seen.fields, form: seen.form, view };
}

/** What a new record starts with for this person; `?of=<field>.<record>` names the record it is about. */
export function startOf(scene: StaffScene, { fields, view }: Pick<FormPlace, 'fields' | 'view'>): Answers {
  const { id, post } = scene.actor;
  const me = { staffId: id, department: post?.department ?? null, now: String(view.at.now) };
  const start = initialAnswers(fields, me);
  const [of, record] = (new URL(scene.request.url).searchParams.get('of') ?? '').split('.');
  const field = fields.find((one) => one.type === 'reference' && String(one.id) === of);
  if (field === undefined || record === undefined || !uuidPattern.test(record)) return start;
  return { ...start, [String(field.id)]: field.options.multiple === true ? [record] : record };
}

/** Of a whole record what may stand on this person's page: nothing sealed, nothing they may not read. */
export function shownAnswers({ fields }: Pick<FormPlace, 'fields'>, answers: Answers): Answers {
  const shown: Answers = {};
  for (const field of fields) {
    const value = openPart(answers[String(field.id)] ?? null);
    if (value !== null) shown[String(field.id)] = value;
  }
  return shown;
}

function openPart(value: Json): Json {
  if (isSealedValue(value)) return null;
  if (!Array.isArray(value) || !value.some((one) => typeof one === 'object' && one !== null && 'key' in one))
    return value;
  return linesIn(value).map((line) => ({
    key: line.key,
    values: Object.fromEntries(Object.entries(line.values).filter(([, one]) => !isSealedValue(one))),
  })) as unknown as Json;
}

export async function contextFor(
  place: FormPlace,
  answers: Answers,
  offered: Names['choices'] = {},
): Promise<FormContext> {
  const { view, fields, seen } = place;
  const names = await namesFor(view, fields, [answers]);
  const choices = { ...(await choicesFor(view, fields)), ...offered };
  const related =
    seen === null ? {} : await relatedFor(view, { id: seen.id, answers: shownAnswers(place, seen.answers) });
  const types = fields.flatMap((field) => [field.type, ...(field.fields ?? []).map((child) => child.type)]);
  // React draws the form again in the browser, which has no table of sentences.
  const texts = sentencesShown(types, { language: 'ja' });
  return { ...view.at, language: 'ja', texts, names: { ...names, choices, related } };
}

export const classesOf = (fields: readonly Field[]): string[] =>
  [...new Set(fields.map((field) => field.classification))].sort();
