/** Asks the register that the procedure names about the person of this case. */
import { data } from 'react-router';
import { lookUpRegister, type RegisterAnswer } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { deskOf, refuse, registersOf } from '../desk.server.ts';
import { registerRows } from '../register-rows.ts';

export const handle = { permission: 'case.work' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => refuse());

export const action = guardStaff(handle, async ({ actor, tx, info, params, runtime, touched }) => {
  const id = params.case ?? '';
  const asked = await lookUpRegister(deskOf({ actor, tx, info }), registersOf(runtime), id);
  if (!asked.ok && asked.error.code === 'notFound') return refuse();
  touched('case', [id], ['personal'], 'case.askRegister');
  if (!asked.ok)
    return data({ message: sentenceOf(asked.error), rows: [] }, { status: statusOf(asked.error) });
  const answer: RegisterAnswer = asked.value;
  return { ...registerRows(answer) };
});
