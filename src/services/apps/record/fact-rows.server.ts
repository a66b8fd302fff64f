/** The values of a record as the page shows them: section by section, references with where they lead. */
import type { SeenRecord } from '#core/entries.server';
import {
  type Answers,
  type Field,
  isSealedValue,
  type Json,
  lookupIn,
  pickedIn,
  type Reader,
  type RelatedRows,
} from '#core/fields';
import {
  createFormState,
  evaluateForm,
  narrowForm,
  type ReviewRow,
  reviewRows,
  staffRows,
} from '#core/forms';
import { type Links, linksOf, type OpenApp } from '#core/views.server';
import { recordHref } from './names.ts';

export interface FactLine {
  key: string;
  cells: FactRow[];
}
export interface FactRow {
  row: ReviewRow;
  /** Records that the value names, where they may be seen. */
  links: { href: string; text: string }[];
  /** There is something under seal. */
  sealed: boolean;
  related: RelatedRows | null;
  columns: string[];
  lines: FactLine[];
}
export interface FactSection {
  key: string;
  title: string;
  rows: FactRow[];
}

/** `reader` has the names that the values point at. */
export async function factSections(
  seen: SeenRecord,
  view: OpenApp,
  reader: Reader & { names: NonNullable<Reader['names']> },
): Promise<FactSection[]> {
  const { open, fields, reach } = seen;
  const context = { ...open.at, language: 'ja', names: reader.names };
  const form = narrowForm(open.form, createFormState(open.form, seen.answers, context), reach);
  const answers = markedAnswers(fields, seen.answers);
  const evaluation = evaluateForm(form, answers, context);
  const links = await linksOf(view, [{ answers }], view.fields);
  const asRow = rowMaker(answers, fields, links, reader.names.related ?? {});
  const sections = reviewRows(form, answers, evaluation, reader).map((section) => ({
    key: section.page,
    title: section.title.ja,
    rows: section.rows.map(asRow),
  }));
  const rest = staffRows(form, answers, evaluation, reader).filter(
    (one) => one.text !== '' || one.lines.length > 0,
  );
  return rest.length === 0
    ? sections
    : [...sections, { key: '', title: 'レコードの情報', rows: rest.map(asRow) }];
}

/** A cell of a line in which the field does not show. */
const blankCell = (row: ReviewRow, key: string, child: Field): ReviewRow => ({
  name: `${row.name}[${key}].f${child.id}`,
  page: row.page,
  label: child.label,
  type: child.type,
  classification: child.classification,
  text: '',
  files: [],
  lines: [],
  totals: [],
  changeable: false,
});

/** What is sealed is marked as such and nothing more. */
function markedAnswers(fields: readonly Field[], answers: Answers): Answers {
  const mark = (value: Json): Json => {
    if (isSealedValue(value)) return { sealed: '' };
    if (Array.isArray(value)) return value.map(mark);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mark(one)]));
  };
  return Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const value = answers[String(field.id)];
      return value === undefined ? [] : [[String(field.id), mark(value)]];
    }),
  );
}

function rowMaker(
  answers: Answers,
  fields: readonly Field[],
  links: Links,
  related: Readonly<Record<string, NonNullable<FactRow['related']>>>,
): (row: ReviewRow) => FactRow {
  const leadsTo = (field: Field, value: Json | undefined): FactRow['links'] => {
    if (field.type !== 'reference' && field.type !== 'lookup') return [];
    const { app } = field.options as { app: string };
    const ids = field.type === 'lookup' ? [lookupIn(value)?.record ?? null] : pickedIn(value);
    return ids.flatMap((id) => {
      const text = id === null ? undefined : links.get(app)?.get(id);
      return id === null || text === undefined
        ? []
        : [{ href: recordHref(app, id), text: text || 'レコード' }];
    });
  };
  const asRow = (row: ReviewRow, field: Field | undefined, value: Json | undefined): FactRow => ({
    row,
    links: field === undefined ? [] : leadsTo(field, value),
    sealed: isSealedValue(value ?? null),
    related:
      field?.type === 'related'
        ? (related[String(field.id)] ?? { columns: [], rows: [], more: false })
        : null,
    columns: (field?.fields ?? []).map((child) => child.label.ja),
    lines: row.lines.map((line) => ({
      key: line.key,
      cells: (field?.fields ?? []).map((child) => {
        const cell = line.rows.find((one) => one.name.endsWith(`.f${child.id}`));
        const lines = Array.isArray(value) ? (value as unknown as { key: string; values: Answers }[]) : [];
        const inside = lines.find((one) => one.key === line.key)?.values[String(child.id)];
        return asRow(cell ?? blankCell(row, line.key, child), child, inside);
      }),
    })),
  });
  return (row) => {
    const field = fields.find((one) => `f${one.id}` === row.name);
    return asRow(row, field, field === undefined ? undefined : answers[String(field.id)]);
  };
}
