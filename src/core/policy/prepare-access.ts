/** The access rules of a work app with their formulas read: kept as long as the definition lives. Pure. */
import type { RecordAct, Who, WorkApp } from '#core/definitions';
import { completeFields, type Field, saysWhere } from '#core/fields';
import { prepareForm, recordScope } from '#core/forms';
import type { Issue } from '#kernel/errors';
import { type Expr, type FieldType, readFormula, references, type Scope } from '#kernel/formula';

/** A rule's persons and its condition; a condition that cannot be read allows nobody. */
export interface PreparedGrant {
  who: Who[];
  when: Expr | undefined;
}

export interface PreparedAccess {
  rules: (PreparedGrant & { may: readonly RecordAct[] })[];
  /** By field id; each list is one rule, all of them must allow. */
  fields: ReadonlyMap<number, { read: PreparedGrant[][]; edit: PreparedGrant[][] }>;
  /** Fields that name somebody, by code. */
  persons: ReadonlyMap<string, { ref: string; type: FieldType; kind: PersonKind }>;
  /** Calculated and copied fields, with the fields their value comes from. */
  derived: ReadonlyMap<number, readonly number[]>;
  /** Fields that say where somebody is, or whose value comes from one: hidden in records under a measure 支援措置. */
  sheltered: ReadonlySet<number>;
  issues: Issue[];
}

export type PersonKind = 'user' | 'department' | 'group';
const personKinds: Readonly<Record<string, PersonKind>> = {
  user: 'user',
  assignee: 'user',
  'created-by': 'user',
  'updated-by': 'user',
  department: 'department',
  group: 'group',
};

export function prepareAccess(app: WorkApp): PreparedAccess {
  const scope = recordScope(app.fields);
  const fields = completeFields(app.fields);
  const issues: Issue[] = [];
  const byCode = new Map(fields.map((field) => [field.code, field]));
  const known = (code: string, path: string): Field | undefined => {
    const field = byCode.get(code);
    if (field === undefined)
      issues.push({
        path,
        message: `「${code}」という項目はありません。fields にある code を書いてください。`,
      });
    return field;
  };
  const persons = personsOf(fields, scope);
  const grant = (one: { who: Who[]; when?: string | undefined }, path: string): PreparedGrant => {
    for (const [index, who] of one.who.entries()) {
      if (
        'field' in who &&
        known(who.field, `${path}.who[${index}]`) !== undefined &&
        !persons.has(who.field)
      )
        issues.push({
          path: `${path}.who[${index}]`,
          message: `「${who.field}」は人を表す項目ではありません。職員・所属・グループ・担当者・作成者の項目を選んでください。`,
        });
    }
    return {
      who: one.who,
      when: one.when === undefined ? undefined : condition(one.when, scope, `${path}.when`, issues),
    };
  };
  const { work } = app;
  const rules = work.access.map((rule, index) => ({
    ...grant(rule, `work.access[${index}]`),
    may: rule.may,
  }));
  const narrowed = new Map<number, { read: PreparedGrant[][]; edit: PreparedGrant[][] }>();
  for (const [index, rule] of (work.fieldAccess ?? []).entries()) {
    const path = `work.fieldAccess[${index}]`;
    const read = rule.read?.map((one, at) => grant(one, `${path}.read[${at}]`));
    const edit = rule.edit?.map((one, at) => grant(one, `${path}.edit[${at}]`));
    for (const [at, code] of rule.fields.entries()) {
      const field = known(code, `${path}.fields[${at}]`);
      if (field === undefined) continue;
      const entry = narrowed.get(field.id) ?? { read: [], edit: [] };
      if (read !== undefined) entry.read.push(read);
      if (edit !== undefined) entry.edit.push(edit);
      narrowed.set(field.id, entry);
    }
  }
  const derived = derivedOf(app);
  const where = new Set(fields.filter(saysWhere).map((field) => field.id));
  const sheltered = new Set(
    fields.filter(({ id }) => sourcesOf(id, derived).some((one) => where.has(one))).map((field) => field.id),
  );
  return { rules, fields: narrowed, persons, derived, sheltered, issues };
}

/** The field and all that its value comes from, each once: calculations use each other in more ways than could be walked. */
export function sourcesOf(id: number, derived: PreparedAccess['derived']): number[] {
  const found = new Set([id]);
  for (const one of found) for (const source of derived.get(one) ?? []) found.add(source);
  return [...found];
}

const nobody: Expr = { kind: 'boolean', boolean: false };

function condition(text: string, scope: Scope, path: string, issues: Issue[]): Expr {
  const { expr, type, issues: found } = readFormula(text, scope);
  if (expr !== undefined && type?.kind === 'boolean') return expr;
  const message =
    found.find((one) => one.severity === 'error')?.message ??
    '条件は、はい・いいえで答えられる式にしてください。';
  issues.push({ path, message });
  return nobody;
}

function personsOf(fields: readonly Field[], scope: Scope): PreparedAccess['persons'] {
  const found = new Map<string, { ref: string; type: FieldType; kind: PersonKind }>();
  for (const field of fields) {
    const kind = personKinds[field.type];
    const declared = scope.byId.get(String(field.id));
    if (kind === undefined || declared === undefined) continue;
    const type: FieldType = declared.type === 'multi' ? 'multi' : 'text';
    found.set(field.code, { ref: String(field.id), type, kind });
  }
  return found;
}

/**
 * A mask of what a value comes from must hold for the value too, or calculating would tell what may not be read. Lines are shown
 * whole: what one calculation inside them uses of the record holds for all of them.
 */
function derivedOf(app: WorkApp): Map<number, number[]> {
  const derived = new Map<number, number[]>();
  for (const field of prepareForm(app as never).fields) {
    const used = [...(field.calculate === undefined ? [] : references(field.calculate))];
    for (const child of field.fields ?? [])
      if (child.calculate !== undefined) used.push(...references(child.calculate, String(field.id)));
    const sources = new Set(used.map((path) => Number(path.split('.')[0])));
    sources.delete(field.id);
    if (sources.size > 0) derived.set(field.id, [...sources]);
  }
  return derived;
}
