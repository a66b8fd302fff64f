/** What every use case on answers needs: who, where, by which definitions, at which moment. */

import type { App, Definitions, Procedure } from '#core/definitions.server';
import type { Field } from '#core/fields';
import { type Form, type FormContext, prepareForm } from '#core/forms';
import type { ResidentActor } from '#core/policy';
import { tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import { type Keyring, type Seals, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';

export interface ApplicantScene {
  tx: Tx;
  actor: ResidentActor;
  keyring: Keyring;
  municipality: string;
  definitions: Definitions;
  language: string;
}

export interface Behaviour {
  procedure: Procedure;
  app: App;
  form: Form;
  fields: Field[];
}

interface Begun {
  procedureId: string;
  procedureVersion: number;
  appId: string;
  appVersion: number;
}

/** The behaviour something began with: a running application stays on its versions. */
export function behaviourOf(definitions: Definitions, begun: Begun): Behaviour {
  const procedure = definitions.procedure(begun.procedureId, { version: begun.procedureVersion });
  const app = definitions.app(begun.appId, { version: begun.appVersion });
  if (procedure === null || app === null) throw new Error('a definition in use is gone');
  const form = formOf(definitions, app.body, app.version);
  return { procedure: procedure.body, app: app.body, form, fields: form.fields as unknown as Field[] };
}

/** Compiled once per epoch. Addresses offer the city's own prefecture, which need not be one of the 47. */
export function formOf(definitions: Definitions, app: App, version: number): Form {
  return definitions.derived(`form:${app.id}:${version}`, () => {
    const { prefecture } = definitions.organisation(tokyoDate(new Date())).municipality;
    const fields = app.fields.map((field) =>
      field.type === 'address'
        ? { ...field, options: { homePrefecture: prefecture, ...field.options } }
        : field,
    );
    const whole = { ...app, fields } as Parameters<typeof prepareForm>[0];
    return prepareForm(whole, undefined, definitions.layer);
  });
}

/** One moment for all formulas of a request. */
export function formContext(
  scene: Pick<ApplicantScene, 'definitions' | 'language'>,
  at = new Date(),
): FormContext {
  const { date, hour, minute, second } = tokyoDateTimeParts(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return {
    today: date,
    now: `${date}T${two(hour)}:${two(minute)}:${two(second)}`,
    language: scene.language,
    texts: scene.definitions.languages().find((one) => one.id === scene.language)?.texts,
  };
}

/** Sealing on the resident side. */
export const applicantSeals = (scene: Pick<ApplicantScene, 'tx' | 'keyring' | 'municipality'>): Seals =>
  sealsOf(scene, 'portal');
