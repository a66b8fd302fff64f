/** Finished drafts out of one. What is sealed in it belongs to its place, so each clone gets its own ciphertext. */
import { randomUUID } from 'node:crypto';
import { formOf } from '#core/applications.server';
import { definitionsOf } from '#core/definitions.server';
import type { Field } from '#core/fields';
import { draftPlace, openAnswers, openTyped, sealAnswers, sealTyped } from '#core/sealing.server';
import { hashToken, type SealScene, sealsOf } from '#platform/crypto.server';
import { type Clone, insertClones, selectSource } from './clones.sql.ts';

/** `file` is the one attachment that the draft's answers name. */
export async function cloneDraft(
  scene: SealScene,
  draft: string,
  file: string,
  count: number,
): Promise<Clone[]> {
  const source = await selectSource(scene.tx, draft);
  const definitions = await definitionsOf(scene.tx, scene.municipality);
  const app = definitions.app(source.appId, { version: source.appVersion })!;
  const fields = formOf(definitions, app.body, app.version).fields as unknown as Field[];
  const seals = sealsOf(scene, 'portal');
  const from = draftPlace(draft, source.appId);
  const answers = JSON.stringify(await openAnswers(seals, from, source.answers));
  const typed = JSON.stringify(await openTyped(seals, from, source.typed));

  const made = [];
  for (let index = 0; index < count; index++) {
    const token = randomUUID();
    const sessionHash = hashToken(token);
    const clone: Clone = {
      draft: randomUUID(),
      submitKey: randomUUID(),
      file: randomUUID(),
      token,
      sessionHash,
    };
    const at = draftPlace(clone.draft, source.appId);
    const own = (text: string) => JSON.parse(text.replaceAll(file, clone.file));
    made.push({
      ...clone,
      answers: await sealAnswers(seals, at, fields, own(answers)),
      typed: await sealTyped(seals, at, fields, own(typed)),
    });
  }
  await insertClones(scene.tx, draft, file, made);
  return made;
}
