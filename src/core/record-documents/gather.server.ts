/** Everything a paper of a record needs, read once: what shows, names, digests of pictures, measures 支援措置. */
import type { RecordTemplate } from '#core/definitions';
import type { OpenApp } from '#core/entries.server';
import { type Answers, type Field, pointersIn } from '#core/fields';
import { evaluateForm, reviewRows, staffRows } from '#core/forms';
import { namesOf } from '#core/people.server';
import { isHeld } from '#core/policy';
import { heldIn, secretsIn } from '#core/protection.server';
import { stateNames } from '#core/views.server';
import { formatWareki } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { fieldsNamed } from './codes.ts';
import { type Composed, composePaper, filesNamed } from './compose.ts';
import { selectContents } from './record-documents.sql.ts';

export interface Gathered extends Composed {
  /** Fields that stand on the paper. */
  fieldIds: number[];
  /** Somebody in the record is under a measure: addresses were left out. */
  omitted: boolean;
}

/** A record, or what one would hold: nothing is asked about it then. */
export interface Sampled {
  id: string | null;
  answers: Answers;
}

/** An app as papers need it, also one that is being built. */
export type PaperApp = Pick<OpenApp, 'definitions' | 'prepared' | 'app' | 'fields' | 'form' | 'at'>;

/** `open`: whosever access; whether they may read what the template names is for the caller to ask. */
export async function gatherPaper(
  tx: Tx,
  open: PaperApp,
  record: Sampled,
  template: RecordTemplate,
): Promise<Gathered> {
  const { app, fields, form, at } = open;
  const { id, answers } = record;
  const today = String(at.today);
  const names = {
    ...(await namesOf(tx, pointersIn(fields, [answers]), today, 'ja')),
    states: stateNames({ app }),
  };
  const reader = { language: 'ja', names };
  const evaluation = evaluateForm(form, answers, { ...at, ...reader });
  const shown = [
    ...reviewRows(form, answers, evaluation, reader).flatMap((section) => section.rows),
    ...staffRows(form, answers, evaluation, reader),
  ];
  const byName = new Map(shown.map((row) => [row.name, row]));
  const rows = new Map(
    fields.flatMap((field) => {
      const row = byName.get(`f${field.id}`);
      return row === undefined ? [] : [[field.id, row] as const];
    }),
  );
  const held = id !== null && (await holdsBack(tx, open, id));
  const composed = composePaper(template, {
    fields,
    rows,
    answers,
    evaluation,
    reader,
    contents: await selectContents(tx, app.id, id, filesNamed(template, { fields, rows })),
    hidden: open.prepared.sheltered,
    secrets: held ? ((await secretsIn(tx, app, [id])).get(id) ?? []) : null,
    today: formatWareki(today),
  });
  return { ...composed, fieldIds: fieldIdsOf(template, fields), omitted: held };
}

/** Whether a measure 支援措置 holds something of the record back, whatever an officer opened to whom: a paper leaves the house. */
export async function holdsBack(
  tx: Tx,
  open: Pick<PaperApp, 'definitions' | 'prepared' | 'app'>,
  id: string,
): Promise<boolean> {
  return isHeld((await heldIn(tx, open.definitions, [open], null)).get(open.app.id)!, id);
}

/** Ids of the fields that a template names. */
export function fieldIdsOf(template: Pick<RecordTemplate, 'blocks'>, fields: readonly Field[]): number[] {
  const named = new Set(fieldsNamed(template));
  return fields.filter((field) => named.has(field.code)).map((field) => field.id);
}
