/** Pieces of a file for a field of a record (`new`: of one that is not there yet). What goes wrong is answered, so that the sender can go on. */
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import { fail, type Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { refuse, textIn } from '../record/desk.server.ts';
import { beginFile, finishFile, giveUpFile, receiveFilePiece } from '../record/receive-file.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => refuse());

export const action = guardStaff(handle, async (scene) => {
  const { form } = scene;
  const whole = (name: string) => (/^\d{1,12}$/.test(textIn(form, name)) ? Number(textIn(form, name)) : -1);
  const upload = textIn(form, 'upload');
  const acts: Record<string, () => Promise<Result<unknown>>> = {
    begin: () =>
      beginFile(scene, { name: textIn(form, 'name'), bytes: whole('bytes'), mark: textIn(form, 'mark') }),
    async piece() {
      const piece = form.get('piece');
      if (!(piece instanceof File)) return fail('invalid');
      const bytes = new Uint8Array(await piece.arrayBuffer());
      return receiveFilePiece(scene, upload, { position: whole('position'), bytes });
    },
    finish: () => finishFile(scene, upload),
    giveUp: () => giveUpFile(scene, upload),
  };
  const intent = textIn(form, 'intent');
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (act === undefined) throw new Refusal(appError('notFound'));
  const done = await act();
  if (done.ok) return Response.json(done.value);
  const message = done.error.issues?.[0]?.message ?? sentenceOf(done.error);
  return Response.json({ code: done.error.code, message }, { status: statusOf(done.error) });
});
