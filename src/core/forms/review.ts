/** Answers as a person reads them: for the review page, for staff, and what changed between two versions. */
import {
  type Answers,
  type Field,
  type FileRef,
  filesIn,
  isReadOnly,
  isRichText,
  isSignature,
  type Json,
  lineControlName,
  linesIn,
  linkHref,
  printAnswer,
  type Reader,
  type RichText,
  type ShownTotal,
  type Signature,
  takesFiles,
} from '#core/fields';
import { type LocalizedText, pick } from '#kernel/localized';
import { isEmpty } from './check-fields.ts';
import { fieldsOf } from './find-field.ts';
import type { Evaluation, Form, FormField } from './model.ts';
import { isPartlyEditable } from './restrict.ts';
import { totalsOf } from './totals.ts';

export interface ReviewRow {
  /** Control name; leads back to it. */
  name: string;
  page: string;
  label: LocalizedText;
  type: Field['type'];
  classification: Field['classification'];
  /** Empty when there is no answer. */
  text: string;
  files: FileRef[];
  /** Where an address leads. */
  href?: string;
  rich?: RichText;
  signature?: Signature;
  /** Of lines: rows of each. */
  lines: { key: string; title: string; rows: ReviewRow[] }[];
  /** What stands below them. */
  totals: ShownTotal[];
  changeable: boolean;
}

export interface ReviewSection {
  page: string;
  title: LocalizedText;
  rows: ReviewRow[];
}

type Shown = Pick<Evaluation, 'visibleFields' | 'visiblePages' | 'calculated'>;

/** Every answer of the pages that show, page by page. */
export function reviewRows(
  form: Form,
  answers: Answers,
  evaluation: Shown,
  reader: Reader | string,
): ReviewSection[] {
  return form.pages
    .filter((page) => evaluation.visiblePages.includes(page.id))
    .map((page) => ({
      page: page.id,
      title: page.title,
      rows: fieldsOf(form, page.id)
        .filter((field) => evaluation.visibleFields.has(`f${field.id}`))
        .map((field) =>
          rowOf(form, field, `f${field.id}`, answers[String(field.id)], page.id, evaluation, reader),
        ),
    }))
    .filter((section) => section.rows.length > 0);
}

/** Calculated fields that stand on no page: what staff see beside the answers. */
export function staffRows(
  form: Form,
  answers: Answers,
  evaluation: Shown,
  reader: Reader | string,
): ReviewRow[] {
  return form.fields
    .filter(
      (field) =>
        field.page === undefined && (field.type === 'formula' || !isEmpty(answers[String(field.id)])),
    )
    .map((field) => rowOf(form, field, `f${field.id}`, answers[String(field.id)], '', evaluation, reader));
}

function rowOf(
  form: Form,
  field: FormField,
  name: string,
  answer: Json | undefined,
  page: string,
  evaluation: Shown,
  reader: Reader | string,
): ReviewRow {
  const { label, type, classification } = field;
  const value = type === 'formula' ? (evaluation.calculated[name] ?? answer ?? null) : (answer ?? null);
  const asField = field as unknown as Field;
  const row: ReviewRow = {
    name,
    page,
    label,
    type,
    classification,
    text: '',
    files: [],
    lines: [],
    totals: [],
    changeable: !isReadOnly(type) && isPartlyEditable(form, field),
  };
  if (field.fields === undefined) {
    const files = takesFiles(field) ? filesIn(value) : [];
    const text = printAnswer(asField, value, reader);
    if (type === 'link') return { ...row, text, href: linkHref(value) };
    if (type === 'signature' && isSignature(value)) return { ...row, text, signature: value };
    return type === 'rich-text' && isRichText(value)
      ? { ...row, text, rich: value }
      : { ...row, files, text };
  }
  const language = typeof reader === 'string' ? reader : reader.language;
  const item = (field.options.itemLabel as LocalizedText | undefined) ?? field.label;
  const lines = linesIn(value).map(({ key, values }, index) => ({
    key,
    title: `${pick(item, language).text}${language === 'en' ? ' ' : ''}${index + 1}`,
    rows: (field.fields ?? [])
      .map((child) => ({ child, inLine: lineControlName(name, key, child) }))
      .filter(({ inLine }) => evaluation.visibleFields.has(inLine))
      .map(({ child, inLine }) =>
        rowOf(form, child, inLine, values[String(child.id)], page, evaluation, reader),
      ),
  }));
  if (lines.length === 0) return row;
  const totals = totalsOf(
    field,
    value,
    {
      isVisible: (control) => evaluation.visibleFields.has(control),
      calculated: (control) => evaluation.calculated[control] ?? null,
    },
    typeof reader === 'string' ? { language: reader } : reader,
  );
  return { ...row, lines, totals, text: printAnswer(asField, value, reader) };
}

export interface AnswerChange {
  /** `f7`, or `f3[k1].f5`; `f3[k1]` for a line that came or went. */
  path: string;
  label: LocalizedText;
  kind: 'added' | 'removed' | 'changed';
  before: string;
  after: string;
}

/** What changed between two versions, field by field and line by line. */
export function diffAnswers(
  form: Form,
  before: Answers,
  after: Answers,
  reader: Reader | string,
): AnswerChange[] {
  return form.fields.flatMap((field) => {
    const [old, now] = [before[String(field.id)] ?? null, after[String(field.id)] ?? null];
    if (field.fields === undefined) return changeOf(field, `f${field.id}`, old, now, reader);
    const [oldLines, newLines] = [linesIn(old), linesIn(now)];
    const keys = [...new Set([...oldLines, ...newLines].map((line) => line.key))];
    return keys.flatMap((key): AnswerChange[] => {
      const [was, is] = [
        oldLines.find((line) => line.key === key),
        newLines.find((line) => line.key === key),
      ];
      const path = `f${field.id}[${key}]`;
      const asLine = (values: Answers | undefined) =>
        (field.fields ?? [])
          .map((child) => printAnswer(child as unknown as Field, values?.[String(child.id)], reader))
          .filter((text) => text !== '')
          .join('、');
      if (was === undefined || is === undefined) {
        return [
          {
            path,
            label: field.label,
            kind: was === undefined ? 'added' : 'removed',
            before: asLine(was?.values),
            after: asLine(is?.values),
          },
        ];
      }
      return (field.fields ?? []).flatMap((child) =>
        changeOf(
          child,
          lineControlName(`f${field.id}`, key, child),
          was.values[String(child.id)] ?? null,
          is.values[String(child.id)] ?? null,
          reader,
        ),
      );
    });
  });
}

function changeOf(
  field: FormField,
  path: string,
  before: Json,
  after: Json,
  reader: Reader | string,
): AnswerChange[] {
  if (canonical(before) === canonical(after) || (isEmpty(before) && isEmpty(after))) return [];
  const kind = isEmpty(before) ? 'added' : isEmpty(after) ? 'removed' : 'changed';
  const asField = field as unknown as Field;
  return [
    {
      path,
      label: field.label,
      kind,
      before: printAnswer(asField, before, reader),
      after: printAnswer(asField, after, reader),
    },
  ];
}

/** JSON with keys in order: the database gives them back in its own. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_key, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
