/** What keeps answers from being sent: missing ones, values out of bounds, checks that do not hold. */
import {
  type Answers,
  contracts,
  type Field,
  type FieldContext,
  isReadOnly,
  isSealedValue,
  issue,
  isWorkedOut,
  type Json,
  joinPath,
  lineControlName,
  linesIn,
} from '#core/fields';
import type { Issue } from '#kernel/errors';
import { pick } from '#kernel/localized';
import type { FormState } from './form-state.ts';
import type { Form, FormContext } from './model.ts';
import { type FieldPlan, planOf } from './plan.ts';

const asField = (plan: FieldPlan): Field => plan.field as unknown as Field;

export const fieldContext = (context: FormContext, previous?: Json): FieldContext => ({
  today: context.today,
  language: context.language,
  texts: context.texts,
  names: context.names,
  individualNumbers: context.individualNumbers,
  previous,
});

/** The issues of one field of the form, its lines included; none when it is hidden. */
export function checkField(state: FormState, fieldId: string, context: FormContext): Issue[] {
  const plan = fieldPlan(state.form, fieldId);
  if (plan === undefined || !state.isVisible(plan.name) || plan.field.page === undefined) return [];
  const value = state.answers[plan.id];
  const issues = checkValue(state, plan, plan.name, value, context);
  const lines = plan.field.fields === undefined ? [] : linesIn(value);
  for (const line of lines) {
    for (const child of inFormOrder(plan)) {
      const name = lineControlName(plan.name, line.key, child.field);
      if (!state.isVisible(name)) continue;
      issues.push(
        ...checkValue(state, child, name, line.values[String(child.field.id)], context, {
          id: plan.id,
          key: line.key,
        }),
      );
    }
  }
  return issues;
}

/** The issue of one field of one line, named by its control. */
export function checkLineField(
  state: FormState,
  fieldId: string,
  key: string,
  childId: string,
  context: FormContext,
): Issue[] {
  const plan = fieldPlan(state.form, fieldId);
  const child = plan?.children.find((each) => String(each.field.id) === childId);
  const line = linesIn(state.answers[fieldId]).find((each) => each.key === key);
  if (plan === undefined || child === undefined || line === undefined) return [];
  const name = lineControlName(plan.name, key, child.field);
  if (!state.isVisible(name)) return [];
  return checkValue(state, child, name, line.values[childId], context, { id: fieldId, key });
}

function checkValue(
  state: FormState,
  plan: FieldPlan,
  name: string,
  value: Json | undefined,
  context: FormContext,
  lines?: { id: string; key: string },
): Issue[] {
  if (isReadOnly(plan.field.type)) return [];
  const contract = contracts[plan.field.type];
  const field = asField(plan);
  if (isEmpty(value)) {
    if (!state.isRequired(name)) return [];
    return [
      {
        ...issue(contract.missing, context, { label: pick(field.label, context.language).text }),
        path: name,
      },
    ];
  }
  // Under seal for another zone: checked where it was typed.
  if (isSealedValue(value)) return [];
  const wrong = contract.validate(value as Json, field, fieldContext(context));
  if (wrong.length > 0) return wrong.map(({ path, message }) => ({ path: joinPath(name, path), message }));
  const broken = plan.checks.find(({ rule }) => !state.holds(rule, lines));
  const message = broken === undefined ? undefined : plan.field.checks[broken.index]?.message;
  return message === undefined ? [] : [{ path: name, message: pick(message, context.language).text }];
}

/** Empty is null, absent, '' or an empty list; false and 0 are answers. */
export function isEmpty(value: Json | undefined): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

export function fieldPlan(form: Form, fieldId: string): FieldPlan | undefined {
  const { nodes, fieldAt } = planOf(form);
  const node = nodes[fieldAt.get(fieldId) ?? -1];
  return node?.kind === 'field' ? node.plan : undefined;
}

/** Children in the order they stand in the form, not in the order they are worked out. */
function inFormOrder(plan: FieldPlan): FieldPlan[] {
  return (plan.field.fields ?? []).flatMap(
    (field) => plan.children.find((child) => child.field === field) ?? [],
  );
}

/** All issues in the order of pages and items; of one page when `pageId` is given. */
export function checkAnswers(state: FormState, context: FormContext, pageId?: string): Issue[] {
  const issues: Issue[] = [];
  for (const page of state.form.pages) {
    if ((pageId !== undefined && page.id !== pageId) || !state.isPageVisible(page.id)) continue;
    for (const item of page.items)
      if ('field' in item) issues.push(...checkField(state, item.field, context));
  }
  return issues;
}

/** What is sent: answers of fields that show, and what was calculated. Nothing typed into hidden fields. */
export function answersToSend(state: FormState): Answers {
  const sent: Answers = {};
  for (const { id, type, fields, page } of state.form.fields) {
    const name = `f${id}`;
    const standing = state.standing(name);
    if (standing === undefined || !standing.visible) continue;
    const answer = state.answers[String(id)];
    if (isWorkedOut(type)) sent[String(id)] = standing.value;
    else if (fields !== undefined) {
      const lines = linesIn(answer).map(({ key, values }) => {
        const kept: Answers = {};
        for (const child of fields) {
          const inLine = state.standing(lineControlName(name, key, child));
          const value = isWorkedOut(child.type)
            ? (inLine?.value ?? null)
            : (values[String(child.id)] ?? null);
          if (inLine?.visible === true && !isEmpty(value)) kept[String(child.id)] = value;
        }
        return { key, values: kept };
      });
      if (lines.length > 0) sent[String(id)] = lines as unknown as Json;
    } else if (!isEmpty(answer) && (page !== undefined || answer !== undefined))
      sent[String(id)] = answer as Json;
    if (isEmpty(sent[String(id)])) delete sent[String(id)];
  }
  return sent;
}
