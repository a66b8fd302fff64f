/**
 * A form at work: which fields show, which are required, what is calculated, kept up to date as answers change.
 * A hidden field is empty for formulas, although what was typed is kept. Works out again only what a change reaches.
 */
import {
  type Answers,
  contracts,
  type Field,
  isReadOnly,
  isSealedValue,
  isWorkedOut,
  type Json,
  lineControlName,
  linesIn,
} from '#core/fields';
import type { Compiled, Env, Row } from '#kernel/formula';
import type { Form, FormContext } from './model.ts';
import { type FieldPlan, type Plan, planOf } from './plan.ts';

/** What shows of one field, or of one field of one line. */
export interface Standing {
  visible: boolean;
  required: boolean;
  /** Of calculated fields. */
  value: Json;
}

export interface FormState {
  readonly form: Form;
  /** As given; hidden ones too. */
  readonly answers: Answers;
  /** Gives fields new answers; the control names, `page:…` and guidance names of which something changed. */
  setAll(answers: Answers): ReadonlySet<string>;
  set(fieldId: string | number, value: Json): ReadonlySet<string>;
  standing(name: string): Standing | undefined;
  /** Of a control name or a guidance name. */
  isVisible(name: string): boolean;
  isRequired(name: string): boolean;
  isPageVisible(id: string): boolean;
  standings(): Iterable<[string, Standing]>;
  /** Whether a check of a field holds; of a field of a line with its line. */
  holds(rule: Compiled, line?: { id: string; key: string }): boolean;
}

interface LiveLine {
  key: string;
  /** Values as formulas see them, by child id. */
  values: Map<string, unknown>;
  env: Env;
}

