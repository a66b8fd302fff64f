/** Opens one sealed answer for this moment. An act: it is written down who looked, in which post, at which case. */
import { readCase } from '#core/cases.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { permitView } from '#core/protection.server';
import { openAnswers, recordPlace } from '#core/sealing.server';
import { sealsOf } from '#platform/crypto.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { answerGroups, rowsOf } from '../answer-rows.ts';
import { caseAnswers } from '../case-form.server.ts';
import { deskOf, refuse, textIn } from '../desk.server.ts';

export const handle = { permission: 'case.work' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => refuse());

export const action = guardStaff(handle, async ({ actor, tx, info, params, runtime, form, touched }) => {
  const view = must(await readCase(deskOf({ actor, tx, info }), params.case ?? ''));
  // Reading a case is not working on it: whoever only reads sees the seal.
  if (!view.acting.permissions.has('case.work')) return refuse();
  const { app, procedure, definitions, row, record } = view;
  const versions = `${row.app_version}:${row.procedure_version}`;
  const seals = sealsOf({ tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff');
  const open = await openAnswers(seals, recordPlace(app.id, record.id), record.answers);
  const shown = caseAnswers(definitions, app, procedure, versions, open);
  const path = textIn(form, 'path');
  const found = rowsOf(answerGroups(shown.sections, [])).find((one) => one.path === path && one.sealed);
  if (found === undefined) return refuse();
  must(await permitView(tx, row.id, { output: 'fields', postId: actor.postId }));
  touched('case', [row.id], ['sealed'], 'case.unseal');
  return { path, text: found.text };
});
