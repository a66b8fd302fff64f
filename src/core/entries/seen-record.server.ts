/** A record as a form shows it: what it holds, what it held when a page was drawn, and what the person may do with each field. */
import type { Answers, Field } from '#core/fields';
import { createFormState, type Form, narrowForm, onePageApp, prepareForm } from '#core/forms';
import { flatten, lineFieldsIn, rewind, selectHistory, unflatten } from '#core/records.server';
import { fail, ok, type Result } from '#kernel/result';
import type { Reach } from './grants.ts';
import { contextOf, type EntryDesk, type OpenApp, openApp } from './open-app.server.ts';
import { reachEntry } from './reach-entry.server.ts';

export interface SeenRecord {
  open: OpenApp;
  /** The survivor, where the id asked for was merged. */
  id: string;
  revision: number;
  /** Whole: for the server alone. What may leave it is in `fields`. */
  answers: Answers;
  /** The same at the revision that was asked for. */
  base: Answers;
  reach: Reach;
  /** Those that may be read, in the app's order; sealed ones too. */
  fields: Field[];
  /** All pages on one, with the fields of this person; those they may not change are closed. */
  form: Form;
}

type Looking = Pick<EntryDesk, 'tx' | 'municipality' | 'actor'>;

/** `revision`: what the page showed; a newer one than there is, is answered as a conflict. */
export async function seenRecord(
  desk: Looking,
  appId: string,
  recordId: string,
  revision?: number,
): Promise<Result<SeenRecord>> {
  const reached = await reachEntry(desk, appId, recordId);
  if (!reached.ok) return reached;
  const { open, record, reach } = reached.value;
  if (revision !== undefined && !(revision >= 1 && revision <= record.revision)) return fail('conflict');
  const { id, answers } = record;
  const fields = open.fields.filter((field) => reach.reads(field.id));
  const base =
    revision === undefined || revision === record.revision
      ? answers
      : await answersAt(desk, open, id, answers, revision);
  return ok({
    open,
    id,
    revision: record.revision,
    answers,
    base,
    reach,
    fields,
    form: formFor(open, answers, reach),
  });
}

/** A record that is not there yet, as whoever adds it may fill it in. */
export async function blankRecord(
  desk: Looking,
  appId: string,
): Promise<Result<Pick<SeenRecord, 'open' | 'fields' | 'form'>>> {
  const opened = await openApp(desk, appId);
  if (!opened.ok) return opened;
  const open = opened.value;
  if (open.access.rows('add') === false)
    return fail('forbidden', 'この業務アプリにレコードを追加することはできません。');
  // What depends on the record is settled when it is there: until then it may be filled in.
  const may = {
    reads: (id: number) => open.access.field(id).read !== false,
    edits: (id: number) => open.access.field(id).edit !== false,
  };
  const fields = open.fields.filter((field) => may.reads(field.id));
  return ok({ open, fields, form: formFor(open, {}, may) });
}

function formFor(open: OpenApp, answers: Answers, may: Pick<Reach, 'reads' | 'edits'>): Form {
  const { app, definitions } = open;
  const whole = definitions.derived(`entry-page:${app.id}:${app.effectiveFrom}`, () =>
    prepareForm(onePageApp(app as never, app.title.ja, true), undefined, definitions.layer),
  );
  return narrowForm(whole, createFormState(whole, answers, contextOf(open)), may);
}

async function answersAt(
  { tx }: Looking,
  open: OpenApp,
  id: string,
  answers: Answers,
  revision: number,
): Promise<Answers> {
  const since = await selectHistory(tx, open.app.id, id, revision);
  const flat = flatten(answers, lineFieldsIn(open.fields));
  return unflatten(
    rewind(
      flat,
      since.map((row) => row.diff),
    ),
  );
}