/** A running form; `at` is one moment for all its formulas. */
export function createFormState(
  form: Form,
  answers: Answers,
  at: Pick<FormContext, 'today' | 'now' | 'actor'>,
): FormState {
  const { nodes, fieldAt, users, askers, guidance }: Plan = planOf(form);
  const { today, now, actor } = at;
  const held: Answers = { ...answers };
  /** By node: what formulas see. */
  const values: unknown[] = [];
  const linesOf = new Map<string, LiveLine[]>();
  const standings = new Map<string, Standing>();
  const pages = new Map<string, boolean>();
  const guides = new Map<string, boolean>();
  const top: Row = {
    get: (id) => values[fieldAt.get(id) ?? -1] ?? null,
    items: (id) => (linesOf.get(id) ?? []).map((line) => line.env),
  };
  const env: Env = { today, now, actor, get: top.get, items: top.items };

  const pageShows = (id: string | undefined): boolean =>
    id === undefined || (pages.get(id) ?? form.pages.every((page) => page.id !== id));

  const seenAs = (plan: FieldPlan, result: Json, answer: Json | undefined): unknown => {
    if (isWorkedOut(plan.field.type)) return result;
    if (answer === null || answer === undefined || isSealedValue(answer)) return null;
    return contracts[plan.field.type].toFormula(answer, plan.field as unknown as Field);
  };

  const note = (
    name: string,
    visible: boolean,
    required: boolean,
    value: Json,
    changed: Set<string>,
  ): void => {
    const before = standings.get(name);
    if (before?.visible === visible && before.required === required && before.value === value) return;
    standings.set(name, { visible, required, value });
    changed.add(name);
  };

  /** An area whose layer is not at hand stays as it was worked out before. */
  const calculated = (plan: FieldPlan, here: Env, answer: Json | undefined): Json => {
    if (plan.calculate !== undefined) return (plan.calculate(here) ?? null) as Json;
    return plan.field.type === 'area' ? (answer ?? null) : null;
  };

  /** Shows or hides and works out; what is required is settled when all values are known. */
  const show = (
    plan: FieldPlan,
    name: string,
    visible: boolean,
    here: Env,
    answer: Json | undefined,
    changed: Set<string>,
  ): unknown => {
    const result = visible ? calculated(plan, here, answer) : null;
    note(name, visible, standings.get(name)?.required ?? false, result, changed);
    return visible ? seenAs(plan, result, answer) : null;
  };

  const workLines = (plan: FieldPlan, visible: boolean, changed: Set<string>): void => {
    const gone = new Set(
      (linesOf.get(plan.id) ?? []).flatMap(({ key }) =>
        plan.children.map((child) => lineControlName(plan.name, key, child.field)),
      ),
    );
    const lines = visible ? linesIn(held[plan.id]) : [];
    const live = lines.map(({ key }): LiveLine => {
      const own = new Map<string, unknown>();
      return {
        key,
        values: own,
        env: { today, now, actor, get: (id) => own.get(id) ?? null, items: () => [], outer: top },
      };
    });
    linesOf.set(plan.id, live);
    // Child after child through all lines: a child may count lines by what an earlier one holds.
    for (const child of plan.children) {
      const childId = String(child.field.id);
      for (const [index, line] of lines.entries()) {
        const { values: own, env: here } = live[index] as LiveLine;
        const name = lineControlName(plan.name, line.key, child.field);
        gone.delete(name);
        const shows = child.visible === undefined || child.visible(here) === true;
        own.set(childId, show(child, name, shows, here, line.values[childId], changed));
      }
    }
    for (const name of gone) {
      standings.delete(name);
      changed.add(name);
    }
  };

  /** Works one node out; true when others may see a difference. */
  const work = (index: number, changed: Set<string>): boolean => {
    const node = nodes[index];
    if (node === undefined) return false;
    if (node.kind === 'page') {
      const { id } = node.page;
      const visible = node.visible === undefined || node.visible(env) === true;
      if (pages.get(id) === visible) return false;
      pages.set(id, visible);
      changed.add(`page:${id}`);
      return true;
    }
    const { plan } = node;
    const visible = pageShows(plan.field.page) && (plan.visible === undefined || plan.visible(env) === true);
    if (plan.field.fields !== undefined) {
      workLines(plan, visible, changed);
      show(plan, plan.name, visible, env, null, changed);
      return true;
    }
    const value = show(plan, plan.name, visible, env, held[plan.id], changed);
    const different = !same(values[index], value);
    values[index] = value;
    return different;
  };

  const askOne = (plan: FieldPlan, name: string, here: Env, changed: Set<string>): void => {
    const standing = standings.get(name);
    if (standing === undefined) return;
    const asks =
      standing.visible &&
      !isReadOnly(plan.field.type) &&
      (typeof plan.required === 'boolean' ? plan.required : plan.required(here) === true);
    note(name, standing.visible, asks, standing.value, changed);
  };

  /** Settles what is required of a field, its lines included. */
  const ask = (index: number, changed: Set<string>): void => {
    const node = nodes[index];
    if (node?.kind !== 'field') return;
    const { plan } = node;
    askOne(plan, plan.name, env, changed);
    for (const line of linesOf.get(plan.id) ?? []) {
      for (const child of plan.children)
        askOne(child, lineControlName(plan.name, line.key, child.field), line.env, changed);
    }
  };

  const guide = (
    { name, page, visible: condition }: Plan['guidance'][number],
    changed: Set<string>,
  ): void => {
    const visible = pageShows(page) && (condition === undefined || condition(env) === true);
    if (guides.get(name) === visible) return;
    guides.set(name, visible);
    changed.add(name);
  };

  const setAll = (given: Answers): ReadonlySet<string> => {
    const changed = new Set<string>();
    const dirty = new Uint8Array(nodes.length);
    let from = nodes.length;
    for (const [id, value] of Object.entries(given)) {
      held[id] = value;
      const index = fieldAt.get(id);
      if (index === undefined) continue;
      dirty[index] = 1;
      from = Math.min(from, index);
    }
    const toAsk = new Set<number>();
    const touched = new Set<string>();
    for (let index = from; index < nodes.length; index++) {
      if (dirty[index] !== 1) continue;
      toAsk.add(index);
      if (!work(index, changed)) continue;
      const node = nodes[index];
      touched.add(node?.kind === 'field' ? node.plan.id : `page:${node?.page.id}`);
      for (const user of users[index] ?? []) dirty[user] = 1;
      for (const asker of askers[index] ?? []) toAsk.add(asker);
    }
    for (const index of toAsk) ask(index, changed);
    for (const each of guidance)
      if (touched.has(`page:${each.page}`) || each.uses.some((id) => touched.has(id))) guide(each, changed);
    return changed;
  };

  const first = new Set<string>();
  for (let index = 0; index < nodes.length; index++) work(index, first);
  for (let index = 0; index < nodes.length; index++) ask(index, first);
  for (const each of guidance) guide(each, first);

  return {
    form,
    answers: held,
    setAll,
    set: (fieldId, value) => setAll({ [String(fieldId)]: value }),
    standing: (name) => standings.get(name),
    isVisible: (name) => standings.get(name)?.visible ?? guides.get(name) ?? false,
    isRequired: (name) => standings.get(name)?.required ?? false,
    isPageVisible: (id) => pages.get(id) ?? false,
    standings: () => standings,
    holds: (rule, line) =>
      rule(linesOf.get(line?.id ?? '')?.find(({ key }) => key === line?.key)?.env ?? env) === true,
  };
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
