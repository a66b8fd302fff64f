/** Once only: what a person gave before may fill the next form, visibly and with consent. Sealed answers never. */
import { type Answers, contracts, type Field, type Json, printAnswer } from '#core/fields';
import type { Form, FormField } from '#core/forms';
import { selectChannels } from '#core/people/accounts.server';
import type { LocalizedText } from '#kernel/localized';
import { findLatestOwn } from './applications.sql.ts';
import { type ApplicantScene, behaviourOf, formContext } from './scene.server.ts';

export interface Prefill {
  answers: Answers;
  /** What would be copied, to be shown before. */
  shown: { label: LocalizedText; text: string }[];
  /** When the last application arrived; null when only the channel is known. */
  from: Date | null;
}

/** Answers this account could take over into a form; null when there are none. */
export async function offerPrefill(scene: ApplicantScene, form: Form): Promise<Prefill | null> {
  const { tx, actor, definitions } = scene;
  if (actor.id === null) return null;
  const known = new Map<string, { type: string; value: Json }>();
  for (const { kind, address } of await selectChannels(tx, actor.id))
    known.set(`account.${kind}`, { type: kind, value: address });
  const last = await findLatestOwn(tx, actor.id);
  if (last !== null) {
    for (const field of behaviourOf(definitions, last).form.fields) {
      const value = last.answers[String(field.id)];
      if (mayCopy(field) && value !== undefined && value !== null)
        known.set(field.prefill ?? '', { type: field.type, value });
    }
  }
  const answers: Answers = {};
  const shown: Prefill['shown'] = [];
  const context = formContext(scene);
  for (const field of form.fields) {
    const found = known.get(field.prefill ?? '');
    if (!mayCopy(field) || found === undefined || found.type !== field.type) continue;
    const asField = field as unknown as Field;
    if (contracts[field.type].validate(found.value, asField, context).length > 0) continue;
    answers[String(field.id)] = found.value;
    shown.push({ label: field.label, text: printAnswer(asField, found.value, scene.language) });
  }
  return shown.length === 0 ? null : { answers, shown, from: last?.arrivedAt ?? null };
}

function mayCopy(field: FormField): boolean {
  return field.prefill !== undefined && field.classification !== 'sealed' && field.fields === undefined;
}
