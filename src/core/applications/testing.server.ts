/** For tests: residents of a test city who write, with the demo's school expense assistance. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { definitionsOf } from '#core/definitions.server';
import type { Answers, DefinedField, Json } from '#core/fields';
import { beginVisit } from '#core/people/accounts.server';
import type { ResidentActor } from '#core/policy';
import { draftPlace, sealAnswers } from '#core/sealing.server';
import { unwrap } from '#kernel/result';
import { createKeyring } from '#platform/crypto.server';
import type { Database, Tx } from '#platform/db.server';
import { updateDraft } from './drafts.sql.ts';
import { openDraft } from './open-draft.server.ts';
import type { SavePorts } from './save-page.server.ts';
import { type ApplicantScene, applicantSeals, behaviourOf } from './scene.server.ts';
import { startDraft } from './start-draft.server.ts';

export const keyring = createKeyring('a secret for tests that is long enough');
const samples = path.resolve(import.meta.dirname, '../../../packs/demo/samples/cases.json');

export async function visitor(tx: Tx): Promise<ResidentActor> {
  const { hash } = await beginVisit(tx);
  return { kind: 'visitor', id: null, postId: null, sessionHash: hash };
}

export async function sceneOf(tx: Tx, municipality: string, actor: ResidentActor): Promise<ApplicantScene> {
  return {
    tx,
    actor,
    keyring,
    municipality,
    definitions: await definitionsOf(tx, municipality),
    language: 'ja',
  };
}

export interface Written {
  procedureId: string;
  /** Whose answers of the demo's samples. */
  sample: string;
  /** Over them, by field code. */
  changes?: Record<string, Json>;
}
const schoolExpenses: Written = { procedureId: 'school-expense-assistance', sample: 'school-received' };

/** A visitor with a draft that is ready to be sent. */
export async function readyDraft(
  db: Database,
  municipality: string,
  written = schoolExpenses,
): Promise<{ actor: ResidentActor; draftId: string }> {
  return db.tenant(municipality, 'portal', async (tx) => {
    const actor = await visitor(tx);
    const scene = await sceneOf(tx, municipality, actor);
    const start = {
      procedureId: written.procedureId,
      sessionHash: actor.sessionHash ?? '',
      mandateId: null,
      prefill: false,
    };
    const { draftId } = unwrap(await startDraft(scene, start));
    await putAnswers(scene, draftId, written.changes ?? {}, written.sample);
    return { actor, draftId };
  });
}

/** Replaces the answers by the sample's, with changes by field code. */
export async function putAnswers(
  scene: ApplicantScene,
  draftId: string,
  changes: Record<string, Json>,
  sampleId = schoolExpenses.sample,
): Promise<void> {
  const { draft } = unwrap(await openDraft(scene, draftId));
  const { app, fields } = behaviourOf(scene.definitions, draft);
  const { cases } = JSON.parse(readFileSync(samples, 'utf8')) as {
    cases: { id: string; answers: Record<string, Json> }[];
  };
  const sample = cases.find((one) => one.id === sampleId)?.answers ?? {};
  const plain = Object.fromEntries(
    Object.entries({ ...sample, ...changes }).filter(([, value]) => !JSON.stringify(value).includes('$file')),
  );
  const answers = byId(app.fields as DefinedField[], plain);
  await updateDraft(scene.tx, draftId, {
    typed: {},
    answers: await sealAnswers(applicantSeals(scene), draftPlace(draftId, draft.appId), fields, answers),
    visited: [],
  });
}

function byId(fields: DefinedField[], said: Record<string, Json>): Answers {
  const answers: Answers = {};
  for (const field of fields) {
    const value = said[field.code];
    if (value === undefined) continue;
    answers[String(field.id)] =
      Array.isArray(value) && field.fields !== undefined
        ? value.map((line, index) => ({
            key: `k${index + 1}`,
            values: byId(field.fields ?? [], line as Record<string, Json>),
          }))
        : value;
  }
  return answers;
}

/** No files, no towns. */
export const ports: SavePorts = {
  uploads: { put: async () => ({ ok: false, error: { code: 'unsupportedType' } }), maxBytes: 1_000_000 },
  lookUpTown: async () => null,
};
