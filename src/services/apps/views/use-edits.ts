/** Changes of cells: saved at once, shown where they went wrong, and taken back again. */
import { useCallback, useRef, useState } from 'react';
import type { Answers, Json } from '#core/fields';
import { differing } from '../table/cell-value.ts';
import { mostSaved, type SavedCells, type SavedRow, type TableRow } from '../table/model.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';
import type { Rows } from './use-rows.ts';

export interface RowChange {
  row: TableRow;
  values?: Answers;
  /** Of a pasted block, by field id; the server reads them. */
  texts?: Record<string, string>;
}

/** Something wrong with one cell that was not saved; what was typed stays. */
export interface CellProblem {
  message: string;
  text?: string | undefined;
  value?: Json | undefined;
  theirs?: Json | undefined;
}

export const cellKey = (row: string, field: number | null): string => `${row} ${field ?? ''}`;

interface Step {
  label: string;
  rows: { id: string; values: Answers }[];
}

export interface Edits {
  problems: ReadonlyMap<string, CellProblem>;
  saving: ReadonlySet<string>;
  /** What was done last, and what became of it. */
  said: string;
  canUndo: boolean;
  save(changes: RowChange[], label: string): Promise<void>;
  undo(): Promise<void>;
  forget(row: string, field: number): void;
  mark(row: string, field: number, problem: CellProblem): void;
}

export function useEdits(asking: Asking, columns: readonly string[], rows: Rows): Edits {
  const [problems, setProblems] = useState<ReadonlyMap<string, CellProblem>>(new Map());
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const steps = useRef<Step[]>([]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef({ asking, columns, rows });
  latest.current = { asking, columns, rows };

  const send = useCallback(async (changes: RowChange[]): Promise<SavedRow[]> => {
    const done: SavedRow[] = [];
    for (let from = 0; from < changes.length; from += mostSaved) {
      const { asking: to, columns: codes, rows: table } = latest.current;
      const answer = await askTable<SavedCells>(to, {
        kind: 'cells',
        columns: codes,
        rows: changes.slice(from, from + mostSaved).map(({ row, values, texts }) => ({
          id: row.id,
          // Earlier changes of this queue may have made a newer one.
          revision: table.at(table.indexOf(row.id))?.revision ?? row.revision,
          values: values ?? {},
          texts: texts ?? {},
        })),
      });
      table.put(answer.rows, answer.names);
      done.push(...answer.rows);
    }
    return done;
  }, []);

  const run = useCallback(
    (changes: RowChange[], label: string, taking: boolean): Promise<void> => {
      const ids = new Set(changes.map((one) => one.row.id));
      const work = async () => {
        setSaving((before) => new Set([...before, ...ids]));
        const before = new Map(
          changes.map(({ row }) => {
            const { rows: table } = latest.current;
            return [row.id, (table.at(table.indexOf(row.id)) ?? row).answers];
          }),
        );
        try {
          const saved = await send(changes);
          setProblems((known) => marked(known, changes, saved));
          const step = stepOf(label, changes, saved, before);
          if (taking && step.rows.length > 0) steps.current.push(step);
          setSaid(wordsOf(label, saved));
        } catch (error) {
          const message =
            error instanceof AskFailed ? error.message : '保存できませんでした。もう一度してください。';
          setProblems((known) => failed(known, changes, message));
          setSaid(message);
        } finally {
          setSaving((now) => new Set([...now].filter((id) => !ids.has(id))));
        }
      };
      queue.current = queue.current.then(work);
      return queue.current;
    },
    [send],
  );

  const save = useCallback((changes: RowChange[], label: string) => run(changes, label, true), [run]);
  const undo = useCallback(async () => {
    const step = steps.current.pop();
    if (step === undefined) return;
    const { rows: table } = latest.current;
    const changes = step.rows.flatMap(({ id, values }): RowChange[] => {
      const row = table.at(table.indexOf(id));
      return row === undefined ? [] : [{ row, values }];
    });
    await run(changes, `${step.label}の取消し`, false);
  }, [run]);
  const forget = useCallback(
    (row: string, field: number) => setProblems((known) => without(known, cellKey(row, field))),
    [],
  );
  const mark = useCallback(
    (row: string, field: number, problem: CellProblem) =>
      setProblems((known) => new Map(known).set(cellKey(row, field), problem)),
    [],
  );
  return { problems, saving, said, canUndo: steps.current.length > 0, save, undo, forget, mark };
}

type Problems = ReadonlyMap<string, CellProblem>;

function without(known: Problems, key: string): Problems {
  if (!known.has(key)) return known;
  const next = new Map(known);
  next.delete(key);
  return next;
}

/** Cells that were taken are sound again; those that were not keep what was typed. */
function marked(known: Problems, changes: RowChange[], saved: readonly SavedRow[]): Problems {
  const next = new Map(known);
  for (const { id, taken, wrong } of saved) {
    const change = changes.find((one) => one.row.id === id);
    for (const field of taken) next.delete(cellKey(id, field));
    const given = Object.keys({ ...change?.values, ...change?.texts });
    for (const { field, message, theirs } of wrong) {
      const places = field === null ? given.filter((one) => !taken.includes(Number(one))) : [String(field)];
      for (const place of places)
        next.set(cellKey(id, Number(place)), {
          message,
          theirs,
          text: change?.texts?.[place],
          value: change?.values?.[place],
        });
    }
  }
  return next;
}

function failed(known: Problems, changes: RowChange[], message: string): Problems {
  const next = new Map(known);
  for (const { row, values, texts } of changes)
    for (const field of Object.keys({ ...values, ...texts }))
      next.set(cellKey(row.id, Number(field)), { message, text: texts?.[field], value: values?.[field] });
  return next;
}

function stepOf(
  label: string,
  changes: RowChange[],
  saved: readonly SavedRow[],
  before: ReadonlyMap<string, Answers>,
): Step {
  return {
    label,
    rows: saved.flatMap(({ id, row, taken }) => {
      const old = before.get(id) ?? {};
      const now = row?.answers ?? {};
      const given = changes.find((one) => one.row.id === id);
      const touched = Object.keys({ ...given?.values, ...given?.texts }).filter((one) =>
        taken.includes(Number(one)),
      );
      const values = differing(old, Object.fromEntries(touched.map((one) => [one, now[one] ?? null])));
      return Object.keys(values).length === 0 ? [] : [{ id, values }];
    }),
  };
}

function wordsOf(label: string, saved: readonly SavedRow[]): string {
  const taken = saved.reduce((sum, one) => sum + one.taken.length, 0);
  const wrong = saved.reduce((sum, one) => sum + one.wrong.length, 0);
  const done = taken === 0 ? '' : `${label}：${taken.toLocaleString('ja-JP')}か所を保存しました。`;
  return wrong === 0
    ? done
    : `${done}${wrong.toLocaleString('ja-JP')}か所は保存していません。印のあるところを見てください。`;
}
