/** One import as its page shows it. */
import { daysKept, type ImportProblem, type ImportView, isAtWork, type Target } from '#core/imports';
import {
  type ImportDesk,
  keysOf,
  problemsOf,
  readImport,
  sampleRows,
  targetsOf,
  UnreadableSheet,
} from '#core/imports.server';
import { tokyoDateTimeParts } from '#kernel/dates';
import { must } from '#platform/http.server';

export type ImportStep = 'columns' | 'checking' | 'checked' | 'running' | 'over';

export interface ImportPage extends Omit<ImportView, 'askedAt' | 'finishedAt'> {
  step: ImportStep;
  at: string;
  until: string;
  /** Of each column the first filled cells of the file. */
  samples: string[][];
  targets: Target[];
  keys: Target[];
  problems: ImportProblem[];
}

const shownProblems = 50;

export async function importPage(
  desk: ImportDesk,
  appId: string,
  id: string,
  step?: 'columns',
): Promise<ImportPage> {
  const { view, open } = must(await readImport(desk, appId, id));
  const { askedAt, finishedAt, ...rest } = view;
  const choosing = view.state === 'mapping' || (step === 'columns' && view.state === 'checked');
  const problems = view.wrong > 0 ? must(await problemsOf(desk, appId, id, shownProblems)) : [];
  return {
    ...rest,
    step: choosing
      ? 'columns'
      : isAtWork(view.state)
        ? (view.state as 'checking' | 'running')
        : view.state === 'checked'
          ? 'checked'
          : 'over',
    at: dayAndTime(askedAt),
    until: dayAndTime(new Date((finishedAt ?? askedAt).getTime() + daysKept * 86_400_000)).split(' ')[0]!,
    samples: choosing ? await samplesOf(desk, view) : [],
    targets: targetsOf(open),
    keys: keysOf(open),
    problems,
  };
}

async function samplesOf(desk: ImportDesk, view: ImportView): Promise<string[][]> {
  try {
    const rows = must(await sampleRows(desk, view, 50));
    return view.heading.map((_name, column) =>
      rows
        .map(({ cells }) => (cells[column] ?? '').trim().slice(0, 60))
        .filter((cell) => cell !== '')
        .slice(0, 3),
    );
  } catch (error) {
    if (error instanceof UnreadableSheet) return view.heading.map(() => []);
    throw error;
  }
}

export function dayAndTime(at: Date): string {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  return `${date.replaceAll('-', '/')} ${hour}:${String(minute).padStart(2, '0')}`;
}
