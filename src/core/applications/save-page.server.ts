import { type Answers, belongsTo, type Field, type TownFound, type Typed } from '#core/fields';
import {
  actOnPage,
  checkPage,
  evaluateForm,
  type Form,
  type FormContext,
  fieldsOf,
  nextPage,
  type PageAction,
  pageOf,
  previousPage,
  readAction,
} from '#core/forms';
import { draftPlace, sealAnswers, sealTyped } from '#core/sealing.server';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { updateDraft } from './drafts.sql.ts';
import { type FileNotes, fileNotes } from './file-notes.server.ts';
import type { OpenDraft } from './open-draft.server.ts';
import { openDraft } from './open-draft.server.ts';
import { type ApplicantScene, applicantSeals } from './scene.server.ts';
import { dropMissing, keepUploads, type Upload, type UploadPort } from './uploads.server.ts';

export interface PagePost {
  pageId: string;
  typed: Typed;
  uploads: Upload[];
}

export interface SavedPage {
  open: OpenDraft;
  savedAt: Date;
  revision: number;
  issues: Issue[];
  notices: { path: string; message: string }[];
  /** Questions that came up with these answers. */
  unseen: string[];
  /** Control to lead to. */
  focus?: string;
  /** Where the button leads: a page, the review, the page before, leaving; or stay because of a page button. */
  to: { kind: 'page'; page: string } | { kind: 'review' } | { kind: 'later' } | { kind: 'stay' };
}

export interface SavePorts {
  uploads: UploadPort;
  lookUpTown(postCode: string): Promise<TownFound | null>;
}

/**
 * Keeps what one page posted, right or wrong: nothing typed is lost. Where it leads is said beside what is to be mended;
 * going on with issues is the page's to refuse.
 */
export async function savePage(
  scene: ApplicantScene,
  draftId: string,
  post: PagePost,
  ports: SavePorts,
): Promise<Result<SavedPage>> {
  const opened = await openDraft(scene, draftId, true);
  if (!opened.ok) return opened;
  const open = opened.value;
  if (open.draft.submittedAs !== null) return fail('conflict');
  const { form, context } = open;
  if (!form.pages.some((page) => page.id === post.pageId)) return fail('notFound');
  const action = readAction(post.typed);
  const acted = await actOnPage(form, post.typed, action, context, { lookUpTown: ports.lookUpTown });
  const kept = await keepUploads(
    scene.tx,
    ports.uploads,
    { form, draftId, applicationId: null },
    post.uploads,
    open.answers,
    acted.typed,
  );
  const checked = checkPage(form, post.pageId, kept.typed, kept.answers, context);
  await dropMissing(scene.tx, draftId, form, open.answers, checked.answers);
  const typed = mergeTyped(form, post.pageId, open.typed, kept.typed);
  const answers: Answers = checked.answers;
  const fields = open.fields as Field[];
  const seals = applicantSeals(scene);
  const at = draftPlace(draftId, open.draft.appId);
  const visited = [...new Set([...open.draft.visited, post.pageId])];
  const saved = await updateDraft(scene.tx, draftId, {
    typed: await sealTyped(seals, at, fields, typed),
    answers: await sealAnswers(seals, at, fields, answers),
    visited,
  });
  const evaluation = evaluateForm(form, answers, context);
  const after: OpenDraft = {
    ...open,
    answers,
    typed,
    evaluation,
    draft: { ...open.draft, revision: saved.revision, updatedAt: saved.updatedAt, visited },
  };
  const here = await notesOnPage(scene, draftId, form, post.pageId, answers, context);
  const issues = [...kept.issues, ...checked.issues, ...here.issues];
  return ok({
    open: after,
    savedAt: saved.updatedAt,
    revision: saved.revision,
    issues,
    notices: [...acted.notices, ...checked.notices, ...here.notices],
    unseen: checked.unseen,
    focus: acted.focus,
    to: leadsTo(after, post.pageId, action, checked.unseen.length > 0),
  });
}

async function notesOnPage(
  { tx }: ApplicantScene,
  draft: string,
  form: Form,
  page: string,
  answers: Answers,
  context: FormContext,
): Promise<Pick<FileNotes, 'issues' | 'notices'>> {
  const notes = await fileNotes(tx, { draft }, form, answers, context);
  const here = ({ path }: Issue) => pageOf(form, path) === page;
  return { issues: notes.issues.filter(here), notices: notes.notices.filter(here) };
}

function leadsTo(open: OpenDraft, pageId: string, action: PageAction, unseen: boolean): SavedPage['to'] {
  const { form, evaluation } = open;
  const page = (id: string | null): SavedPage['to'] =>
    id === null ? { kind: 'review' } : { kind: 'page', page: id };
  if (action.kind !== 'other') return { kind: 'stay' };
  if (action.value === 'save') return { kind: 'later' };
  if (action.value === 'back') {
    const before = previousPage(form, evaluation, pageId);
    return before === null ? { kind: 'stay' } : { kind: 'page', page: before };
  }
  // Something came up that was not on the page yet: ask it before going on.
  if (unseen) return { kind: 'stay' };
  return action.value === 'review' ? { kind: 'review' } : page(nextPage(form, evaluation, pageId));
}

/** What the page sent replaces what it held; individual numbers are never kept as typed. */
function mergeTyped(form: Form, pageId: string, before: Typed, posted: Typed): Typed {
  const fields = fieldsOf(form, pageId);
  const here = (control: string) => fields.find((field) => belongsTo(control, `f${field.id}`));
  const merged: Typed = {};
  for (const [control, values] of Object.entries(before))
    if (here(control) === undefined) merged[control] = values;
  for (const [control, values] of Object.entries(posted)) {
    const field = here(control);
    if (field !== undefined && field.type !== 'individual-number' && !control.endsWith('.drop'))
      merged[control] = values;
  }
  return merged;
}
