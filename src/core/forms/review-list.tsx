/** Everything a person answered, each with a link back that returns to the review. */
import type { Answers, FileRef, Reader } from '#core/fields';
import { RichTextView, SafeLink, SignatureView, word } from '#core/fields.view';
import { pick } from '#kernel/localized';
import { DefinitionList, type DefinitionRow, LangText } from '#ui';
import type { Evaluation, Form } from './model.ts';
import { type ReviewRow, reviewRows } from './review.ts';
import { formText } from './texts.ts';

export interface ReviewListProps {
  form: Form;
  answers: Answers;
  evaluation: Pick<Evaluation, 'visibleFields' | 'visiblePages' | 'calculated'>;
  reader: Reader;
  /** Address of a page with the control to lead to, e.g. `…/pages/about-you?from=review#f3`. */
  changeHref: (page: string, control: string) => string;
  fileHref?: (file: FileRef) => string;
  /** By file id: those that nobody may open, and why. */
  unsettled?: Record<string, 'waiting' | 'infected'>;
}

export function ReviewList(props: ReviewListProps) {
  const { form, answers, evaluation, reader, changeHref, fileHref, unsettled } = props;
  const rowOf = (row: ReviewRow): DefinitionRow => ({
    key: row.name,
    term: <LangText text={row.label} language={reader.language} />,
    value: <AnswerText row={row} reader={reader} fileHref={fileHref} unsettled={unsettled} />,
    action: row.changeable ? (
      <a href={changeHref(row.page, row.name)}>
        {formText('change', reader)}
        <span className="visually-hidden">
          {formText('change.of', reader, { label: pick(row.label, reader.language).text })}
        </span>
      </a>
    ) : undefined,
  });
  return (
    <>
      {reviewRows(form, answers, evaluation, reader).map((section) => (
        <section className="review-section" key={section.page}>
          <h2>
            <LangText text={section.title} language={reader.language} />
          </h2>
          <DefinitionList rows={section.rows.map(rowOf)} />
        </section>
      ))}
    </>
  );
}

/** An answer in full: text with its lines kept, files by name, lines one under the other. */
export function AnswerText({
  row,
  reader,
  fileHref,
  unsettled = {},
}: Pick<ReviewListProps, 'reader' | 'fileHref' | 'unsettled'> & { row: ReviewRow }) {
  if (row.lines.length > 0) {
    return (
      <ol className="answer-lines">
        {row.lines.map((line) => (
          <li key={line.key}>
            <p className="answer-line-title">{line.title}</p>
            <DefinitionList
              className="definitions-inner"
              rows={line.rows.map((inner) => ({
                key: inner.name,
                term: <LangText text={inner.label} language={reader.language} />,
                value: <AnswerText row={inner} reader={reader} fileHref={fileHref} unsettled={unsettled} />,
              }))}
            />
          </li>
        ))}
        {row.totals.length > 0 && (
          <li>
            <DefinitionList
              className="definitions-inner"
              rows={row.totals.map(({ label, text }) => ({ key: label, term: label, value: text }))}
            />
          </li>
        )}
      </ol>
    );
  }
  if (row.files.length > 0) {
    return (
      <ul className="answer-files">
        {row.files.map((file) => (
          <li key={file.fileId}>
            <FileName file={file} reader={reader} fileHref={fileHref} held={unsettled[file.fileId]} />
          </li>
        ))}
      </ul>
    );
  }
  if (row.text === '') return <span className="answer-none">{formText('answer.none', reader)}</span>;
  if (row.rich !== undefined) return <RichTextView value={row.rich} />;
  if (row.signature !== undefined) return <SignatureView value={row.signature} reader={reader} />;
  return (
    <span className="answer-text">
      {row.href === undefined ? row.text : <SafeLink href={row.href}>{row.text}</SafeLink>}
    </span>
  );
}

function FileName({
  file,
  reader,
  fileHref,
  held,
}: Pick<ReviewListProps, 'reader' | 'fileHref'> & { file: FileRef; held?: 'waiting' | 'infected' }) {
  if (held !== undefined) return `${file.name}（${word(`file.${held}`, reader)}）`;
  return fileHref === undefined ? file.name : <a href={fileHref(file)}>{file.name}</a>;
}
