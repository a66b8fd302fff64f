/**
 * A form at work: which fields show, which are required, what is calculated, kept up to date as answers change.
 * A hidden field is empty for formulas, although what was typed is kept. Works out again only what a change reaches.
 */
import { type Answers, contracts, type Field, type Json, lineControlName, linesIn } from '#core/fields';
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

interface LiveLine {
  key: string;
  /** Values as formulas see them, by child id. */
  values: Map<string, unknown>;
  row: Row;
}

export class FormState {
  readonly form: Form;
  readonly answers: Answers;
  private readonly at: Pick<FormContext, 'today' | 'now'>;
  private readonly plan: Plan;
  /** By node: what formulas see. */
  private readonly values: unknown[] = [];
  private readonly lines = new Map<string, LiveLine[]>();
  private readonly standings = new Map<string, Standing>();
  private readonly pages = new Map<string, boolean>();
  private readonly guidance = new Map<string, boolean>();
  private readonly namesOfLines = new Map<string, string[]>();
  private readonly env: Env;

  constructor(form: Form, answers: Answers, at: Pick<FormContext, 'today' | 'now'>) {
    this.form = form;
    this.at = at;
    this.answers = { ...answers };
    this.plan = planOf(form);
    this.env = {
      today: at.today,
      now: at.now,
      get: (id) => this.values[this.plan.fieldAt.get(id) ?? -1] ?? null,
      items: (id) => (this.lines.get(id) ?? []).map((line) => line.row),
    };
    const changed = new Set<string>();
    for (let index = 0; index < this.plan.nodes.length; index++) this.work(index, changed);
    for (const each of this.plan.guidance) this.guide(each, changed);
  }

  /** Gives a field a new answer; the control names, `page:…` and guidance names of which something changed. */
  set(fieldId: string | number, value: Json): ReadonlySet<string> {
    return this.setAll({ [String(fieldId)]: value });
  }

  setAll(answers: Answers): ReadonlySet<string> {
    const { nodes, users, fieldAt } = this.plan;
    const changed = new Set<string>();
    const touched = new Set<string>();
    const dirty = new Uint8Array(nodes.length);
    let from = nodes.length;
    for (const [id, value] of Object.entries(answers)) {
      this.answers[id] = value;
      const index = fieldAt.get(id);
      if (index === undefined) continue;
      dirty[index] = 1;
      from = Math.min(from, index);
    }
    for (let index = from; index < nodes.length; index++) {
      if (dirty[index] !== 1 || !this.work(index, changed)) continue;
      const node = nodes[index];
      if (node?.kind === 'field') touched.add(node.plan.id);
      // A requirement may look back at a field worked out later; it is only told, never waited for.
      for (const user of users[index] ?? []) {
        if (user > index) dirty[user] = 1;
        else this.requirement(user, changed);
      }
    }
    for (const each of this.plan.guidance) {
      if ([...each.uses].some((id) => touched.has(id)) || changed.has(`page:${each.page}`))
        this.guide(each, changed);
    }
    return changed;
  }

  standing(name: string): Standing | undefined {
    return this.standings.get(name);
  }
  isVisible(name: string): boolean {
    return this.standings.get(name)?.visible ?? this.guidance.get(name) ?? false;
  }
  isRequired(name: string): boolean {
    return this.standings.get(name)?.required ?? false;
  }
  isPageVisible(id: string): boolean {
    return this.pages.get(id) ?? false;
  }
  names(): Iterable<[string, Standing]> {
    return this.standings;
  }

  /** Whether a check of a field holds; line fields by the key of their line. */
  holds(rule: Compiled, lines?: { id: string; key: string }): boolean {
    return rule(lines === undefined ? this.env : this.lineEnv(lines.id, lines.key)) === true;
  }

  /** Works one node out; true when others may see a difference. */
  private work(index: number, changed: Set<string>): boolean {
    const node = this.plan.nodes[index];
    if (node === undefined) return false;
    if (node.kind === 'page') {
      const visible = node.visible === undefined || node.visible(this.env) === true;
      const before = this.pages.get(node.page.id);
      this.pages.set(node.page.id, visible);
      if (before !== visible) changed.add(`page:${node.page.id}`);
      return before !== visible;
    }
    const { plan } = node;
    const shown = plan.field.page === undefined || this.isPageVisible(plan.field.page);
    const visible = shown && (plan.visible === undefined || plan.visible(this.env) === true);
    if (plan.field.fields !== undefined) {
      this.workLines(plan, visible, changed);
      this.note(plan.name, visible, this.requires(plan, visible, this.env), null, changed);
      return true;
    }
    const result = plan.calculate === undefined ? null : ((plan.calculate(this.env) ?? null) as Json);
    const value = visible ? this.valueOf(plan, result, this.answers[plan.id]) : null;
    const different = !same(this.values[index], value);
    this.values[index] = value;
    this.note(plan.name, visible, this.requires(plan, visible, this.env), visible ? result : null, changed);
    return different;
  }

