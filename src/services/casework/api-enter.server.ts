/** Applications that came by paper, by phone or from another system, entered through the API. */

import { randomUUID } from 'node:crypto';
import { enterCase, openCase, type Scan } from '#core/cases.server';
import {
  type Answers,
  answersFromCodes,
  codeOfPath,
  contracts,
  type Field,
  type FileRef,
  linesIn,
  type Typed,
  takesFiles,
} from '#core/fields';
import { checkPage, onePage, parsePage, submittedAnswers } from '#core/forms';
import { staffRoute } from '#core/integrations.server';
import { tokyoDate, tokyoInstant } from '#kernel/dates';
import type { Issue } from '#kernel/errors';
import { fail, ok } from '#kernel/result';
import { sealsOf } from '#platform/crypto.server';
import { selectUploads, type UploadRow } from './api.sql.ts';
import { entered, entry } from './api-model.server.ts';
import { deskOf } from './desk.server.ts';
import { type EntryForm, entryForm } from './enter-form.server.ts';

export const caseEntry = staffRoute({
  id: 'enterCase',
  method: 'POST',
  path: '/cases',
  tag: '案件',
  permission: 'case.enter',
  scope: 'cases:enter',
  summary: { ja: '案件を登録する', en: 'Enter a case' },
  status: 201,
  body: entry,
  response: entered,
  errors: ['notFound'],
  location: ({ id }) => `/cases/${id}`,
  async handle(scene) {
    const { body, tx, info, runtime, actor } = scene;
    const opened = await entryForm({ tx, info, params: { procedure: body.procedure } });
    const ids = [...new Set([...fileIdsIn(body.answers), ...body.scans])].filter((id) => uuid.test(id));
    const uploads = ids.length === 0 ? [] : await selectUploads(tx, ids, actor.postId ?? '');
    const files: Scan[] = [];
    const take = (upload: UploadRow, fieldId: number | null): FileRef => {
      const { sha256, name, type, bytes, scan } = upload;
      const id = randomUUID();
      files.push({ id, sha256, name, type, bytes, scan, fieldId });
      return { fileId: id, name, type, bytes };
    };
    const written = answersFromCodes(opened.fields, body.answers, (id, field) => {
      const upload = uploads.find((one) => one.id === id);
      return upload === undefined ? null : take(upload, field.id);
    });
    const issues = [...written.issues];
    for (const [index, id] of body.scans.entries()) {
      const upload = uploads.find((one) => one.id === id);
      if (upload === undefined)
        issues.push({
          path: `scans.${index}`,
          message: 'このファイルはありません。POST /files で送ってください。',
        });
      else take(upload, null);
    }
    if (issues.length > 0) return fail('invalid', undefined, issues);
    const read = readAnswers(opened, written.answers, body.incomplete);
    if (!read.ok) return read;
    const today = tokyoDate(new Date());
    const arrivedOn = body.arrivedOn ?? today;
    const seals = sealsOf({ tx, keyring: runtime.keyring, municipality: info.municipality }, 'staff');
    const done = await enterCase(deskOf(scene), seals, {
      procedureId: opened.procedure.id,
      channel: body.channel,
      arrivedAt: (arrivedOn === today ? new Date() : tokyoInstant(arrivedOn, 9)).toISOString(),
      answers: read.value,
      scans: files,
    });
    if (!done.ok) return done;
    const { caseId, receiptNumber } = done.value;
    scene.touched('case', [caseId], ['personal'], 'case.enter');
    // Entering is not reading: a counter's post may enter for a department it does not read.
    const after = await openCase(deskOf(scene), caseId, 'case.enter');
    if (!after.ok) return after;
    const { state, revision } = after.value.row;
    return ok({ id: caseId, state, revision, receiptNumber });
  },
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function fileIdsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { file } = value as { file?: unknown };
  return [...(typeof file === 'string' ? [file] : []), ...Object.values(value).flatMap(fileIdsIn)];
}

const shape = 'この項目の値として読めません。GET /apps/{app} の項目の種類に合わせてください。';

/**
 * The same way a typed page takes: into controls, read, checked. So nothing enters by the API that could not be typed,
 * and everything is normalised alike. What does not survive the way is named, never dropped.
 */
function readAnswers({ form, fields, context }: EntryForm, given: Answers, incomplete: boolean) {
  const typed: Typed = {};
  const issues: Issue[] = [];
  for (const field of fields) {
    const value = given[String(field.id)];
    if (value === undefined || value === null) continue;
    const name = `f${field.id}`;
    try {
      const controls =
        field.type === 'individual-number' && typeof value === 'string'
          ? { [name]: [value] }
          : contracts[field.type].toTyped(value, name, field);
      if (!Object.values(controls).every((texts) => texts.every((text) => typeof text === 'string')))
        throw new TypeError();
      Object.assign(typed, controls);
    } catch {
      issues.push({ path: `answers.${field.code}`, message: shape });
    }
  }
  // Only files that were sent count as stored before; sealed numbers must not come in that way.
  const files = onlyFiles(fields, given);
  let parsed: { answers: Answers; issues: Issue[] };
  try {
    parsed = (incomplete ? parsePage : checkPage)(form, onePage, typed, files, context);
  } catch {
    return fail('invalid', undefined, issues.length > 0 ? issues : [{ path: 'answers', message: shape }]);
  }
  const wrong = [
    ...issues,
    ...parsed.issues.map(({ path, message }) => ({
      path: `answers.${codeOfPath(fields, parsed.answers, path)}`,
      message,
    })),
  ];
  for (const path of lost(fields, given, parsed.answers))
    if (!wrong.some((one) => one.path === path || one.path.startsWith(`${path}[`)))
      wrong.push({ path, message: shape });
  if (wrong.length > 0) return fail('invalid', undefined, wrong);
  return ok(submittedAnswers(form, parsed.answers, context));
}

function onlyFiles(fields: readonly Field[], given: Answers): Answers {
  const kept: Answers = {};
  for (const field of fields) {
    const value = given[String(field.id)];
    if (takesFiles(field)) kept[String(field.id)] = value ?? null;
    else if (field.fields !== undefined)
      kept[String(field.id)] = linesIn(value).map(({ key, values }) => ({
        key,
        values: onlyFiles(field.fields ?? [], values),
      })) as never;
  }
  return kept;
}

function lost(fields: readonly Field[], given: Answers, read: Answers, above = 'answers.'): string[] {
  return fields.flatMap((field) => {
    const [before, after] = [given[String(field.id)], read[String(field.id)]];
    if (before === undefined || before === null || before === '' || before === false) return [];
    if (Array.isArray(before) && before.length === 0) return [];
    const path = `${above}${field.code}`;
    if (after === undefined || after === null) return [path];
    if (field.fields === undefined) return [];
    const lines = linesIn(after);
    return linesIn(before).flatMap((line, index) => {
      const same = lines.find((one) => one.key === line.key);
      if (same === undefined) return Object.keys(line.values).length === 0 ? [] : [`${path}[${index + 1}]`];
      return lost(field.fields ?? [], line.values, same.values, `${path}[${index + 1}].`);
    });
  });
}
