/** A field on a page: its widget inside the mark that the script shows and hides. */
import {
  controlId,
  type Field,
  type FileRef,
  isReadOnly,
  isWorkedOut,
  type Json,
  lineControlName,
  linesIn,
  printAnswer,
  type Reader,
} from '#core/fields';
import { templateKey, widgets } from '#core/fields.view';
import type { Issue } from '#kernel/errors';
import { LangText } from '#ui';
import { findField } from './find-field.ts';
import type { Form, FormContext, FormField } from './model.ts';
import type { PageView } from './page-view.ts';
import { seenName } from './parse-page.ts';
import { isEditable, isPartlyEditable } from './restrict.ts';
import { formText } from './texts.ts';
import { totalsOf } from './totals.ts';

export interface FieldSurroundings {
  form: Form;
  view: PageView;
  context: FormContext;
  reader: Reader;
  issues: readonly Issue[];
  notices: readonly { path: string; message: string }[];
  fileHref?: (file: FileRef, field: Field) => string | null;
}

export function FormFieldView({ field, around }: { field: FormField; around: FieldSurroundings }) {
  const name = `f${field.id}`;
  const visible = around.view.state.isVisible(name);
  if (field.type === 'formula' && field.options.hidden === true) return null;
  const readOnly = isReadOnly(field.type);
  const open = readOnly || isPartlyEditable(around.form, field);
  return (
    <div className="form-field" data-field={name} hidden={!visible}>
      {open && !readOnly && (
        <input type="hidden" name={seenName} value={name} disabled={!visible} data-seen="" />
      )}
      {open ? (
        <OneWidget field={field} name={name} around={around} />
      ) : (
        <ClosedField field={field} name={name} around={around} />
      )}
    </div>
  );
}

interface OneProps {
  field: FormField;
  name: string;
  around: FieldSurroundings;
  line?: { lines: FormField; key: string };
}

function OneWidget({ field, name, around, line }: OneProps) {
  const { view, reader, context, fileHref } = around;
  const Widget = widgets[field.type];
  const state = line?.key === templateKey ? view.withBlankLines : view.state;
  return (
    <Widget
      field={field as unknown as Field}
      name={name}
      typed={view.typed}
      answer={answerOf(state.answers, field, line, state.standing(name)?.value ?? null)}
      reader={reader}
      required={state.isRequired(name)}
      issues={relativeTo(name, around)}
      notice={around.notices.filter(({ path }) => path === name).map(({ message }) => message)[0]}
      today={context.today}
      totals={
        field.fields === undefined
          ? undefined
          : totalsOf(
              field,
              state.answers[String(field.id)],
              {
                isVisible: (control) => state.isVisible(control),
                calculated: (control) => state.standing(control)?.value ?? null,
              },
              reader,
            )
      }
      layers={field.layers}
      fileHref={fileHref}
      child={(child, key) => (
        <LineField field={child as unknown as FormField} lines={field} lineKey={key} around={around} />
      )}
    />
  );
}

function LineField({
  field,
  lines,
  lineKey,
  around,
}: {
  field: FormField;
  lines: FormField;
  lineKey: string;
  around: FieldSurroundings;
}) {
  const name = lineControlName(`f${lines.id}`, lineKey, field);
  const state = lineKey === templateKey ? around.view.withBlankLines : around.view.state;
  const line = { lines, key: lineKey };
  const open = isReadOnly(field.type) || isEditable(around.form, name);
  return (
    <div className="form-field" data-field={name} hidden={!state.isVisible(name)}>
      {open ? (
        <OneWidget field={field} name={name} around={around} line={line} />
      ) : (
        <ClosedField field={field} name={name} around={around} line={line} />
      )}
    </div>
  );
}

/** In a correction: what stands and cannot be changed. */
function ClosedField({ field, around, line }: OneProps) {
  const { reader, view } = around;
  const text = printAnswer(
    field as unknown as Field,
    answerOf(view.state.answers, field, line, null),
    reader,
  );
  return (
    <div className="form-row form-closed">
      <p className="form-label">
        <LangText text={field.label} language={reader.language} />
      </p>
      <p>{text === '' ? formText('answer.none', reader) : text}</p>
      <p className="form-help">{formText('correction.closed', reader)}</p>
    </div>
  );
}

function answerOf(
  answers: Readonly<Record<string, Json>>,
  field: FormField,
  line: OneProps['line'],
  calculated: Json,
): Json {
  if (isWorkedOut(field.type))
    return field.onRead === true ? (answers[String(field.id)] ?? null) : calculated;
  if (line === undefined) return answers[String(field.id)] ?? null;
  const found = linesIn(answers[String(line.lines.id)]).find((each) => each.key === line.key);
  return found?.values[String(field.id)] ?? null;
}

/** Issues of this field, by part; those of the fields of its lines are theirs. Notices of parts stand with them. */
function relativeTo(name: string, { form, issues }: FieldSurroundings): Issue[] {
  return issues.flatMap(({ path, message }) => {
    const found = findField(form, path);
    return found?.name === name && found.key === findField(form, name)?.key
      ? [{ path: found.part, message }]
      : [];
  });
}

/** Where a link to a field leads: the control with the error, or the first of a group. */
export function anchorOf(path: string): string {
  return `#${controlId(path)}`;
}
