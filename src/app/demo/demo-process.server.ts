/** What happened to a sample in its process, done by the people who would do it: the demo shows nothing that could not have been. */
import { type EntryDesk, editRecord } from '#core/entries.server';
import { type Answers, answersFromCodes, type Field, type Json } from '#core/fields';
import { type ApprovalVerb, approvalVerbs } from '#core/record-process';
import { actOnApproval, actOnRecord, readProcess } from '#core/record-process.server';
import { openApp, readRecord } from '#core/views.server';
import { unwrap } from '#kernel/result';

export interface SampleStep {
  /** Login of whoever does it. */
  by: string;
  act?: string;
  verb?: string;
  note?: string;
  /** Values by code that are filled in before. */
  edit?: Record<string, Json>;
}

interface Sample {
  app: string;
  id: string;
  fields: Field[];
}

export async function walk(
  deskFor: (login: string) => Promise<EntryDesk>,
  { app, id, fields }: Sample,
  { by, act, verb, note = '', edit }: SampleStep,
  meant: (value: Json) => Promise<Json>,
): Promise<void> {
  const desk = await deskFor(by);
  if (edit !== undefined) {
    const plain: Record<string, Json> = {};
    for (const [code, value] of Object.entries(edit)) plain[code] = await meant(value);
    const changes = answersFromCodes(fields, plain as Answers, () => null).answers;
    const { revision } = unwrap(await readRecord(unwrap(await openApp(desk, app)), id));
    unwrap(await editRecord(desk, app, id, { revision, changes }));
  }
  const { revision } = unwrap(await readProcess(desk, app, id))!;
  if (act !== undefined) unwrap(await actOnRecord(desk, app, id, { act, note, revision }));
  if (verb !== undefined) unwrap(await actOnApproval(desk, app, id, { verb: verbOf(verb), note, revision }));
}

function verbOf(name: string): ApprovalVerb {
  const found = approvalVerbs.find((one) => one === name);
  if (found === undefined) throw new Error(`a sample speaks of the verb ${name}`);
  return found;
}
