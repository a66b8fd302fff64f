/** One page of a form as plain HTML. Everything works by round trips; a script may make it quicker. */
import type { ReactNode } from 'react';
import { type Answers, type Field, type FileRef, type Reader, type Typed, takesFiles } from '#core/fields';
import { templateKey, word } from '#core/fields.view';
import type { Issue } from '#kernel/errors';
import { pick } from '#kernel/localized';
import { Banner, Button, ErrorSummary, LangParagraphs, LangText } from '#ui';
import { pageModel } from './browser-model.ts';
import { fieldsOf, findField } from './find-field.ts';
import { anchorOf, type FieldSurroundings, FormFieldView } from './form-field.tsx';
import type { Form, FormContext, FormItem } from './model.ts';
import type { Progress } from './navigate.ts';
import { actionName } from './page-actions.ts';
import { pageView } from './page-view.ts';
import { formText } from './texts.ts';

export interface FormPageProps {
  form: Form;
  page: string;
  answers: Answers;
  /** What was posted last, so that nothing typed is lost; absent on the first visit. */
  typed?: Typed;
  issues?: readonly Issue[];
  notices?: readonly { path: string; message: string }[];
  /** Control names of questions that came up with the last answers. */
  unseen?: readonly string[];
  context: FormContext;
  /** Hidden inputs of the service: token, submit key. */
  hidden?: ReactNode;
  action?: string;
  /** Where the script saves to, and where it looks post codes up; absent: it does not. */
  autosaveHref?: string;
  lookupHref?: string;
  progress?: Progress;
  /** `14:05`, when the draft was saved last. */
  savedAt?: string;
  fileHref?: (file: FileRef, field: Field) => string | null;
  /** On the primary button instead of 次へ. */
  nextLabel?: string;
  /** The service's own hidden part holds a file control too. */
  files?: boolean;
  /** Offers to go to a heading, where there are many. */
  contents?: boolean;
  /** The page's script works areas out by itself, with the layers of the map. */
  places?: boolean;
  /** Shows 「保存して、あとで続ける」. */
  later?: boolean;
  /** Further actions under the buttons. */
  children?: ReactNode;
}

export function FormPage(props: FormPageProps) {
  const { form, page, answers, typed, issues = [], notices = [], unseen = [], context } = props;
  const defined = form.pages.find((each) => each.id === page);
  if (defined === undefined) throw new Error(`no page ${page} in form ${form.appId}`);
  const { language } = context;
  const view = pageView(form, page, answers, typed, context, templateKey);
  const around: FieldSurroundings = {
    form,
    view,
    context,
    reader: context,
    issues,
    notices,
    fileHref: props.fileHref,
  };
  const hasFiles = fieldsOf(form, page).some((field) => [field, ...(field.fields ?? [])].some(takesFiles));
  return (
    <>
      <ErrorSummary
        title={formText('summary.title', context, { count: issues.length })}
        lead={formText('summary.lead', context)}
        entries={issues.map((each) => ({
          href: anchorOf(linkPath(form, each.path)),
          text: summaryText(form, each, language),
        }))}
      />
      {issues.length === 0 && unseen.length > 0 && (
        <Banner kind="info" mark={formText('notice.mark', context)} title={formText('unseen.title', context)}>
          <p>
            <a href={anchorOf(unseen[0] ?? '')}>{formText('unseen.lead', context)}</a>
          </p>
        </Banner>
      )}
      <header className="form-head">
        {props.progress !== undefined && (
          <p className="form-progress">
            <span className="form-step">
              {formText('progress', context, { step: props.progress.step, steps: props.progress.steps })}
            </span>{' '}
            <span>{formText('minutes', context, { minutes: props.progress.minutesLeft })}</span>
          </p>
        )}
        <h1>
          <LangText text={defined.title} language={language} />
        </h1>
        {defined.lead !== undefined && (
          <LangParagraphs className="form-lead" text={defined.lead} language={language} />
        )}
      </header>
      <form
        method="post"
        action={props.action}
        encType={hasFiles || props.files ? 'multipart/form-data' : undefined}
        noValidate
        autoComplete="on"
        className="form"
        data-form=""
        data-autosave={props.autosaveHref}
        data-lookup={props.lookupHref}
        data-texts={JSON.stringify(pageTexts(context))}
        data-model={JSON.stringify(
          pageModel(form, page, view.state.answers, context, view.state, props.places),
        )}
      >
        {/* Enter in a box presses the first button of a form: that must be the one that goes on. */}
        <button
          type="submit"
          name={actionName}
          value="next"
          className="form-default"
          tabIndex={-1}
          aria-hidden="true"
        />
        {props.hidden}
        {props.contents && <Contents items={defined.items} around={around} />}
        {defined.items.map((item, index) =>
          pinnedIn(form, item) === undefined ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: items of one fixed definition
            <Item key={index} item={item} at={index} around={around} />
          ) : null,
        )}
        <div className="form-actions">
          <Pinned items={defined.items} around={around} />
          <Button kind="primary" name={actionName} value="next">
            {props.nextLabel ?? formText('next', context)}
          </Button>
          {props.later && (
            <Button kind="secondary" name={actionName} value="save">
              {formText('later', context)}
            </Button>
          )}
          {props.children}
        </div>
        <p className="form-saved" role="status" data-saved="">
          {props.savedAt === undefined ? '' : formText('saved', context, { time: props.savedAt })}
        </p>
      </form>
    </>
  );
}

