/** What each column of a spreadsheet becomes: as guessed, as somebody chose instead, and which cells do not fit. Pure. */
import { completeField, type DefinedField } from '#core/fields';
import { guessTypes, readCell } from '#core/imports';
import { type SheetType, sheetTypes } from '../labels.ts';
import { codesFor } from './codes.ts';
import type { Sample } from './sample.ts';

/** What somebody chose for a column; absent parts are as guessed. */
export interface ColumnChoice {
  use: boolean;
  label: string;
  type: string;
}

export interface PlannedColumn {
  use: boolean;
  label: string;
  type: SheetType;
  /** Why this type, for whoever checks it; empty when they chose it. */
  reason: string;
  unique: boolean;
  filled: number;
  /** A few cells as they stand. */
  examples: string[];
  /** Cells that cannot be taken over as this type: how many of the sample, and the first ones. */
  misfits: number;
  problems: { row: number; cell: string; message: string }[];
  field: DefinedField;
}

const shownProblems = 5;
const shownExamples = 3;

export function planColumns(
  sample: Sample,
  choices: readonly ColumnChoice[] | null,
  today: string,
): PlannedColumn[] {
  const guesses = guessTypes(
    sample.heading,
    sample.rows.map((row) => row.cells),
    { today },
  );
  const labels = guesses.map((guess, index) => (choices?.[index]?.label ?? '').trim() || guess.label);
  const codes = codesFor(labels);
  return guesses.map((guess, index): PlannedColumn => {
    const choice = choices?.[index];
    const guessed = isSheetType(guess.type) ? guess.type : 'text';
    const type = choice !== undefined && isSheetType(choice.type) ? choice.type : guessed;
    const cells = sample.rows.flatMap((row) => {
      const cell = (row.cells[index] ?? '').trim();
      return cell === '' ? [] : [{ row: row.number, cell }];
    });
    const texts = cells.map((one) => one.cell);
    const field = {
      id: index + 1,
      code: codes[index]!,
      type,
      label: { ja: labels[index]! },
      classification: guess.classification,
      required: false,
      checks: [],
      options: type === guess.type ? guess.options : optionsFor(type, texts),
    } as unknown as DefinedField;
    const problems = problemsOf(field, cells, today);
    return {
      use: choice?.use ?? true,
      label: labels[index]!,
      type,
      reason: type === guess.type ? guess.reason : '',
      unique: guess.unique,
      filled: guess.filled,
      examples: [...new Set(texts)].slice(0, shownExamples),
      misfits: problems.length,
      problems: problems.slice(0, shownProblems),
      field,
    };
  });
}

const isSheetType = (type: string): type is SheetType => Object.hasOwn(sheetTypes, type);

function problemsOf(
  defined: DefinedField,
  cells: readonly { row: number; cell: string }[],
  today: string,
): PlannedColumn['problems'] {
  const field = completeField(defined as never);
  const context = { today, language: 'ja' };
  const nobody = () => ({ reason: '' });
  return cells.flatMap(({ row, cell }) => {
    const { issues } = readCell(field, cell, {}, context, nobody);
    return issues.length === 0 ? [] : [{ row, cell: cell.slice(0, 40), message: issues[0]!.message }];
  });
}

const mostChoices = 100;

/** Options that follow from the cells, for a type that was not guessed. */
function optionsFor(type: SheetType, texts: readonly string[]): Record<string, unknown> {
  if (type === 'choice') return choicesOf(texts);
  if (type === 'multiple-choice')
    return choicesOf(texts.flatMap((text) => text.split(/[、,;；]/).map((part) => part.trim())));
  if (type === 'number' || type === 'money') return { decimals: decimalsOf(texts) };
  if (type === 'phone' || type === 'mail') return { own: false };
  return {};
}

/** A list that is empty would be no choice at all. */
function choicesOf(texts: readonly string[]): Record<string, unknown> {
  const distinct = [...new Set(texts.map((text) => text.slice(0, 100)))].filter((text) => text !== '');
  const values = distinct.length === 0 ? ['選択肢1'] : distinct.slice(0, mostChoices);
  return { choices: values.map((value) => ({ value, label: { ja: value } })) };
}

const decimalsOf = (texts: readonly string[]): number =>
  Math.min(4, Math.max(0, ...texts.map((text) => /[.．]([0-9０-９]+)/.exec(text)?.[1]?.length ?? 0)));
