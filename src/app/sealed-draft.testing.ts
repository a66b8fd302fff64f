/** A visitor's draft with the answers of one of the demo's samples, ready to be sent. */
import { readFileSync } from 'node:fs';
import {
  type ApplicantScene,
  applicantSeals,
  behaviourOf,
  openDraft,
  type SavePorts,
  startDraft,
} from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import type { Answers, DefinedField, Json } from '#core/fields';
import { beginVisit } from '#core/people.server';
import type { ResidentActor } from '#core/policy';
import { draftPlace, sealAnswers } from '#core/sealing.server';
import { unwrap } from '#kernel/result';
import { createKeyring } from '#platform/crypto.server';
import type { Database, Tx } from '#platform/db.server';
import { inRoot } from './root.server.ts';
import { updateAnswers } from './sealed-house.sql.ts';

export const keyring = createKeyring('a secret for tests that is long enough');

export interface Written {
  procedureId: string;
  /** Whose answers of the demo's samples. */
  sample: string;
  /** Over them, by field code. */
  changes?: Record<string, Json>;
}
const schoolExpenses: Written = { procedureId: 'school-expense-assistance', sample: 'school-received' };

export async function sceneOf(tx: Tx, municipality: string, actor: ResidentActor): Promise<ApplicantScene> {
  const definitions = await definitionsOf(tx, municipality);
  return { tx, actor, keyring, municipality, definitions, language: 'ja' };
}

export function readyDraft(
  db: Database,
  municipality: string,
  written = schoolExpenses,
): Promise<{ actor: ResidentActor; draftId: string }> {
  return db.tenant(municipality, 'portal', async (tx) => {
    const { hash } = await beginVisit(tx);
    const actor: ResidentActor = { kind: 'visitor', id: null, postId: null, sessionHash: hash };
    const scene = await sceneOf(tx, municipality, actor);
    const { procedureId } = written;
    const start = { procedureId, sessionHash: hash, mandateId: null, prefill: false };
    const { draftId } = unwrap(await startDraft(scene, start));
    const { draft } = unwrap(await openDraft(scene, draftId));
    const { app, fields } = behaviourOf(scene.definitions, draft);
    const answers = byId(app.fields as DefinedField[], { ...sampleOf(written.sample), ...written.changes });
    const at = draftPlace(draftId, draft.appId);
    await updateAnswers(tx, draftId, await sealAnswers(applicantSeals(scene), at, fields, answers));
    return { actor, draftId };
  });
}

/** Without files: nothing was uploaded. */
function sampleOf(id: string): Record<string, Json> {
  const text = readFileSync(inRoot('packs/demo/samples/cases.json'), 'utf8');
  const { cases } = JSON.parse(text) as { cases: { id: string; answers: Record<string, Json> }[] };
  const { answers } = cases.find((one) => one.id === id)!;
  return Object.fromEntries(
    Object.entries(answers).filter(([, value]) => !JSON.stringify(value).includes('$file')),
  );
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
} as unknown as SavePorts;
