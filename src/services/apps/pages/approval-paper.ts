/** 決裁書 of one approval as PDF, shown in place. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { inlineHeaders } from '#platform/files';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { decisionPaper } from '../process/paper.server.ts';
import { appIn, recordIn } from '../record/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const approval = scene.params.approval ?? '';
  const bytes = must(await decisionPaper(scene, approval));
  scene.touched('record', [appIn(scene), recordIn(scene)], [], 'record.approval.print');
  return new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: inlineHeaders(`approval-${approval.slice(0, 8)}.pdf`, 'application/pdf'),
  });
});
