/** Everything about a form and its answers at one moment. */
import { type Answers, isWorkedOut, type Json } from '#core/fields';
import { answersToSend, checkAnswers } from './check-fields.ts';
import { createFormState, type FormState } from './form-state.ts';
import type { Evaluation, Form, FormContext } from './model.ts';

/** All fields are checked when somebody asks for `issues`: most pages show one page of the form and never do. */
export function evaluateForm(form: Form, answers: Answers, context: FormContext): Evaluation {
  const state = createFormState(form, answers, context);
  let issues: Evaluation['issues'] | undefined;
  return {
    ...standingsOf(state),
    get issues() {
      issues ??= checkAnswers(state, context);
      return issues;
    },
  };
}

/** The same of a state that is running. */
export function evaluationOf(state: FormState, context: FormContext): Evaluation {
  return { ...standingsOf(state), issues: checkAnswers(state, context) };
}

function standingsOf(state: FormState): Omit<Evaluation, 'issues'> {
  const visibleFields = new Set<string>();
  const required = new Set<string>();
  const calculated: Record<string, Json> = {};
  for (const [name, standing] of state.standings()) {
    if (standing.visible) visibleFields.add(name);
    if (standing.required) required.add(name);
    if (standing.visible && isCalculated(state.form, name)) calculated[name] = standing.value;
  }
  const guidance = state.form.pages.flatMap((page) =>
    page.items.flatMap((item) => ('guidance' in item && state.isVisible(item.name) ? [item.name] : [])),
  );
  return {
    visibleFields,
    visiblePages: state.form.pages.map((page) => page.id).filter((id) => state.isPageVisible(id)),
    visibleGuidance: new Set(guidance),
    required,
    calculated,
  };
}

const calculatedNames = new WeakMap<Form, Set<string>>();

function isCalculated(form: Form, name: string): boolean {
  let names = calculatedNames.get(form);
  if (names === undefined) {
    names = new Set();
    for (const field of form.fields) {
      if (isWorkedOut(field.type)) names.add(`f${field.id}`);
      for (const child of field.fields ?? [])
        if (isWorkedOut(child.type)) names.add(`f${field.id}/f${child.id}`);
    }
    calculatedNames.set(form, names);
  }
  return names.has(name.replace(/\[[^\]]*\]\./, '/'));
}

/** What is sent: answers of fields that show and calculated values. */
export function submittedAnswers(form: Form, answers: Answers, context: FormContext): Answers {
  return answersToSend(createFormState(form, answers, context));
}
