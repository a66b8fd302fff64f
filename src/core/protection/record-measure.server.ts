/** Recording a measure, and widening it. One officer is enough, and it holds at once: protection never waits. */
import { randomUUID } from 'node:crypto';
import { forgetEpoch } from '#core/definitions.server';
import type { StaffActor } from '#core/policy';
import { keysOfName } from '#core/records.server';
import { fiscalYearOf, formatFiscalYear, tokyoDate } from '#kernel/dates';
import type { Issue } from '#kernel/errors';
import { normaliseName, type PersonName, validateName } from '#kernel/names';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { lockMeasures } from './matches.sql.ts';
import { insertForward, insertHistory, insertMeasure, insertPerson, selectMeasure } from './measures.sql.ts';
import type { MeasureKind, PersonRole } from './model.ts';
import { tellPortal } from './owner-only.server.ts';

export interface Bureau {
  tx: Tx;
  municipality: string;
  actor: StaffActor;
}

export interface NewPerson {
  role: PersonRole;
  name: PersonName;
  /** `YYYY-MM-DD`; null when it is not known, and then every bearer of the name is met. */
  birthDate: string | null;
  addresseeNumber: string | null;
  addresses: string[];
}

export interface NewMeasure {
  kind: MeasureKind;
  validFrom: string;
  validTo: string;
  /** 相談機関: police, a support centre … */
  consulted: string;
  persons: NewPerson[];
}

/** Gives the id. Waits for outputs that are under way; those that come later meet the measure. */
export async function recordMeasure(bureau: Bureau, input: NewMeasure): Promise<Result<string>> {
  const { tx, actor } = bureau;
  const issues = input.persons.flatMap((person, index) => issuesOf(person, `persons.${index}`));
  if (!input.persons.some((one) => one.role === 'protected'))
    issues.push({ path: 'persons.0.family', message: '申出者（保護される人）を入れてください。' });
  if (input.validTo < input.validFrom)
    issues.push({ path: 'validTo', message: '終わりの日が、始まりの日より前です。' });
  if (issues.length > 0) return fail('invalid', undefined, issues);
  await lockMeasures(tx);
  const id = randomUUID();
  await insertMeasure(tx, {
    id,
    year: formatFiscalYear(fiscalYearOf(tokyoDate(new Date()))).replace('年度', ''),
    kind: input.kind,
    validFrom: input.validFrom,
    validTo: input.validTo,
    postId: actor.postId!,
    department: actor.post!.department,
    consulted: input.consulted.trim(),
  });
  await insertHistory(tx, {
    measureId: id,
    act: 'record',
    postId: actor.postId!,
    detail: { validTo: input.validTo },
  });
  for (const person of input.persons) await writePerson(bureau, id, person);
  // Whatever this transaction asks of records from now on knows of it.
  forgetEpoch(tx);
  await tellPortal(tx, id);
  return ok(id);
}

/** Another person of a measure in force. There is no taking out: end the measure and record a right one. */
export async function addPerson(
  bureau: Bureau,
  measureId: string,
  person: NewPerson,
): Promise<Result<unknown>> {
  const { tx, actor } = bureau;
  const issues = issuesOf(person, 'person');
  if (issues.length > 0) return fail('invalid', undefined, issues);
  await lockMeasures(tx);
  const measure = await selectMeasure(tx, measureId);
  if (measure === null) return fail('notFound');
  if (measure.ended_at !== null) return fail('conflict', '終了した支援措置です。新しく記録してください。');
  await writePerson(bureau, measureId, person);
  await insertHistory(tx, {
    measureId,
    act: 'addPerson',
    postId: actor.postId!,
    detail: { role: person.role },
  });
  await tellPortal(tx, measureId);
  return ok();
}

/** 転送: another municipality was told. */
export async function noteForward(
  { tx, actor }: Bureau,
  measureId: string,
  input: { municipality: string; on: string },
): Promise<Result<unknown>> {
  const municipality = input.municipality.trim();
  if (municipality === '')
    return fail('invalid', undefined, [
      { path: 'municipality', message: '転送した市区町村の名前を入れてください。' },
    ]);
  if ((await selectMeasure(tx, measureId)) === null) return fail('notFound');
  await insertForward(tx, { id: randomUUID(), measureId, municipality, on: input.on, postId: actor.postId! });
  await insertHistory(tx, { measureId, act: 'forward', postId: actor.postId!, detail: { municipality } });
  return ok();
}

async function writePerson({ tx, actor }: Bureau, measureId: string, person: NewPerson): Promise<void> {
  const id = randomUUID();
  const name = normaliseName(person.name);
  await insertPerson(tx, {
    id,
    measureId,
    role: person.role,
    name,
    birthDate: person.birthDate,
    addresseeNumber: person.addresseeNumber,
    addresses: person.addresses.map((one) => one.trim()).filter((one) => one !== ''),
    postId: actor.postId!,
    keys: [
      `p:${id}`,
      ...(person.addresseeNumber === null ? [] : [`a:${person.addresseeNumber}`]),
      ...keysOfName(name),
    ],
  });
}

function issuesOf(person: NewPerson, path: string): Issue[] {
  const issues = validateName(normaliseName(person.name)).map((one) => ({
    ...one,
    path: `${path}.${one.path}`,
  }));
  if (person.addresseeNumber !== null && !/^\d{1,15}$/.test(person.addresseeNumber))
    issues.push({ path: `${path}.addresseeNumber`, message: '宛名番号は数字で入れてください。' });
  return issues;
}
