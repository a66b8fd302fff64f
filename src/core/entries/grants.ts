/** Whether access allows an act on one record, and which fields of it: asked of its values. Pure. */
import type { RecordAct } from '#core/definitions';
import type { Answers, Field } from '#core/fields';
import { recordEnv } from '#core/forms';
import { type Grant, seatedRef } from '#core/policy';
import { type Compiled, compile, type Env, type Expr } from '#kernel/formula';
import type { OpenApp } from './open-app.server.ts';

/** Access to one state of one record. */
export interface Reach {
  may(act: RecordAct): boolean;
  reads(fieldId: number): boolean;
  edits(fieldId: number): boolean;
}

/** Rules are asked of thousands of records in a run; they live as long as the access they were made for. */
const compiled = new WeakMap<Expr, Compiled>();

function ready(expr: Expr): Compiled {
  const known = compiled.get(expr) ?? compile(expr);
  compiled.set(expr, known);
  return known;
}

/** `seated`: the person has a seat in the process of this record, which is no value of it. */
export function reachOf(
  open: Pick<OpenApp, 'access' | 'fields' | 'at'>,
  answers: Answers,
  seated = false,
): Reach {
  let env: Env | undefined;
  const holds = (grant: Grant): boolean => {
    if (typeof grant === 'boolean') return grant;
    env ??= withSeat(recordEnv(open.fields, answers, open.at), seated);
    return ready(grant)(env) === true;
  };
  return {
    may: (act) => holds(open.access.rows(act)),
    reads: (fieldId) => holds(open.access.field(fieldId).read),
    edits: (fieldId) => holds(open.access.field(fieldId).edit),
  };
}

const withSeat = (env: Env, seated: boolean): Env =>
  seated ? { ...env, get: (id) => (id === seatedRef ? true : env.get(id)) } : env;

/** Fields that nobody may read in `before` but the same person could in `after`. */
export function unmasked(fields: readonly Field[], before: Reach, after: Reach): Field[] {
  return fields.filter((field) => !before.reads(field.id) && after.reads(field.id));
}
