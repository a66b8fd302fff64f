/** The part of a form that the script of one page needs: its fields, and those its formulas look at. */
import { type Answers, type Field, type Json, linesIn, sentencesFor } from '#core/fields';
import { references } from '#kernel/formula';
import { type LocalizedText, pick } from '#kernel/localized';
import { fieldsOf } from './find-field.ts';
import { createFormState, type FormState } from './form-state.ts';
import type { Form, FormContext, FormField } from './model.ts';
import { isEditable } from './restrict.ts';

export interface PageModel {
  page: string;
  form: Form;
  /** Answers of other pages that formulas here look at; nothing sealed. */
  answers: Answers;
  context: FormContext;
}

/**
 * As little as possible: the JSON travels with every page. `state` spares working the answers out again. `places`: with the layers, so
 * that areas are worked out where there is no line to the server.
 */
export function pageModel(
  form: Form,
  pageId: string,
  answers: Answers,
  context: FormContext,
  state: FormState = createFormState(form, answers, context),
  places = false,
): PageModel {
  const { fields, slim, sentences } = slimPage(form, pageId, context, places);
  const known: Answers = {};
  for (const field of fields) {
    const value = answers[String(field.id)];
    const counts = field.page === undefined || state.isPageVisible(field.page);
    if (counts && value !== null && value !== undefined && field.classification !== 'sealed')
      known[String(field.id)] = withoutSealed(field, value);
  }
  const { today, now, language, actor } = context;
  return {
    page: pageId,
    form: slim,
    answers: known,
    context: { today, now, language, texts: sentences, ...(actor && { actor }) },
  };
}

/** What of a page's model depends on no answer. */
interface SlimPage {
  texts: FormContext['texts'];
  /** As the form has them. */
  fields: FormField[];
  slim: Form;
  sentences: Record<string, string>;
}

const slimPages = new WeakMap<Form, Map<string, SlimPage>>();

/** Worked out once per form, page and language. */
function slimPage(form: Form, pageId: string, context: FormContext, places: boolean): SlimPage {
  let pages = slimPages.get(form);
  if (pages === undefined) {
    pages = new Map();
    slimPages.set(form, pages);
  }
  const key = `${pageId}|${context.language}|${places}`;
  let page = pages.get(key);
  if (page === undefined || page.texts !== context.texts) {
    page = makeSlimPage(form, pageId, context, places);
    pages.set(key, page);
  }
  return page;
}

function makeSlimPage(form: Form, pageId: string, context: FormContext, places: boolean): SlimPage {
  const wanted = new Set(fieldsOf(form, pageId).map((field) => String(field.id)));
  const page = form.pages.find((each) => each.id === pageId);
  for (const item of page?.items ?? [])
    if ('guidance' in item) for (const used of form.uses[item.name] ?? []) wanted.add(used);
  const byId = new Map(form.fields.map((field) => [String(field.id), field]));
  for (const id of wanted) for (const used of usedBy(form, byId.get(id))) wanted.add(used);
  const fields = form.fields.filter((field) => wanted.has(String(field.id)));
  const here = (id: string) => page?.items.some((item) => 'field' in item && item.field === id) === true;
  const slim: Form = {
    appId: form.appId,
    fields: fields.map((field) =>
      slimField(form, field, here(String(field.id)), pageId, context.language, places),
    ),
    pages:
      page === undefined
        ? []
        : [
            {
              id: page.id,
              title: { ja: '' },
              minutes: 0,
              items: page.items.flatMap((item) => slimItem(item)),
            },
          ],
    uses: Object.fromEntries(
      Object.entries(form.uses).filter(
        ([key]) =>
          wanted.has(key.replace(/[.?].*$/, '')) || key.startsWith('page:') || key.startsWith('guidance-'),
      ),
    ),
    problems: [],
  };
  const types = new Set(
    fields.flatMap((field) => [field.type, ...(field.fields ?? []).map((child) => child.type)]),
  );
  return { texts: context.texts, fields, slim, sentences: sentencesFor(types, context) };
}

function slimItem(item: Form['pages'][number]['items'][number]): Form['pages'][number]['items'] {
  if ('field' in item) return [item];
  return 'guidance' in item && item.visible !== undefined
    ? [{ guidance: { ja: '' }, name: item.name, visible: item.visible }]
    : [];
}

/** The conditions of other pages stay on the server: answers of pages that do not show are not sent. */
function slimField(
  form: Form,
  field: FormField,
  here: boolean,
  page: string,
  language: string,
  places: boolean,
): FormField {
  const open = here && isEditable(form, `f${field.id}`);
  const { help: _help, prefill: _prefill, layers, checks, label, page: _page, ...more } = field;
  const { options, fields, ...rest } = more;
  const slim: FormField = {
    ...rest,
    code: '',
    label: one(label, language),
    checks: open ? checks.map(({ rule, message }) => ({ rule, message: one(message, language) })) : [],
    options: slimOptions(options, language),
    required: open ? field.required : false,
  };
  // Worked out by whoever has the layers.
  if (field.type === 'area') {
    if (places && layers !== undefined) slim.layers = layers;
    else delete slim.calculate;
  }
  if (here) slim.page = page;
  // Totals name fields of the lines by code; formulas need none.
  const named = options.totals !== undefined;
  if (fields !== undefined)
    slim.fields = fields.map((child) => ({
      ...slimField(form, child, here, page, language, places),
      code: named ? child.code : '',
    }));
  return slim;
}

function one(text: LocalizedText, language: string): LocalizedText {
  const { text: picked } = pick(text, language);
  return { ja: picked, [language]: picked };
}

/** Options without texts that only widgets show. */
function slimOptions(options: Field['options'], language: string): Field['options'] {
  const { choices, statement: _statement, addLabel: _addLabel, itemLabel, ...rest } = options;
  const slim: Field['options'] = rest;
  if (Array.isArray(choices))
    slim.choices = (choices as { value: string; points?: number }[]).map(({ value, points }) => ({
      value,
      label: { ja: value },
      points,
    }));
  if (Array.isArray(slim.totals))
    slim.totals = (slim.totals as object[]).map((total) => ({ ...total, label: { ja: '' } }));
  if (itemLabel !== undefined) slim.itemLabel = one(itemLabel as LocalizedText, language);
  return slim;
}

function withoutSealed(field: FormField, value: Json): Json {
  const sealed = (field.fields ?? [])
    .filter((child) => child.classification === 'sealed')
    .map((child) => String(child.id));
  if (sealed.length === 0) return value;
  return linesIn(value).map(({ key, values }) => ({
    key,
    values: Object.fromEntries(Object.entries(values).filter(([id]) => !sealed.includes(id))),
  }));
}

/** What showing, value, requirement and checks of a field look at. */
function usedBy(form: Form, field: FormField | undefined): string[] {
  if (field === undefined) return [];
  const base = field.fields === undefined ? undefined : String(field.id);
  const checks = [field, ...(field.fields ?? [])].flatMap((each) =>
    each.checks.flatMap(({ rule }) => [...references(rule, base)]),
  );
  const known = [...(form.uses[String(field.id)] ?? []), ...(form.uses[`${field.id}?`] ?? []), ...checks];
  return known.map((path) => path.split('.')[0] ?? path);
}
