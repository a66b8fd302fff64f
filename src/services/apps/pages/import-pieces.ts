/** Pieces of a file that is too large for one request. What goes wrong is answered, so that the page can go on from there. */
import { beginUpload, finishUpload, giveUpUpload, receivePiece } from '#core/imports.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { importDesk } from '../import/desk.server.ts';
import { appOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use' } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async () => must(fail('notFound')));

export const action = guardStaff(handle, async (scene) => {
  const { form } = scene;
  const app = (await appOf(scene)).app.id;
  const desk = importDesk(scene);
  const text = (name: string) => String(form.get(name) ?? '');
  const whole = (name: string) => (/^\d{1,15}$/.test(text(name)) ? Number(text(name)) : -1);
  const id = text('upload');
  const acts: Record<string, () => Promise<Result<unknown>>> = {
    begin: () =>
      beginUpload(desk, app, { name: text('name'), bytes: whole('bytes'), changedAt: whole('changedAt') }),
    async piece() {
      const piece = form.get('piece');
      if (!(piece instanceof File)) return fail('invalid');
      const bytes = new Uint8Array(await piece.arrayBuffer());
      return receivePiece(desk, app, id, { position: whole('position'), bytes });
    },
    async finish() {
      const encoding = text('encoding');
      const known = encoding === 'utf-8' || encoding === 'windows-31j' ? encoding : undefined;
      const made = await finishUpload(desk, app, id, known);
      return made.ok ? ok({ to: href(staffPaths.appImport, { app, import: made.value.id }) }) : made;
    },
    giveUp: () => giveUpUpload(desk, app, id),
  };
  const intent = text('intent');
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (act === undefined) throw new Refusal(appError('notFound'));
  const done = await act();
  if (done.ok) return Response.json(done.value);
  const message = done.error.issues?.[0]?.message ?? sentenceOf(done.error);
  return Response.json({ message }, { status: statusOf(done.error) });
});
