/** One effect on one record. What cannot be done is a failure in words for the log, never an error that is tried for ever. */
import { randomUUID } from 'node:crypto';
import type { Effect } from '#core/definitions';
import {
  addByProcess,
  editByProcess,
  editFromElsewhere,
  type ProcessDesk,
  readByProcess,
} from '#core/entries.server';
import { type Answers, completeFields, type Field, pickedIn } from '#core/fields';
import { announceRecord } from '#core/integrations.server';
import { tellPeople } from '#core/notices.server';
import { isHeld } from '#core/policy';
import { issueByProcess } from '#core/record-documents.server';
import { type AppError, sentenceOf } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import { peopleMeant } from './people.server.ts';
import { speaksOf, valueByFormula } from './values.ts';

export interface Following {
  appId: string;
  recordId: string;
  state: string;
  by: string | null;
}

type Found = NonNullable<Awaited<ReturnType<typeof readByProcess>>>;

/** Gives what the log adds to the name of the effect. */
export async function doEffect(
  desk: ProcessDesk,
  effect: Effect,
  one: Following,
): Promise<Result<string, AppError>> {
  const found = await readByProcess(desk, one.appId, one.recordId);
  if (found === null) return fail('notFound', 'レコードがなくなっています。');
  switch (effect.kind) {
    case 'notify':
      return notify(desk, effect, one, found);
    case 'set':
      return set(desk, effect, one, found);
    case 'create':
      return create(desk, effect, one, found);
    case 'update':
      return update(desk, effect, one, found);
    case 'webhook':
      await announceRecord(desk.tx, one);
      return ok('');
    case 'issue':
      return issue(desk, effect, found);
  }
}

async function notify(
  desk: ProcessDesk,
  { who }: Extract<Effect, { kind: 'notify' }>,
  { appId, recordId, by }: Following,
  found: Found,
): Promise<Result<string, AppError>> {
  const to = await peopleMeant(desk, found, who);
  await tellPeople(desk.tx, { kind: 'process', app: appId, record: recordId, to, by });
  return ok(`${to.length}人`);
}

async function set(
  desk: ProcessDesk,
  effect: Extract<Effect, { kind: 'set' }>,
  { appId, recordId }: Following,
  { open, record }: Found,
): Promise<Result<string, AppError>> {
  const field = open.fields.find((one) => one.code === effect.field);
  if (field === undefined) return fail('notFound', `項目「${effect.field}」がなくなっています。`);
  if (holdsBack({ open, record }, effect.to)) return ok(`${field.label.ja}（${heldWords}）`);
  const value = valueByFormula(effect.to, { fields: open.fields, answers: record.answers, at: open.at });
  const saved = await editByProcess(desk, appId, recordId, { [field.id]: value });
  return saved.ok ? ok(field.label.ja) : inWords(saved.error);
}

async function create(
  desk: ProcessDesk,
  effect: Extract<Effect, { kind: 'create' }>,
  { appId, recordId }: Following,
  { open, record }: Found,
): Promise<Result<string, AppError>> {
  const given = valuesFor({ open, record }, effect.app, effect.values);
  if (!given.ok) return given;
  const saved = await addByProcess(desk, { appId, recordId }, effect.app, given.value.answers);
  return saved.ok ? ok(given.value.title) : inWords(saved.error);
}

async function update(
  desk: ProcessDesk,
  effect: Extract<Effect, { kind: 'update' }>,
  { appId, recordId }: Following,
  { open, record }: Found,
): Promise<Result<string, AppError>> {
  const field = open.fields.find((one) => one.code === effect.record);
  if (field?.type !== 'reference') return fail('notFound', `項目「${effect.record}」がなくなっています。`);
  const app = String(field.options.app);
  const [id] = pickedIn(record.answers[String(field.id)]);
  if (id === undefined) return fail('invalid', `「${field.label.ja}」が空です。`);
  const given = valuesFor({ open, record }, app, effect.values);
  if (!given.ok) return given;
  const of = { appId, recordId };
  const saved = await editFromElsewhere(desk, app, id, given.value.answers, of);
  return saved.ok ? ok(given.value.title) : inWords(saved.error);
}

/** What formulas about this record make of fields of another app. */
function valuesFor(
  { open, record }: Found,
  appId: string,
  values: Readonly<Record<string, string>>,
): Result<{ title: string; answers: Answers }, AppError> {
  const other = open.definitions.app(appId, { on: String(open.at.today) })?.body;
  if (other === undefined) return fail('notFound', '相手の業務アプリがありません。');
  const theirs = new Map(completeFields(other.fields as Field[]).map((field) => [field.code, field]));
  const answers: Answers = {};
  for (const [code, formula] of Object.entries(values)) {
    const field = theirs.get(code);
    if (field === undefined) return fail('notFound', `「${other.title.ja}」に項目「${code}」がありません。`);
    if (holdsBack({ open, record }, formula)) continue;
    answers[field.id] = valueByFormula(formula, {
      fields: open.fields,
      answers: record.answers,
      at: open.at,
    });
  }
  return ok({ title: other.title.ja, answers });
}

/** The paper is reserved here and set by a message of its own. */
async function issue(
  { tx }: ProcessDesk,
  { template }: Extract<Effect, { kind: 'issue' }>,
  { open, record }: Found,
): Promise<Result<string, AppError>> {
  const done = await issueByProcess(tx, open, record, { id: randomUUID(), template });
  if (!done.ok) return done;
  const { title, number, omitted } = done.value;
  const held = omitted ? '（支援措置のため、住所・連絡先・写真を省きました）' : '';
  return ok(`${title}${number === null ? '' : ` ${number}`}${held}`);
}

const heldWords = '支援措置のため、そのままにしました';

/** What a record holds back under a measure 支援措置 goes nowhere by itself, nor is anything emptied because of it. */
const holdsBack = ({ open, record }: Found, formula: string): boolean =>
  isHeld(open.held, record.id) && speaksOf(formula, open.fields, open.prepared.sheltered);

/** Sentences beside fields name no value. */
function inWords(error: AppError): Result<string, AppError> {
  const [first] = error.issues ?? [];
  return fail(error.code, first?.message ?? sentenceOf(error));
}