  /** Line by line, child after child, so that a child may use another one of all lines. */
  private workLines(plan: FieldPlan, visible: boolean, changed: Set<string>): void {
    const before = this.namesOfLines.get(plan.id) ?? [];
    const lines = visible ? linesIn(this.answers[plan.id]) : [];
    const live = lines.map(({ key }): LiveLine => {
      const values = new Map<string, unknown>();
      return { key, values, row: { get: (id) => values.get(id) ?? null, items: () => [] } };
    });
    this.lines.set(plan.id, live);
    const names: string[] = [];
    for (const child of plan.children) {
      for (const [index, line] of lines.entries()) {
        const here = live[index] as LiveLine;
        const env: Env = { ...this.at, get: here.row.get, items: here.row.items, outer: this.env };
        const shown = child.visible === undefined || child.visible(env) === true;
        const childId = String(child.field.id);
        const result = child.calculate === undefined ? null : ((child.calculate(env) ?? null) as Json);
        here.values.set(childId, shown ? this.valueOf(child, result, line.values[childId]) : null);
        const name = lineControlName(plan.name, line.key, child.field);
        names.push(name);
        this.note(name, shown, false, shown ? result : null, changed, true);
      }
    }
    for (const [index, line] of lines.entries()) {
      const env = this.envOfLine(live[index] as LiveLine);
      for (const child of plan.children) {
        const name = lineControlName(plan.name, line.key, child.field);
        const standing = this.standings.get(name);
        if (standing !== undefined)
          this.note(
            name,
            standing.visible,
            this.requires(child, standing.visible, env),
            standing.value,
            changed,
          );
      }
    }
    const now = new Set(names);
    for (const name of before) {
      if (now.has(name)) continue;
      this.standings.delete(name);
      changed.add(name);
    }
    this.namesOfLines.set(plan.id, names);
  }

  private requirement(index: number, changed: Set<string>): void {
    const node = this.plan.nodes[index];
    if (node?.kind !== 'field') return;
    const { plan } = node;
    const standing = this.standings.get(plan.name);
    if (standing === undefined) return;
    if (plan.children.length > 0) this.workLines(plan, standing.visible, changed);
    this.note(
      plan.name,
      standing.visible,
      this.requires(plan, standing.visible, this.env),
      standing.value,
      changed,
    );
  }

  private requires(plan: FieldPlan, visible: boolean, env: Env): boolean {
    if (!visible || plan.field.type === 'formula') return false;
    return typeof plan.required === 'boolean' ? plan.required : plan.required(env) === true;
  }

  private valueOf(plan: FieldPlan, result: Json, answer: Json | undefined): unknown {
    if (plan.field.type === 'formula') return result;
    if (answer === null || answer === undefined) return null;
    return contracts[plan.field.type].toFormula(answer, plan.field as unknown as Field);
  }

  /** `quiet` leaves the requirement as it was: it is settled when the whole line is known. */
  private note(
    name: string,
    visible: boolean,
    required: boolean,
    value: Json,
    changed: Set<string>,
    quiet = false,
  ): void {
    const before = this.standings.get(name);
    const next: Standing = { visible, required: quiet ? (before?.required ?? false) : required, value };
    if (
      before !== undefined &&
      before.visible === visible &&
      before.required === next.required &&
      same(before.value, value)
    )
      return;
    this.standings.set(name, next);
    changed.add(name);
  }

  private guide(each: Plan['guidance'][number], changed: Set<string>): void {
    const visible =
      this.isPageVisible(each.page) && (each.visible === undefined || each.visible(this.env) === true);
    if (this.guidance.get(each.name) === visible) return;
    this.guidance.set(each.name, visible);
    changed.add(each.name);
  }

  private envOfLine(line: LiveLine): Env {
    return { ...this.at, get: line.row.get, items: line.row.items, outer: this.env };
  }

  private lineEnv(id: string, key: string): Env {
    const line = this.lines.get(id)?.find((each) => each.key === key);
    return line === undefined ? this.env : this.envOfLine(line);
  }
}

/** A running form; `at` is one moment for all its formulas. */
export function createFormState(
  form: Form,
  answers: Answers,
  at: Pick<FormContext, 'today' | 'now'>,
): FormState {
  return new FormState(form, answers, at);
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
