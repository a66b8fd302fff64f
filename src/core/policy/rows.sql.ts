/** Policy compiled into SQL: which rows an actor reaches. Use cases add these to every statement. */
import { type RawBuilder, sql } from 'kysely';
import type { ResidentActor, StaffActor } from './actors.ts';
import { permissionsOf, type StaffPermission } from './permissions.ts';

/** Departments whose cases the actor reaches with this permission: the own post's tree, and those stood in for. */
export function departmentsFor(actor: StaffActor, permission: StaffPermission): string[] {
  if (actor.post === null || actor.stage !== 'full') return [];
  const own = permissionsOf(actor.post.roles).has(permission) ? actor.departments : [];
  const others = actor.standsInFor
    .filter((one) => permissionsOf(one.roles).has(permission))
    .map((one) => one.department);
  return [...new Set([...own, ...others])];
}

/** Condition on `cases` under the given alias. */
export function caseRows(
  actor: StaffActor,
  permission: StaffPermission,
  alias = 'cases',
): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${alias}.department`)} = ANY (${departmentsFor(actor, permission)}::text[])`;
}

/**
 * Condition on `drafts`: begun in this session, of this account, or of an account that gave a mandate to apply. Without an
 * account only the first can hold, and the others are not even planned (80 µs of 270).
 */
export function draftRows(actor: ResidentActor, alias = 'drafts'): RawBuilder<boolean> {
  const id = sql.ref(`${alias}.id`);
  const account = sql.ref(`${alias}.account_id`);
  const procedure = sql.ref(`${alias}.procedure_id`);
  const granted = sql<boolean>`EXISTS (
    SELECT 1 FROM session_grants g WHERE g.draft_id = ${id} AND g.session_hash = ${actor.sessionHash})`;
  if (actor.id === null) return granted;
  return sql<boolean>`(${granted}
    OR ${account} = ${actor.id}::uuid
    OR ${mandated(actor, account, procedure)})`;
}

/** Condition on `applications`. */
export function applicationRows(actor: ResidentActor, alias = 'applications'): RawBuilder<boolean> {
  const id = sql.ref(`${alias}.id`);
  const account = sql.ref(`${alias}.account_id`);
  const procedure = sql.ref(`${alias}.procedure_id`);
  const granted = sql<boolean>`EXISTS (
    SELECT 1 FROM session_grants g WHERE g.application_id = ${id} AND g.session_hash = ${actor.sessionHash})`;
  if (actor.id === null) return granted;
  return sql<boolean>`(${granted}
    OR ${account} = ${actor.id}::uuid
    OR ${mandated(actor, account, procedure)})`;
}

function mandated(
  actor: ResidentActor,
  account: RawBuilder<unknown>,
  procedure: RawBuilder<unknown>,
): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (
    SELECT 1 FROM mandates m
    WHERE m.account_id = ${account} AND m.proxy_account_id = ${actor.id}::uuid AND m.accepted_at IS NOT NULL
      AND m.ended_at IS NULL AND m.valid_to >= CURRENT_DATE
      AND (m.procedures = '{}' OR ${procedure} = ANY (m.procedures))
      AND NOT EXISTS (SELECT 1 FROM applications o WHERE o.account_id = m.account_id AND o.owner_only))`;
}
