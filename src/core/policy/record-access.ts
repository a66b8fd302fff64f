/**
 * What a member of staff may do with the records of a work app, and with each field: the rules with everything settled that
 * depends on the person alone. What is left is about the record: `core/views` puts it into SQL, use cases ask it of values. Pure.
 */
import type { RecordAct } from '#core/definitions';
import type { Expr } from '#kernel/formula';
import type { StaffActor } from './actors.ts';
import { allOf, anyOf, type Grant } from './grant.ts';
import { type PreparedAccess, type PreparedGrant, sourcesOf } from './prepare-access.ts';
import { seated } from './seats.ts';
import { unheld } from './shelter.ts';
import { isMeant } from './who.ts';

export interface FieldAccess {
  /** False: the field does not exist for this person. A formula: its value is empty where it does not hold, in every clause. */
  read: Grant;
  /** Beside what the record allows. */
  edit: Grant;
}

export interface RecordAccess {
  /** Records the act is allowed on. For `add` the formula is about the record as it would be. */
  rows(act: RecordAct): Grant;
  field(id: number): FieldAccess;
}

/**
 * `prepared` is of the same app. Access follows today's definition and today's posts, whatever version a record began with.
 * `bySeat`: some record of the app has a seat for this person, which lets them see it and no more. `sheltering`: some record holds
 * back from them where somebody is.
 */
export function accessOf(
  prepared: PreparedAccess,
  actor: StaffActor,
  bySeat = false,
  sheltering = false,
): RecordAccess {
  const rows = new Map<RecordAct, Grant>();
  const fields = new Map<number, FieldAccess>();
  const allowed = (act: RecordAct): Grant =>
    anyOf(
      prepared.rules.filter((rule) => rule.may.includes(act)).map((rule) => granted(rule, prepared, actor)),
    );
  const access: RecordAccess = {
    rows(act) {
      const known = rows.get(act);
      if (known !== undefined) return known;
      // Nobody changes, removes or takes away what the rules do not let them see.
      const ruled = act === 'view' || act === 'add' ? allowed(act) : allOf([allowed(act), allowed('view')]);
      const found = act === 'view' && bySeat ? anyOf([ruled, seated]) : ruled;
      rows.set(act, found);
      return found;
    },
    field(id) {
      const known = fields.get(id);
      if (known !== undefined) return known;
      const found = fieldAccess(id);
      fields.set(id, found);
      return found;
    },
  };
  const all = (lists: PreparedGrant[][]): Grant =>
    allOf(lists.map((list) => anyOf(list.map((one) => granted(one, prepared, actor)))));
  const fieldAccess = (id: number): FieldAccess => {
    const read = allOf([
      ...sourcesOf(id, prepared.derived).map((source) => all(prepared.fields.get(source)?.read ?? [])),
      sheltering && prepared.sheltered.has(id) ? unheld : true,
    ]);
    return { read, edit: allOf([read, all(prepared.fields.get(id)?.edit ?? [])]) };
  };
  return access;
}

function granted(one: PreparedGrant, prepared: PreparedAccess, actor: StaffActor): Grant {
  const meant = anyOf(
    one.who.map((who) => {
      const answer = isMeant(who, actor);
      return typeof answer === 'boolean' ? answer : named(answer.field, prepared, actor);
    }),
  );
  return one.when === undefined ? meant : allOf([meant, one.when]);
}

const text = (value: string): Expr => ({ kind: 'text', text: value });

/** Whether the field names the person, one of their departments (with those below) or groups. */
function named(code: string, prepared: PreparedAccess, actor: StaffActor): Grant {
  const field = prepared.persons.get(code);
  if (field === undefined || actor.id === null) return false;
  const mine = {
    user: [actor.id],
    department: [...actor.departments, ...actor.standsInFor.map((one) => one.department)],
    group: actor.groups ?? [],
  }[field.kind];
  const ref: Expr = { kind: 'ref', ref: field.ref, type: field.type };
  if (mine.length === 0) return false;
  if (field.type === 'multi')
    return anyOf(mine.map((one): Expr => ({ kind: 'call', name: 'IN', args: [text(one), ref] })));
  return mine.length === 1
    ? { kind: 'binary', op: '=', left: ref, right: text(mine[0]!) }
    : { kind: 'call', name: 'IN', args: [ref, ...mine.map(text)] };
}

/** Acts that this person may do on some record at least, so that a screen offers nothing that always fails. */
export function possibleActs(access: RecordAccess): RecordAct[] {
  const all: RecordAct[] = ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'];
  return all.filter((act) => access.rows(act) !== false);
}
