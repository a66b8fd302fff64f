/** Opens the form of a procedure for entering: its definitions of today, all pages on one. */
import { formContext } from '#core/applications.server';
import { type App, definitionsOf, type Procedure } from '#core/definitions.server';
import type { Field } from '#core/fields';
import { type Form, type FormContext, onePageApp, prepareForm } from '#core/forms';
import { tokyoDate } from '#kernel/dates';
import { refuse, type StaffScene } from './desk.server.ts';

export interface EntryForm {
  procedure: Procedure;
  app: App;
  form: Form;
  fields: Field[];
  context: FormContext;
  today: string;
}

export async function entryForm({
  tx,
  info,
  params,
}: Pick<StaffScene, 'tx' | 'info' | 'params'>): Promise<EntryForm> {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, info.municipality);
  const procedure = definitions.procedure(params.procedure ?? '', { on: today })?.body;
  const app = procedure?.app === undefined ? null : definitions.app(procedure.app, { on: today });
  if (procedure === undefined || app === null) return refuse();
  const form = definitions.derived(`entry-form:${app.body.id}:${app.version}`, () => {
    const page = onePageApp(app.body, procedure.title.ja) as Parameters<typeof prepareForm>[0];
    return prepareForm(page, undefined, definitions.layer);
  });
  return {
    procedure,
    app: app.body,
    form,
    fields: form.fields as unknown as Field[],
    context: formContext({ definitions, language: 'ja' }),
    today,
  };
}
