/** Letters for the window envelope as one PDF, in the order of post codes; noted as printed in the same transaction. */
import { redirect } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { printLetters } from '#core/dispatch.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { inlineHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { letterPdf } from '../letter-pdf.server.ts';

export const handle = { permission: 'case.work' } satisfies RouteHandle<StaffPermission>;

/** Whoever types the address is led to the page the button stands on. */
export const loader = guardStaff(handle, async () => {
  throw redirect(staffPaths.dispatch);
});

export const action = guardStaff(handle, async ({ actor, tx, info, runtime, form, touched }) => {
  const { municipality } = (await definitionsOf(tx, info.municipality)).organisation(tokyoDate(new Date()));
  const department = actor.post?.departmentName ?? '';
  const printed = must(
    await printLetters(
      { tx, actor },
      {
        pdf: letterPdf(runtime),
        files: runtime.files.of(info.municipality),
        sender: [
          `〒${municipality.postCode.slice(0, 3)}-${municipality.postCode.slice(-4)} ${municipality.address}`,
          `${municipality.name} ${department}`,
        ],
      },
      form.getAll('id').map(String),
    ),
  );
  touched('case', printed.caseIds, ['personal'], 'dispatch.print');
  return new Response(printed.bytes as Uint8Array<ArrayBuffer>, {
    headers: inlineHeaders('発送.pdf', 'application/pdf'),
  });
});
