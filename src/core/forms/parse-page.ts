/** Reads what a page posted into answers; nothing typed is lost, nothing beyond the page is touched. */
import {
  type Answers,
  belongsTo,
  contracts,
  type Field,
  isReadOnly,
  type Json,
  joinPath,
  type Line,
  lineControlName,
  linesIn,
  type Typed,
  wasSent,
} from '#core/fields';
import type { Issue } from '#kernel/errors';
import { checkAnswers, fieldContext } from './check-fields.ts';
import { fieldsOf, findField } from './find-field.ts';
import { createFormState } from './form-state.ts';
import type { Form, FormContext, FormField } from './model.ts';
import { isEditable, isPartlyEditable } from './restrict.ts';

/** Hidden input that names the fields a person could see when the page was sent. */
export const seenName = '_seen';

export interface ParsedPage {
  /** All answers, those of this page replaced. */
  answers: Answers;
  /** What could not be read. Fields that are hidden now have none. */
  issues: Issue[];
  /** What was read otherwise than typed, by control name. */
  notices: { path: string; message: string }[];
}

export function parsePage(
  form: Form,
  pageId: string,
  typed: Typed,
  answers: Answers,
  context: FormContext,
): ParsedPage {
  const next: Answers = { ...answers };
  const issues: Issue[] = [];
  const notices: ParsedPage['notices'] = [];
  for (const field of fieldsOf(form, pageId)) {
    if (isReadOnly(field.type) || !isPartlyEditable(form, field) || !wasOnPage(typed, field)) continue;
    const id = String(field.id);
    const before = answers[id] ?? null;
    const parsed = contracts[field.type].parse(
      typed,
      `f${id}`,
      field as unknown as Field,
      fieldContext(context, before),
    );
    next[id] = form.editable === undefined ? parsed.value : keepClosed(form, field, before, parsed.value);
    issues.push(...parsed.issues.map(({ path, message }) => ({ path: joinPath(`f${id}`, path), message })));
    if (parsed.notice !== undefined) notices.push({ path: `f${id}`, message: parsed.notice });
    notices.push(...noticesOfLines(field, typed, next[id] ?? null, context));
  }
  const state = createFormState(form, next, context);
  const shown = issues.filter(({ path }) => state.isVisible(findField(form, path)?.name ?? path));
  return { answers: next, issues: shown, notices };
}

/** A page without any mark (API, import) counts as sent whole. */
function wasOnPage(typed: Typed, field: FormField): boolean {
  const seen = typed[seenName];
  return seen === undefined || seen.includes(`f${field.id}`) || wasSent(typed, `f${field.id}`);
}

/** In a correction, cells of lines that were not sent back stay as they were. */
function keepClosed(form: Form, field: FormField, before: Json, after: Json): Json {
  const name = `f${field.id}`;
  if (field.fields === undefined || form.editable?.includes(name) === true) return after;
  const typed = linesIn(after);
  const lines = linesIn(before).map(({ key, values }): Line => {
    const line = typed.find((each) => each.key === key);
    const merged: Answers = { ...values };
    for (const child of field.fields ?? []) {
      if (isEditable(form, lineControlName(name, key, child)))
        merged[String(child.id)] = line?.values[String(child.id)] ?? null;
    }
    return { key, values: merged };
  });
  return lines as unknown as Json;
}

/** Contracts tell one notice per field; those inside lines are asked again, line by line. */
function noticesOfLines(
  field: FormField,
  typed: Typed,
  value: Json,
  context: FormContext,
): ParsedPage['notices'] {
  return linesIn(field.fields === undefined ? null : value).flatMap(({ key }) =>
    (field.fields ?? []).flatMap((child) => {
      const name = lineControlName(`f${field.id}`, key, child);
      const { notice } = contracts[child.type].parse(
        typed,
        name,
        child as unknown as Field,
        fieldContext(context),
      );
      return notice === undefined ? [] : [{ path: name, message: notice }];
    }),
  );
}

export interface CheckedPage extends ParsedPage {
  /** Fields that show now but were not on the page when it was sent: ask them before complaining. */
  unseen: string[];
}

/** Parses and checks a page. `issues` holds one entry per thing to mend; unseen fields have none yet. */
export function checkPage(
  form: Form,
  pageId: string,
  typed: Typed,
  answers: Answers,
  context: FormContext,
): CheckedPage {
  const parsed = parsePage(form, pageId, typed, answers, context);
  const state = createFormState(form, parsed.answers, context);
  const seen = typed[seenName];
  const unseen = fieldsOf(form, pageId)
    .map((field) => `f${field.id}`)
    .filter(
      (name) =>
        seen !== undefined &&
        state.isVisible(name) &&
        !seen.includes(name) &&
        !isReadOnly(findField(form, name)?.field.type ?? 'formula'),
    );
  const known = parsed.issues.map(({ path }) => findField(form, path)?.name ?? path);
  const further = checkAnswers(state, context, pageId).filter(({ path }) => {
    const name = findField(form, path)?.name ?? path;
    return !known.some((each) => each === name || belongsTo(each, name)) && isEditable(form, name);
  });
  const issues = inPageOrder(form, pageId, [...parsed.issues, ...further]);
  return {
    ...parsed,
    issues: issues.filter(({ path }) => !unseen.some((name) => belongsTo(path, name))),
    unseen,
  };
}

function inPageOrder(form: Form, pageId: string, issues: Issue[]): Issue[] {
  const names = fieldsOf(form, pageId).map((field) => `f${field.id}`);
  const place = ({ path }: Issue) => names.findIndex((name) => belongsTo(path, name));
  return [...issues].sort((a, b) => place(a) - place(b));
}

export interface PageIssue extends Issue {
  page: string;
}

/** Everything that keeps the form from being sent, each with the page to go to. */
export function checkAll(form: Form, answers: Answers, context: FormContext): PageIssue[] {
  const state = createFormState(form, answers, context);
  return form.pages.flatMap((page) =>
    checkAnswers(state, context, page.id)
      .filter(({ path }) => isEditable(form, findField(form, path)?.name ?? path))
      .map((each) => ({ ...each, page: page.id })),
  );
}
