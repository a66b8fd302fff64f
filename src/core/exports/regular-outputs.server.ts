/** Regular outputs: written by one person, approved once a year by the head of the section, run by the worker. */
import { randomUUID } from 'node:crypto';
import type { Desk } from '#core/cases.server';
import { departmentsFor } from '#core/policy.server';
import { parseFullDate, tokyoDate } from '#kernel/dates';
import { sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { insertAudit } from '#platform/audit.server';
import { ownerOf } from './desk.server.ts';
import { type ExportWish, type Schedule, schedules } from './model.ts';
import {
  approveRegularRow,
  endRegularRow,
  insertRegular,
  type RegularRow,
  selectRegular,
  selectRegulars,
} from './regular.sql.ts';
import { purposeIssue, readWish } from './request-export.server.ts';
import { classesOf } from './source.ts';

export interface RegularInput extends ExportWish {
  title: string;
  recipient: string;
  purpose: string;
  legalBasis: string;
  schedule: string;
  /** As typed. */
  firstRun: string;
}

export async function defineRegular(desk: Desk, input: RegularInput): Promise<Result<string>> {
  const today = tokyoDate(new Date());
  const { issues, source } = await readWish(desk, input);
  if (source === null) return fail('notFound');
  const given = (name: 'title' | 'recipient' | 'legalBasis', message: string) => {
    const text = input[name].trim().slice(0, 200);
    if (text === '') issues.push({ path: name, message });
    return text;
  };
  const title = given('title', '定例出力の名前を書いてください。');
  const recipient = given('recipient', '提供先を書いてください。');
  const legalBasis = given('legalBasis', '根拠となる法令・条例を書いてください。');
  const purpose = input.purpose.trim();
  issues.push(...purposeIssue(purpose));
  if (!Object.hasOwn(schedules, input.schedule))
    issues.push({ path: 'schedule', message: 'いつ出力するかを選んでください。' });
  const first = parseFullDate(input.firstRun, { today });
  if (!first.ok) issues.push({ path: 'firstRun', message: sentenceOf(first.error) });
  else if (first.value.date < today) issues.push({ path: 'firstRun', message: 'もう過ぎた日です。' });
  if (issues.length > 0 || !first.ok) return fail('invalid', undefined, issues);
  const id = randomUUID();
  const { staffId, postId } = ownerOf(desk.actor);
  await insertRegular(desk.tx, {
    id,
    title,
    department: desk.actor.post!.department,
    author_post_id: postId,
    author_staff_id: staffId,
    recipient,
    purpose,
    legal_basis: legalBasis,
    source: input.source,
    // Nobody's name belongs into what runs every month.
    query: Object.fromEntries(Object.entries(input.query).filter(([name]) => name !== 'q')),
    columns: source.columns.map((one) => one.key),
    format: input.format,
    encoding: input.encoding,
    schedule: input.schedule as Schedule,
    next_run_on: first.value.date,
  });
  await audit(desk, 'regularOutput.define', id, classesOf(source.columns), purpose);
  return ok(id);
}

/** Those of the departments this actor makes exports for, or approves in. */
const reached = (desk: Desk) => [
  ...new Set([
    ...departmentsFor(desk.actor, 'export.make'),
    ...departmentsFor(desk.actor, 'export.approveRegular'),
  ]),
];

export const listRegulars = (desk: Desk): Promise<RegularRow[]> => selectRegulars(desk.tx, reached(desk));

export async function readRegular(desk: Desk, id: string): Promise<Result<RegularRow>> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return fail('notFound');
  const row = await selectRegular(desk.tx, id, reached(desk));
  return row === null ? fail('notFound') : ok(row);
}

export function mayApproveRegular(desk: Desk, row: RegularRow): boolean {
  return (
    row.ended_at === null &&
    row.author_staff_id !== desk.actor.id &&
    departmentsFor(desk.actor, 'export.approveRegular').includes(row.department)
  );
}

/** The head of the section, for one year from today; the author never. */
export async function approveRegular(desk: Desk, id: string): Promise<Result<unknown>> {
  const found = await readRegular(desk, id);
  if (!found.ok) return found;
  const departments = departmentsFor(desk.actor, 'export.approveRegular');
  const by = { ...ownerOf(desk.actor), departments };
  if (found.value.author_staff_id === desk.actor.id)
    return fail('conflict', '自分が作った定例出力を、自分で承認することはできません。');
  if (!departments.includes(found.value.department)) return fail('notFound');
  if (!(await approveRegularRow(desk.tx, id, by, tokyoDate(new Date()))))
    return fail('conflict', 'この定例出力は、もう終わっています。');
  await audit(desk, 'regularOutput.approve', id, [], found.value.purpose);
  return ok();
}

export async function endRegular(desk: Desk, id: string): Promise<Result<unknown>> {
  const found = await readRegular(desk, id);
  if (!found.ok) return found;
  if (!(await endRegularRow(desk.tx, id, reached(desk))))
    return fail('conflict', 'この定例出力は、もう終わっています。');
  await audit(desk, 'regularOutput.end', id, [], found.value.purpose);
  return ok();
}

function audit(desk: Desk, act: string, id: string, fieldClasses: string[], purpose: string): Promise<void> {
  const { id: actorId, postId } = desk.actor;
  return insertAudit(desk.tx, {
    zone: 'staff',
    actorKind: 'staff',
    actorId,
    postId,
    act,
    noun: 'regularOutput',
    ids: [id],
    fieldClasses,
    purpose,
    requestId: null,
  });
}
