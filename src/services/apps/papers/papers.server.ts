/** What the page of a record shows of its papers, and what its buttons do. */
import { randomUUID } from 'node:crypto';
import type { RecordDocumentState } from '#core/record-documents';
import {
  endPaper,
  issuePaper,
  type ListedDocument,
  mendPaper,
  papersOf,
  reissuePaper,
} from '#core/record-documents.server';
import type { AppError } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { href, staffPaths } from '#ui/paths';
import { pdfOf } from '../pdf.server.ts';
import { appIn, entryDeskOf, recordIn, type StaffScene, textIn } from '../record/desk.server.ts';

export interface PaperEntry {
  id: string;
  title: string;
  number: string | null;
  state: RecordDocumentState;
  /** Of the last thing that happened to it. */
  at: string;
  /** Empty: by itself. */
  by: string;
  reason: string;
  opens: boolean;
  remakes: boolean;
  omitted: boolean;
  code: string | null;
  missing: { character: string; codePoint: string }[];
  replaces: string | null;
}

export interface PapersPart {
  edits: boolean;
  prints: { id: string; title: string }[];
  issues: { id: string; title: string }[];
  documents: PaperEntry[];
  /** There is something that the process might make. */
  templates: boolean;
  /** Of the form: pressed twice, one paper. */
  key: string;
}

export async function papersPart(
  scene: StaffScene,
  appId: string,
  record: string,
): Promise<Result<PapersPart>> {
  const found = await papersOf(entryDeskOf(scene), appId, record);
  if (!found.ok) return found;
  const { templates, documents, edits } = found.value;
  const named = (numbered: boolean) =>
    templates.filter((one) => one.numbered === numbered).map(({ id, title }) => ({ id, title: title.ja }));
  const numbers = new Map(documents.map((one) => [one.id, one.number]));
  return ok({
    edits,
    prints: named(false),
    issues: edits ? named(true) : [],
    documents: documents.map((one) => entryOf(one, numbers)),
    templates: templates.length > 0,
    key: randomUUID(),
  });
}

function entryOf(
  one: ListedDocument & { opens: boolean; remakes: boolean },
  numbers: ReadonlyMap<string, string | null>,
): PaperEntry {
  const ended = one.ended_at !== null;
  return {
    id: one.id,
    title: one.title,
    number: one.number,
    state: one.state,
    at: (one.ended_at ?? one.issued_at ?? one.asked_at).toISOString(),
    by: (ended ? one.ended_name : one.asked_name) ?? '',
    // It may name the characters that were replaced.
    reason: one.opens ? (one.reason ?? '') : '',
    opens: one.opens && one.sha256 !== null,
    remakes: one.remakes,
    omitted: one.omitted,
    code: one.verification_code,
    // Characters of fields that this person may not read stay unsaid.
    missing: one.opens ? (one.missing ?? []) : [],
    replaces: one.replaces === null ? null : (numbers.get(one.replaces) ?? null),
  };
}

/** `press` says which button: `issue/<template>`, `end/<document>`. The answer is where to go. */
export async function pressPaper(scene: StaffScene): Promise<Result<string, AppError>> {
  const { form } = scene;
  const desk = entryDeskOf(scene);
  const [app, record] = [appIn(scene), recordIn(scene)];
  const [act, what = ''] = textIn(form, 'press').split('/');
  const reason = textIn(form, 'reason').slice(0, 500);
  const run = async (): Promise<Result<unknown, AppError>> => {
    switch (act) {
      case 'issue': {
        const id = textIn(form, 'key');
        if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return fail('invalid');
        return issuePaper(desk, app, record, { id, template: what });
      }
      case 'end':
        return endPaper(desk, app, record, what, reason);
      case 'reissue':
        return reissuePaper(desk, app, record, what, reason);
      case 'mend':
        return mendPaper(desk, pdfOf(scene.runtime), app, record, what, {
          substitutes: Object.fromEntries(
            form
              .getAll('character')
              .map((from, at) => [String(from), String(form.getAll('instead')[at] ?? '')]),
          ),
          consent: form.get('consent') !== null,
        });
      default:
        return fail('invalid', 'この操作はありません。');
    }
  };
  const done = await run();
  if (done.ok) return ok(href(staffPaths.record, { app, record }, { done: `paper-${act}` }));
  const issues = done.error.issues?.map((one) => ({ ...one, path: `paper-${what}` }));
  return { ok: false, error: issues === undefined ? done.error : { ...done.error, issues } };
}
