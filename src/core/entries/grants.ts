/** Whether access allows an act on one record, and which fields of it: asked of its values. Pure. */
import type { RecordAct } from '#core/definitions';
import type { Answers, Field } from '#core/fields';
import { recordEnv } from '#core/forms';
import { type Grant, isHeld, seatedRef, unheldRef } from '#core/policy';
import { type Compiled, compile, type Env, type Expr } from '#kernel/formula';
import type { OpenApp } from './open-app.server.ts';

/** Access to one state of one record. */
export interface Reach {
  may(act: RecordAct): boolean;
  reads(fieldId: number): boolean;
  /** As `reads`, but for what a measure 支援措置 hides: for papers, which leave that out themselves. */
  readsOnPaper(fieldId: number): boolean;
  edits(fieldId: number): boolean;
}

/** Rules are asked of thousands of records in a run; they live as long as the access they were made for. */
const compiled = new WeakMap<Expr, Compiled>();

function ready(expr: Expr): Compiled {
  const known = compiled.get(expr) ?? compile(expr);
  compiled.set(expr, known);
  return known;
}

/**
 * `id` null: of a record that is only being made, which holds nothing back from who writes it. `seated`: the person has a seat in the
 * process of this record. Neither is a value of it.
 */
export function reachOf(
  open: Pick<OpenApp, 'access' | 'fields' | 'at' | 'held'>,
  id: string | null,
  answers: Answers,
  seated = false,
): Reach {
  let env: Env | undefined;
  const unheld = id === null || !isHeld(open.held, id);
  const holds = (grant: Grant, standing = { [seatedRef]: seated, [unheldRef]: unheld }): boolean => {
    if (typeof grant === 'boolean') return grant;
    env ??= recordEnv(open.fields, answers, open.at);
    return ready(grant)(withStanding(env, standing)) === true;
  };
  return {
    may: (act) => holds(open.access.rows(act)),
    reads: (fieldId) => holds(open.access.field(fieldId).read),
    readsOnPaper: (fieldId) =>
      holds(open.access.field(fieldId).read, { [seatedRef]: seated, [unheldRef]: true }),
    edits: (fieldId) => holds(open.access.field(fieldId).edit),
  };
}

const withStanding = (env: Env, standing: Readonly<Record<string, boolean>>): Env => ({
  ...env,
  get: (id) => standing[id] ?? env.get(id),
});

/** Fields that nobody may read in `before` but the same person could in `after`. */
export function unmasked(fields: readonly Field[], before: Reach, after: Reach): Field[] {
  return fields.filter((field) => !before.reads(field.id) && after.reads(field.id));
}
