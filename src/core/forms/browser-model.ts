/** The part of a form that the script of one page needs: its fields, and those its formulas look at. */
import { type Answers, type Field, type Json, linesIn } from '#core/fields';
import { references } from '#kernel/formula';
import type { LocalizedText } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { fieldsOf } from './find-field.ts';
import type { Form, FormContext, FormField } from './model.ts';
import { isEditable } from './restrict.ts';

export interface PageModel {
  page: string;
  form: Form;
  /** Answers of other pages that formulas here look at; nothing sealed. */
  answers: Answers;
  context: FormContext;
}

/** As little as possible: the JSON travels with every page. */
export function pageModel(form: Form, pageId: string, answers: Answers, context: FormContext): PageModel {
  const wanted = new Set(fieldsOf(form, pageId).map((field) => String(field.id)));
  const page = form.pages.find((each) => each.id === pageId);
  const exprs =
    page?.items.flatMap((item) => ('guidance' in item && item.visible !== undefined ? [item.visible] : [])) ??
    [];
  for (const expr of exprs) for (const path of references(expr)) wanted.add(path.split('.')[0] ?? path);
  const byId = new Map(form.fields.map((field) => [String(field.id), field]));
  for (const id of wanted) for (const used of usedBy(byId.get(id))) wanted.add(used);
  const fields = form.fields.filter((field) => wanted.has(String(field.id)));
  const known: Answers = {};
  for (const field of fields) {
    const value = answers[String(field.id)];
    if (value !== null && value !== undefined && field.classification !== 'sealed')
      known[String(field.id)] = withoutSealed(field, value);
  }
  const here = (id: string) => page?.items.some((item) => 'field' in item && item.field === id) === true;
  const slim: Form = {
    appId: form.appId,
    fields: fields.map((field) => slimField(form, field, here(String(field.id)), pageId, context.language)),
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
    problems: [],
  };
  return { page: pageId, form: slim, answers: known, context };
}

function slimItem(item: Form['pages'][number]['items'][number]): Form['pages'][number]['items'] {
  if ('field' in item) return [item];
  return 'guidance' in item && item.visible !== undefined
    ? [{ guidance: { ja: '' }, name: item.name, visible: item.visible }]
    : [];
}

/** Fields elsewhere keep their page's condition out: the server already gave only answers that count. */
function slimField(form: Form, field: FormField, here: boolean, page: string, language: string): FormField {
  const open = here && isEditable(form, `f${field.id}`);
  const { help: _help, prefill: _prefill, checks, label, page: _page, options, fields, ...rest } = field;
  const slim: FormField = {
    ...rest,
    code: '',
    label: one(label, language),
    checks: open ? checks.map(({ rule, message }) => ({ rule, message: one(message, language) })) : [],
    options: slimOptions(options, language),
    required: open ? field.required : false,
  };
  if (here) slim.page = page;
  if (fields !== undefined) slim.fields = fields.map((child) => slimField(form, child, here, page, language));
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
    slim.choices = (choices as { value: string }[]).map(({ value }) => ({ value, label: { ja: value } }));
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

function usedBy(field: FormField | undefined): string[] {
  if (field === undefined) return [];
  const exprs = [field, ...(field.fields ?? [])].flatMap((each) => [
    each.visible,
    each.calculate,
    typeof each.required === 'object' ? each.required : undefined,
    ...each.checks.map((check) => check.rule),
  ]);
  const base = field.fields === undefined ? undefined : String(field.id);
  return exprs.flatMap((expr) =>
    expr === undefined ? [] : [...references(expr, base)].map((path) => path.split('.')[0] ?? path),
  );
}
