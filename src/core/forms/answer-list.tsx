/** Answers for staff: read-only, with what changed and what the applicant was asked to correct marked in words. */
import type { ReactNode } from 'react';
import { type Answers, belongsTo, type FileRef, type Reader } from '#core/fields';
import { DefinitionList, type DefinitionRow, LangText } from '#ui';
import { evaluateForm } from './evaluate.ts';
import type { Form, FormContext } from './model.ts';
import { type ReviewRow, reviewRows, staffRows } from './review.ts';
import { AnswerText } from './review-list.tsx';
import { formText } from './texts.ts';

export interface AnswerListProps {
  form: Form;
  answers: Answers;
  context: FormContext;
  /** Paths of `diffAnswers`. */
  changed?: readonly string[];
  /** Control names that were sent back. */
  asked?: readonly string[];
  /** Calculated fields that stand on no page too. */
  staffFields?: boolean;
  /** Draws an attachment; by default its name. */
  renderFile?: (file: FileRef, control: string) => ReactNode;
  /** Stands behind a row: a box to tick for a correction, a note. */
  renderExtra?: (row: ReviewRow) => ReactNode;
}

export function AnswerList({
  form,
  answers,
  context,
  changed = [],
  asked = [],
  staffFields,
  renderFile,
  renderExtra,
}: AnswerListProps) {
  const evaluation = evaluateForm(form, answers, context);
  const { language } = context;
  const touched = (paths: readonly string[], name: string) => paths.some((path) => belongsTo(path, name));
  const rowOf = (row: ReviewRow): DefinitionRow => {
    const mark = touched(asked, row.name) ? 'asked' : touched(changed, row.name) ? 'changed' : undefined;
    return {
      key: row.name,
      term: <LangText text={row.label} language={language} />,
      value: <Value row={row} reader={context} renderFile={renderFile} />,
      action: renderExtra?.(row),
      mark,
      note:
        mark === undefined
          ? undefined
          : formText(mark === 'asked' ? 'answer.asked' : 'answer.changed', context),
    };
  };
  const extra = staffFields ? staffRows(form, answers, evaluation, context) : [];
  return (
    <>
      {reviewRows(form, answers, evaluation, context).map((section) => (
        <section className="answer-section" key={section.page}>
          <h3>
            <LangText text={section.title} language={language} />
          </h3>
          <DefinitionList className="definitions-dense" rows={section.rows.map(rowOf)} />
        </section>
      ))}
      {extra.length > 0 && (
        <section className="answer-section">
          <h3>{formText('answer.calculated', context)}</h3>
          <DefinitionList className="definitions-dense" rows={extra.map(rowOf)} />
        </section>
      )}
    </>
  );
}

function Value({
  row,
  reader,
  renderFile,
}: {
  row: ReviewRow;
  reader: Reader;
  renderFile?: AnswerListProps['renderFile'];
}) {
  if (row.files.length > 0 && renderFile !== undefined) {
    return (
      <ul className="answer-files">
        {row.files.map((file) => (
          <li key={file.fileId}>{renderFile(file, row.name)}</li>
        ))}
      </ul>
    );
  }
  return <AnswerText row={row} reader={reader} />;
}
