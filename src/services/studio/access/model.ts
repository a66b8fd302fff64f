/** Access rules as the page edits them: the definition's own, each with a key that stays while the rule is moved about. Pure. */
import type { RecordAct, Who, WorkApp } from '#core/definitions';

export interface Grant {
  who: Who[];
  when?: string | undefined;
}

export interface Rule extends Grant {
  may: RecordAct[];
}

export interface FieldRule {
  fields: string[];
  /** Absent: whoever sees (edits) the record. Empty: nobody. */
  read?: Grant[] | undefined;
  edit?: Grant[] | undefined;
}

export interface ViewWho {
  id: string;
  title: string;
  /** Absent: whoever uses the app. */
  who?: Who[] | undefined;
}

export interface AccessState {
  rules: Rule[];
  fieldRules: FieldRule[];
  views: ViewWho[];
}

export function stateOf({ work }: Pick<WorkApp, 'work'>): AccessState {
  return {
    rules: (work.access ?? []) as Rule[],
    fieldRules: (work.fieldAccess ?? []) as FieldRule[],
    views: (work.views ?? []).map((view) => ({
      id: view.id,
      title: view.title.ja,
      ...(view.who === undefined ? {} : { who: view.who }),
    })),
  };
}

/** The definition with these rules; a view that came meanwhile keeps what it has. */
export function withAccess<A extends WorkApp>(app: A, state: AccessState): A {
  const whos = new Map(state.views.map((view) => [view.id, view.who]));
  const views = (app.work.views ?? []).map((view) => {
    if (!whos.has(view.id)) return view;
    const { who: _old, ...rest } = view;
    const who = whos.get(view.id);
    return who === undefined ? rest : { ...rest, who };
  });
  const work = {
    ...app.work,
    access: state.rules,
    fieldAccess: state.fieldRules,
    views,
  };
  return { ...app, work } as A;
}

/** What keeps these rules from being rules, in the paths of the definition; the sentences stand beside the rule. */
export function gapsIn(state: AccessState): { path: string; message: string }[] {
  const gaps: { path: string; message: string }[] = [];
  const nobody = 'だれに許すかを選んでください。';
  const grant = (one: Grant, path: string) => {
    if (one.who.length === 0) gaps.push({ path: `${path}.who`, message: nobody });
    // Chosen to be narrower, and not said how: never taken for all records.
    if (one.when !== undefined && one.when.trim() === '')
      gaps.push({
        path: `${path}.when`,
        message: '条件を最後まで入れるか、「すべてのレコード」を選んでください。',
      });
  };
  for (const [index, rule] of state.rules.entries()) {
    grant(rule, `work.access[${index}]`);
    if (rule.may.length === 0)
      gaps.push({ path: `work.access[${index}].may`, message: '何ができるかを、一つ以上選んでください。' });
  }
  for (const [index, rule] of state.fieldRules.entries()) {
    const path = `work.fieldAccess[${index}]`;
    if (rule.fields.length === 0)
      gaps.push({ path: `${path}.fields`, message: 'どの項目のきまりかを選んでください。' });
    if (rule.read === undefined && rule.edit === undefined)
      gaps.push({ path: `${path}.fields`, message: '読める人か直せる人の、どちらかを決めてください。' });
    for (const what of ['read', 'edit'] as const)
      for (const [at, one] of (rule[what] ?? []).entries()) grant(one, `${path}.${what}[${at}]`);
  }
  for (const [index, view] of state.views.entries())
    if (view.who?.length === 0) gaps.push({ path: `work.views[${index}].who`, message: nobody });
  return gaps;
}

/** Of a posted text; null when it is no such state. What is in it is checked against the definition's own schema when it is saved. */
export function parseState(text: string): AccessState | null {
  try {
    const read = JSON.parse(text) as Partial<AccessState> | null;
    const lists = [read?.rules, read?.fieldRules, read?.views];
    return lists.every(Array.isArray) ? (read as AccessState) : null;
  } catch {
    return null;
  }
}