const headingId = (at: number): string => `heading-${at}`;
/** Fewer are seen at a glance. */
const manyHeadings = 6;

/** A long form is not scrolled through to its twelfth part with a thumb. */
function Contents({ items, around }: { items: readonly FormItem[]; around: FieldSurroundings }) {
  const { context } = around;
  const headings = items.flatMap((item, at) => ('heading' in item ? [{ at, text: item.heading }] : []));
  if (headings.length < manyHeadings) return null;
  return (
    <details className="form-contents">
      <summary>{formText('contents', context)}</summary>
      <ul>
        {headings.map(({ at, text }) => (
          <li key={at}>
            <a href={`#${headingId(at)}`}>
              <LangText text={text} language={context.language} />
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The calculated field of an item that stays in sight while the form is filled in. */
function pinnedIn(form: Form, item: FormItem): Form['fields'][number] | undefined {
  if (!('field' in item)) return undefined;
  const field = form.fields.find((each) => String(each.id) === item.field);
  return field?.type === 'formula' && field.options.pinned === true ? field : undefined;
}

/** With the buttons at the foot of the window, as long as the form is longer than it: what an answer does to a sum is seen at once. */
function Pinned({ items, around }: { items: readonly FormItem[]; around: FieldSurroundings }) {
  const fields = items.flatMap((item) => pinnedIn(around.form, item) ?? []);
  if (fields.length === 0) return null;
  return (
    <div className="form-pinned">
      {fields.map((field) => (
        <FormFieldView key={field.id} field={field} around={around} />
      ))}
    </div>
  );
}

function Item({ item, at, around }: { item: FormItem; at: number; around: FieldSurroundings }) {
  const { language } = around.context;
  if ('field' in item) {
    const field = around.form.fields.find((each) => String(each.id) === item.field);
    return field === undefined ? null : <FormFieldView field={field} around={around} />;
  }
  if ('heading' in item) {
    return (
      <h2 className="form-heading" id={headingId(at)}>
        <LangText text={item.heading} language={language} />
      </h2>
    );
  }
  return (
    <div data-field={item.name} hidden={!around.view.state.isVisible(item.name)}>
      <LangParagraphs className="form-guidance" text={item.guidance} language={language} />
    </div>
  );
}

/** Sentences the script writes. */
function pageTexts(reader: Reader) {
  return {
    required: word('mark.required', reader),
    optional: word('mark.optional', reader),
    saved: formText('saved', reader),
    saving: formText('saving', reader),
    failed: formText('save.failed', reader),
  };
}

/** An error of a whole composite leads to its group; check boxes and files to their first control. */
function linkPath(form: Form, path: string): string {
  return findField(form, path) === undefined ? path.replace(/\..*$/, '') : path;
}

/** In the summary an error must be understood alone: the label stands before what does not name it. */
function summaryText(form: Form, { path, message }: Issue, language: string): string {
  const found = findField(form, path);
  if (found === undefined) return message;
  const label = pick(found.field.label, language).text;
  return message.includes(label) ? message : `${label}${language === 'en' ? ': ' : '：'}${message}`;
}
