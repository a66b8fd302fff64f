/**
 * Everybody who may see or edit one record, with the rule or the seat that gives it: for whoever sees the record themselves. What hangs on a field
 * that they may not read is said to be open, never answered: who is in the list would tell of the value (ADR 63).
 */
import type { RecordAct } from '#core/definitions';
import { pickedIn } from '#core/fields';
import { recordEnv } from '#core/forms';
import { actorsOfAll } from '#core/people.server';
import {
  type Asked,
  type PreparedAccess,
  type Reason,
  reasonsFor,
  type StaffActor,
  seatKeysOf,
} from '#core/policy';
import { selectSeers } from '#core/record-process/state.server';
import { type Compiled, compile, type Expr, references } from '#kernel/formula';
import { fail, ok, type Result } from '#kernel/result';
import { type EntryDesk, momentOf, type OpenApp } from './open-app.server.ts';
import { reachEntry } from './reach-entry.server.ts';

export interface Seer {
  staffId: string;
  name: string;
  department: string;
  position: string;
  /** Positions of rules of `work.access` by act; an act they may not do is absent. */
  by: Partial<Record<'view' | 'edit' | 'delete', Reason[]>>;
  /** Sees it by a seat in its process, or because they acted there. */
  seat: boolean;
}

export interface WhoSees {
  people: Seer[];
  /** Rules whose answer for this record would tell of what the one who asks may not read. */
  open: number[];
  rules: PreparedAccess['rules'];
}

const asked = ['view', 'edit', 'delete'] as const satisfies RecordAct[];

export async function whoSees(
  desk: Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>,
  appId: string,
  recordId: string,
): Promise<Result<WhoSees>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { open, record, reach } = reached.value;
  const hidden = new Set(open.fields.filter((one) => !reach.reads(one.id)).map((one) => one.id));
  const closed = closedRules(open, hidden);
  const prepared: PreparedAccess = {
    ...open.prepared,
    // Open rules give nothing here; they are named beside the list.
    rules: open.prepared.rules.map((rule, index) => (closed.has(index) ? { ...rule, may: [] } : rule)),
  };
  const seers = await selectSeers(desk.tx, appId, record.id);
  const people: Seer[] = [];
  for (const actor of await actorsOfAll(desk.tx, open.at.today)) {
    const by = actsOf(prepared, actor, askOf(open, record.answers, hidden));
    const seat = seers.size > 0 && seatKeysOf(actor).some((key) => seers.has(key));
    if (by.view !== undefined || seat) people.push({ ...personOf(actor), by, seat });
  }
  return people.length === 0 && closed.size === 0
    ? fail('notFound')
    : ok({ people, open: [...closed], rules: open.prepared.rules });
}

/** Nobody changes what they do not see, whatever a rule says. */
function actsOf(prepared: PreparedAccess, actor: StaffActor, ask: Asked): Seer['by'] {
  const by: Seer['by'] = {};
  for (const act of asked) {
    const reasons = reasonsFor(prepared, actor, act, ask);
    if (reasons.length === 0) {
      if (act === 'view') return {};
      continue;
    }
    by[act] = reasons;
  }
  return by;
}

function closedRules({ prepared, fields }: OpenApp, hidden: ReadonlySet<number>): Set<number> {
  const ids = new Map(fields.map((one) => [one.code, one.id]));
  return new Set(
    prepared.rules.flatMap((rule, index) => {
      const used =
        rule.when === undefined ? [] : [...references(rule.when)].map((path) => Number(path.split('.')[0]));
      const persons = rule.who.flatMap((who) => ('field' in who ? (ids.get(who.field) ?? []) : []));
      return [...used, ...persons].some((id) => hidden.has(id)) ? [index] : [];
    }),
  );
}

/** Conditions that speak of nobody are answered once for all. */
function askOf(open: OpenApp, answers: Parameters<typeof recordEnv>[1], hidden: ReadonlySet<number>): Asked {
  const ids = new Map(open.fields.map((one) => [one.code, one]));
  return {
    holds(when, actor) {
      const known = general.get(when);
      const own = speaksOfActor(when);
      const kept = own ? undefined : known?.get(answers);
      if (kept !== undefined) return kept;
      const held =
        ready(when)(recordEnv(open.fields, answers, momentOf(actor, new Date(open.at.now)))) === true;
      if (!own) general.set(when, (known ?? new WeakMap<object, boolean>()).set(answers, held));
      return held;
    },
    names(code, actor) {
      const field = ids.get(code);
      if (field === undefined || hidden.has(field.id)) return false;
      const named = pickedIn(answers[String(field.id)]);
      const mine = [
        ...(actor.id === null ? [] : [actor.id]),
        ...actor.departments,
        ...actor.standsInFor.map((one) => one.department),
        ...(actor.groups ?? []),
      ];
      return named.some((one) => mine.includes(one));
    },
  };
}

const general = new WeakMap<Expr, WeakMap<object, boolean>>();
const compiled = new WeakMap<Expr, Compiled>();
function ready(expr: Expr): Compiled {
  const known = compiled.get(expr) ?? compile(expr);
  compiled.set(expr, known);
  return known;
}

/** ME, MYDEPARTMENT, MYDEPARTMENTS, MYGROUPS. */
const speaksOfActor = (expr: Expr): boolean =>
  /"name":"(ME|MYDEPARTMENTS?|MYGROUPS)"/.test(JSON.stringify(expr));

const personOf = ({ id, name, post }: StaffActor): Omit<Seer, 'by' | 'seat'> => ({
  staffId: id ?? '',
  name,
  department: post?.departmentName ?? '',
  position: post?.position ?? '',
});
