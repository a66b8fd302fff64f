/** Draws the forms of records that are taken along: the same forms as on the page, without what may not leave the house. */
import { renderToStaticMarkup } from 'react-dom/server';
import type { SeenRecord } from '#core/entries.server';
import { type Answers, type Field, printAnswer } from '#core/fields';
import { createFormState, type Form, type FormContext, narrowForm, onePage } from '#core/forms';
import { FormPage } from '#core/forms.view';
import type { TakenRecord } from '#core/offline';
import type { OpenApp } from '#core/views.server';
import { contextFor, type FormPlace, shownAnswers } from '../record/form-page.server.ts';
import { namesFor } from '../record/names.server.ts';
import { titleIn } from '../record/title.server.ts';

export async function drawForms(view: OpenApp, all: readonly SeenRecord[]): Promise<TakenRecord[]> {
  const drawn: TakenRecord[] = [];
  for (const seen of all) {
    const whole: FormPlace = {
      appId: view.app.id,
      title: view.app.title.ja,
      seen,
      fields: seen.fields,
      form: seen.form,
      view,
    };
    const fields = seen.fields.filter(leaves);
    const answers = shownAnswers({ fields }, seen.answers);
    const context = await contextFor({ ...whole, fields, seen: null }, answers);
    const title = titleIn(view, shownAnswers(whole, seen.answers));
    drawn.push({
      id: seen.id,
      title,
      detail: await detailOf(view, fields, answers),
      revision: seen.revision,
      html: renderToStaticMarkup(
        <FormPage
          form={titled(withoutSealed(seen, context), title)}
          page={onePage}
          answers={answers}
          issues={[]}
          context={context}
          nextLabel="保存する"
          files
          places
          contents
          hidden={<input type="hidden" name="_revision" value={seen.revision} />}
        />,
      ),
    });
  }
  return drawn;
}

/** Sealed fields never leave; rows of other records belong to those. */
const leaves = (field: Field): boolean =>
  field.classification !== 'sealed' &&
  field.type !== 'related' &&
  !(field.fields ?? []).some((child) => child.classification === 'sealed');

function withoutSealed({ form, fields, answers }: SeenRecord, context: FormContext): Form {
  const out = new Set(fields.filter((field) => !leaves(field)).map((field) => field.id));
  if (out.size === 0) return form;
  return narrowForm(form, createFormState(form, answers, context), {
    reads: (id) => !out.has(id),
    edits: (id) => form.editable?.includes(`f${id}`) !== false,
  });
}

const titled = (form: Form, title: string): Form => ({
  ...form,
  pages: form.pages.map((page) => ({ ...page, title: { ja: title } })),
});

/** What else tells it from others in a list: the first fields that have something to say, without its name. */
async function detailOf(view: OpenApp, fields: readonly Field[], answers: Answers): Promise<string> {
  const named = view.app.work.title;
  const telling = fields.filter(
    (field) => field.fields === undefined && !named.includes(field.code) && !quiet.has(field.type),
  );
  const reader = { language: 'ja', names: await namesFor(view, telling, [answers]) };
  const words = telling.map((field) => printAnswer(field, answers[String(field.id)] ?? null, reader));
  return words
    .filter((word) => word !== '')
    .slice(0, 2)
    .join('　');
}

/** Say nothing in a line. */
const quiet: ReadonlySet<string> = new Set([
  'file',
  'photo',
  'annotated-photo',
  'signature',
  'rich-text',
  'created-by',
  'created-at',
  'updated-by',
  'updated-at',
]);
