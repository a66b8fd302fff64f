/** The cell in front, what is marked, and what keys and the clipboard do with it. */
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { type BlockOf, copied, emptied, filledDown, pastedOver } from '../table/block-edits.ts';
import { fromTsv, laidOut, toHtml, toTsv } from '../table/clipboard.ts';
import { type CellAt, type Marked, markedBetween, moved } from '../table/grid-moves.ts';
import type { TableColumn, TableRow } from '../table/model.ts';
import type { Edits } from './use-edits.ts';
import { leadWidths } from './use-widths.ts';
import { whyClosed } from './why-closed.ts';

export interface GridActs {
  /** Enter, F2 or a sign on a cell. */
  open(at: CellAt): void;
  /** Space on a row. */
  choose(row: number): void;
  /** Enter on a heading. */
  sort(column: number): void;
  goTo(row: number): void;
}

export interface Grid {
  at: CellAt;
  marked: Marked;
  /** Told after a paste. */
  notice: string;
  select(at: CellAt, extend?: boolean): void;
  onKeyDown(event: KeyboardEvent): void;
  onCopy(event: ClipboardEvent): void;
  onCut(event: ClipboardEvent): void;
  onPaste(event: ClipboardEvent): void;
  onFocus(): void;
  onBlur(event: React.FocusEvent): void;
}

const lead = leadWidths.length;
const may = (column: TableColumn, row: TableRow) => whyClosed(column, row) === null;

export function useGrid({
  block,
  rows,
  page,
  box,
  edits,
  editing,
  reveal,
  acts,
}: {
  block: BlockOf;
  rows: number;
  page: number;
  box: RefObject<HTMLDivElement | null>;
  edits: Edits;
  /** Keys belong to the cell that is open. */
  editing: boolean;
  reveal(row: number): void;
  acts: GridActs;
}): Grid {
  const [at, setAt] = useState<CellAt>({ row: 0, column: lead });
  const [from, setFrom] = useState<CellAt>(at);
  const [notice, setNotice] = useState('');
  const within = useRef(false);
  const columns = lead + block.columns.length;
  const cells = markedBetween(from, at);
  const marked = { ...cells, left: Math.max(cells.left, lead), right: Math.max(cells.right, lead) };
  /** Of the fields, without the columns before them. */
  const fields = { ...marked, left: marked.left - lead, right: marked.right - lead };

  // The focus goes with the cell in front, also when its row was drawn anew; while it is out of sight the box keeps it.
  useLayoutEffect(() => {
    if (!within.current || editing) return;
    const target = box.current?.querySelector<HTMLElement>('[data-focus]') ?? box.current;
    if (target !== null && target !== document.activeElement) target.focus({ preventScroll: true });
  });

  const select = useCallback(
    (to: CellAt, extend = false) => {
      within.current = true;
      setAt(to);
      if (!extend) setFrom(to);
      setNotice('');
      if (to.row >= 0) reveal(to.row);
    },
    [reveal],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (editing || event.nativeEvent.isComposing || event.keyCode === 229) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const { key } = event;
    const taken = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    const to = event.altKey ? null : moved(at, { key, ctrl }, { rows, columns, page });
    if (to !== null) {
      taken();
      return select(to, event.shiftKey && to.row >= 0);
    }
    const onField = at.row >= 0 && at.column >= lead;
    if (key === 'Enter' || key === 'F2') {
      taken();
      if (ctrl) return acts.goTo(at.row);
      if (at.row < 0) return at.column >= lead ? acts.sort(at.column - lead) : undefined;
      if (at.column === 0) return acts.choose(at.row);
      return at.column === 1 ? acts.goTo(at.row) : acts.open(at);
    }
    if (key === ' ' && at.row >= 0 && (at.column === 0 || event.shiftKey)) {
      taken();
      return acts.choose(at.row);
    }
    if (ctrl && key.toLowerCase() === 'z') {
      taken();
      return void edits.undo();
    }
    if (!onField) return;
    if (ctrl && key.toLowerCase() === 'd') {
      taken();
      const changes = filledDown(block, fields, may);
      if (changes.length > 0) void edits.save(changes, '下へコピー');
    } else if (key === 'Delete' || key === 'Backspace') {
      taken();
      clear();
    } else if (key === 'Escape') {
      setFrom(at);
      const row = block.at(at.row);
      const field = block.columns[at.column - lead]?.field;
      if (row !== undefined && field !== undefined) edits.forget(row.id, field.id);
    } else if (
      !ctrl &&
      !event.altKey &&
      key.length === 1 &&
      !(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
    ) {
      // A cell without a text box of its own: the sign opens its controls.
      taken();
      acts.open(at);
    }
  };

  const clear = () => {
    const changes = emptied(block, fields, may);
    if (changes.length > 0) void edits.save(changes, '消去');
  };

  const onCopy = (event: ClipboardEvent): boolean => {
    if (editing || at.row < 0 || at.column < lead) return false;
    event.preventDefault();
    const { cells: texts, text } = copied(block, fields);
    event.clipboardData.setData('text/plain', toTsv(texts));
    event.clipboardData.setData('text/html', toHtml(texts, text));
    setNotice(`${texts.length}行×${texts[0]?.length ?? 0}列をコピーしました。`);
    return true;
  };

  const onPaste = (event: ClipboardEvent) => {
    if (editing || at.row < 0 || at.column < lead) return;
    event.preventDefault();
    const text = event.clipboardData.getData('text/plain');
    if (text === '') return setNotice('貼り付けられる文字がありません。');
    const size = {
      top: fields.top,
      left: fields.left,
      rows: fields.bottom - fields.top + 1,
      columns: fields.right - fields.left + 1,
    };
    const pasted = pastedOver(block, laidOut(fromTsv(text), size), fields, may);
    setFrom({ row: pasted.marked.top, column: pasted.marked.left + lead });
    setAt({ row: pasted.marked.bottom, column: pasted.marked.right + lead });
    setNotice(leftWords(pasted));
    for (const { row, field } of pasted.closed) {
      const column = block.columns.find((one) => one.field.id === field);
      if (column !== undefined)
        edits.mark(row.id, field, { message: whyClosed(column, row) ?? '変更できません。' });
    }
    if (pasted.changes.length > 0) void edits.save(pasted.changes, '貼付け');
  };

  return {
    at,
    marked,
    notice,
    select,
    onKeyDown,
    onCopy: (event) => void onCopy(event),
    onCut: (event) => {
      if (onCopy(event)) clear();
    },
    onPaste,
    onFocus: () => {
      within.current = true;
    },
    onBlur: ({ relatedTarget, currentTarget }) => {
      // Nowhere: the row with the focus went out of sight, or the window lost it.
      if (relatedTarget !== null && !currentTarget.contains(relatedTarget as Node)) within.current = false;
    },
  };
}

function leftWords({ left, closed }: ReturnType<typeof pastedOver>): string {
  return [
    left.rows > 0 &&
      `一覧の下にはみ出した${left.rows}行は貼り付けていません。新しいレコードは「取込み」で入れます。`,
    left.columns > 0 && `右にはみ出した${left.columns}列は貼り付けていません。`,
    closed.length > 0 && `変更できないセル${closed.length}個はそのままです。`,
  ]
    .filter(Boolean)
    .join('');
}
