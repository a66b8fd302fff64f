/** What the page of a record shows of its process, and what its buttons do. */
import {
  type ApprovalShown,
  type ApprovalVerb,
  approvalVerbs,
  boxQuery,
  type ProcessShown,
} from '#core/record-process';
import { actOnApproval, actOnRecord, previewDraft, readProcess } from '#core/record-process.server';
import { fail, ok, type Result } from '#kernel/result';
import { href, staffPaths } from '#ui/paths';
import { appIn, entryDeskOf, numberIn, recordIn, type StaffScene, textIn } from '../record/desk.server.ts';
import { boxOf } from './box-of.ts';

export interface ProcessPanel {
  process: ProcessShown;
  /** By act: the route it would take now. */
  previews: Record<string, ApprovalShown>;
}

/** Null: the app has no process. */
export async function processPanel(
  scene: StaffScene,
  appId: string,
  record: string,
): Promise<Result<ProcessPanel | null>> {
  const desk = entryDeskOf(scene);
  const read = await readProcess(desk, appId, record);
  if (!read.ok) return read;
  if (read.value === null) return ok(null);
  const previews: Record<string, ApprovalShown> = {};
  for (const act of read.value.acts.filter((one) => one.drafts && one.whyNot === null)) {
    const route = await previewDraft(desk, appId, record, act.id);
    // Fields that are missing yet may be what the route depends on: then there is nothing to show.
    if (route.ok) previews[act.id] = route.value;
  }
  return ok({ process: read.value, previews });
}

/** `press` says which button: `act/<id>`, `verb/<verb>/<seat>`. The answer is where to go. */
export async function pressProcess(scene: StaffScene): Promise<Result<string>> {
  const { form } = scene;
  const desk = entryDeskOf(scene);
  const [app, record] = [appIn(scene), recordIn(scene)];
  const [kind, what = '', seat = ''] = textIn(form, 'press').split('/');
  const said = { note: textIn(form, 'note').trim(), revision: numberIn(form, 'revision') };
  const here = (done: string) => ok(href(staffPaths.record, { app, record }, { done }));
  if (kind === 'act') {
    const done = await actOnRecord(desk, app, record, { act: what, ...said });
    return done.ok ? here(done.value.approval === null ? 'acted' : 'drafted') : done;
  }
  if (kind !== 'verb' || !isVerb(what)) return fail('invalid', 'この操作はありません。');
  const done = await actOnApproval(desk, app, record, {
    verb: what,
    ...(seat === '' ? {} : { seat }),
    ...(what === 'sendBack' ? { backTo: textIn(form, 'backTo') || 'drafter' } : {}),
    ...(what === 'reseat' ? { place: { staff: textIn(form, 'staff') } } : {}),
    ...said,
  });
  if (!done.ok) return done;
  const asked = boxOf(new URL(scene.request.url).searchParams);
  // Whoever came from their box goes on with the next of it at once; seating somebody else decides nothing.
  return asked === null || what === 'reseat'
    ? here(`verb-${what}`)
    : ok(href(staffPaths.approvalNext, undefined, { ...boxQuery(asked), done: `verb-${what}` }));
}

const isVerb = (text: string): text is ApprovalVerb => (approvalVerbs as readonly string[]).includes(text);
