/** An app with what follows from its formulas: calculated fields get the type their formula gives. Pure. */
import type { App } from '#core/definitions';
import { prepareForm } from '#core/forms';

/** For tables: the columns of calculated fields are typed too. */
export function typedApp<A extends Pick<App, 'id' | 'fields' | 'form'>>(app: A): A {
  const form = prepareForm(app as never);
  const results = new Map(
    form.fields
      .flatMap((field) => [field, ...(field.fields ?? [])])
      .map((field) => [field.id, field.options.result]),
  );
  const typed = <F extends { id: number; type: string; options: object }>(field: F): F =>
    field.type === 'formula'
      ? { ...field, options: { ...field.options, result: results.get(field.id) } }
      : field;
  const fields = app.fields.map((field) =>
    'fields' in field ? { ...typed(field), fields: (field.fields as never[]).map(typed) } : typed(field),
  );
  return { ...app, fields: fields as App['fields'] };
}
