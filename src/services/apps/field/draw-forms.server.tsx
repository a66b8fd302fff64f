/** Draws the forms that are taken along, empty ones too: the same forms as on the page, without what may not leave the house. */
import { renderToStaticMarkup } from 'react-dom/server';
import type { SeenRecord } from '#core/entries.server';
import { type Answers, type Field, isReadOnly, printAnswer } from '#core/fields';
import { createFormState, type Form, type FormContext, narrowForm, onePage } from '#core/forms';
import { FormPage } from '#core/forms.view';
import type { TakenBlank, TakenRecord } from '#core/offline';
import type { OpenApp } from '#core/views.server';
import type { StaffScene } from '../record/desk.server.ts';
import { contextFor, type FormPlace, shownAnswers, startOf } from '../record/form-page.server.ts';
import { namesFor } from '../record/names.server.ts';
import { titleIn } from '../record/title.server.ts';

/** Without pictures, which are made after everything else is known (`drawPictures`). */
export type DrawnRecord = Omit<TakenRecord, 'pictures'>;

export async function drawForms(view: OpenApp, all: readonly SeenRecord[]): Promise<DrawnRecord[]> {
  const drawn: DrawnRecord[] = [];
  for (const seen of all) {
    const { fields, answers } = leaving(seen);
    const place: FormPlace = { ...placeIn(view), seen: null, fields, form: seen.form };
    const context = await contextFor(place, answers);
    const title = titleIn(view, shownAnswers(seen, seen.answers));
    drawn.push({
      id: seen.id,
      title,
      detail: await detailOf(view, fields, answers),
      revision: seen.revision,
      html: htmlOf(
        titled(withoutSealed(seen, seen.answers, context), title),
        answers,
        context,
        seen.revision,
      ),
    });
  }
  return drawn;
}

/** What a new record starts with for this person stands in it. */
export async function drawBlank(
  scene: StaffScene,
  view: OpenApp,
  blank: Pick<SeenRecord, 'fields' | 'form'>,
): Promise<TakenBlank> {
  const start = startOf(scene, { fields: blank.fields, view });
  const { fields, answers } = leaving({ fields: blank.fields, answers: start });
  const context = await contextFor({ ...placeIn(view), seen: null, fields, form: blank.form }, answers);
  const form = titled(withoutSealed(blank, start, context), newTitle);
  const named = view.app.work.title;
  const written = fields.filter((field) => !isReadOnly(field.type));
  const controls = (some: readonly Field[]) => some.map((field) => `f${field.id}`);
  return {
    html: htmlOf(form, answers, context, 0),
    title: controls(written.filter((field) => named.includes(field.code))),
    detail: controls(tellingIn(view, written)),
    now: controls(written.filter(({ type, options }) => type === 'date-time' && options.initial === 'now')),
  };
}

const newTitle = '新しいレコード';

const placeIn = (view: OpenApp) => ({ appId: view.app.id, title: view.app.title.ja, view });

/** What of a record goes out. */
export function leaving({ fields, answers }: { fields: readonly Field[]; answers: Answers }) {
  const out = fields.filter(leaves);
  return { fields: out, answers: shownAnswers({ fields: out }, answers) };
}

const htmlOf = (form: Form, answers: Answers, context: FormContext, revision: number): string =>
  renderToStaticMarkup(
    <FormPage
      form={form}
      page={onePage}
      answers={answers}
      issues={[]}
      context={context}
      nextLabel="保存する"
      files
      places
      contents
      hidden={<input type="hidden" name="_revision" value={revision} />}
    />,
  );

/** Sealed fields never leave; rows of other records belong to those. */
const leaves = (field: Field): boolean =>
  field.classification !== 'sealed' &&
  field.type !== 'related' &&
  !(field.fields ?? []).some((child) => child.classification === 'sealed');

function withoutSealed(
  { form, fields }: Pick<SeenRecord, 'form' | 'fields'>,
  answers: Answers,
  context: FormContext,
): Form {
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
  const telling = tellingIn(view, fields);
  const reader = { language: 'ja', names: await namesFor(view, telling, [answers]) };
  const words = telling.map((field) => printAnswer(field, answers[String(field.id)] ?? null, reader));
  return words
    .filter((word) => word !== '')
    .slice(0, 2)
    .join('　');
}

const tellingIn = ({ app }: OpenApp, fields: readonly Field[]): Field[] =>
  fields.filter(
    (field) => field.fields === undefined && !app.work.title.includes(field.code) && !quiet.has(field.type),
  );

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
