/** The table one works in: WAI-ARIA grid, drawn as far as it shows. */
import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type FieldContext, printAnswer } from '#core/fields';
import { editKindOf } from '../table/columns.ts';
import type { CellAt } from '../table/grid-moves.ts';
import type { OpenedTable, TableRow } from '../table/model.ts';
import type { Asking } from './ask-table.ts';
import { CellBox, type CellBoxHandle } from './cell-box.tsx';
import { CellNote } from './cell-note.tsx';
import { CellPanel } from './cell-panel.tsx';
import { ClashNote } from './clash-note.tsx';
import { GridFoot } from './grid-foot.tsx';
import { GridHead } from './grid-head.tsx';
import { GridRow } from './grid-row.tsx';
import { cellKey, type Edits } from './use-edits.ts';
import { useGrid } from './use-grid.ts';
import type { Rows } from './use-rows.ts';
import { useScroll } from './use-scroll.ts';
import type { Selection } from './use-selection.ts';
import { useTotals } from './use-totals.ts';
import { leadWidths, useWidths } from './use-widths.ts';
import { whyClosed } from './why-closed.ts';

interface GridProps {
  asking: Asking;
  label: string;
  opened: OpenedTable;
  rows: Rows;
  edits: Edits;
  selection: Selection;
  context: FieldContext;
  titleOf(row: TableRow): string;
  hrefOf(id: string): string;
  onSort(column: number): void;
}

const lead = leadWidths.length;

export function Grid({ asking, label, opened, rows, edits, selection, context, ...rest }: GridProps) {
  const { columns } = opened;
  const frozen = Math.min(opened.frozen, columns.length);
  const navigate = useNavigate();
  const scroll = useScroll(rows.length);
  const widths = useWidths(`table-widths:${asking.app}:${opened.question.view ?? ''}`, columns, frozen);
  const handle = useRef<CellBoxHandle>(null);
  const [typing, setTyping] = useState(false);
  const [panel, setPanel] = useState<{ at: CellAt; cell: HTMLElement } | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const drawn = useRef<HTMLTableElement | null>(null);

  const open = (at: CellAt) => {
    const [row, column] = [rows.at(at.row), columns[at.column - lead]];
    if (row === undefined || column === undefined) return;
    const why = whyClosed(column, row);
    if (why !== null) return setTold(why);
    const cell = scroll.box.current?.querySelector<HTMLElement>('td.front');
    if (editKindOf(column.field) === 'panel' && cell != null) setPanel({ at, cell });
    else handle.current?.open();
  };
  const grid = useGrid({
    block: { columns, at: (row) => rows.at(row), reader: rows.reader },
    rows: rows.length,
    page: scroll.page,
    box: scroll.box,
    edits,
    editing: typing || panel !== null,
    reveal: scroll.reveal,
    acts: {
      open,
      choose: (row) => selection.toggle(row, false),
      sort: rest.onSort,
      goTo(index) {
        const row = rows.at(index);
        if (row !== undefined) void navigate(rest.hrefOf(row.id));
      },
    },
  });
  const { at, marked } = grid;
  const { show } = rows;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what shows is asked for again when rows were read
  useEffect(() => show(scroll.from, scroll.to), [show, scroll.from, scroll.to, rows.version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was told belongs to the cell
  useEffect(() => setTold(null), [at.row, at.column]);
  useEffect(() => revealColumn(scroll.box.current, drawn.current, at, frozen), [at, frozen, scroll.box]);

  const front = rows.at(at.row);
  const column = columns[at.column - lead];
  const field = column?.field;
  const problem =
    front === undefined || field === undefined ? undefined : edits.problems.get(cellKey(front.id, field.id));
  const value = field === undefined ? undefined : front?.answers[String(field.id)];
  const boxed =
    front !== undefined &&
    column !== undefined &&
    editKindOf(column.field) !== 'panel' &&
    whyClosed(column, front) === null;
  const inFront =
    boxed && field !== undefined && front !== undefined ? (
      <CellBox
        key={`${front.id} ${field.id}`}
        ref={handle}
        field={field}
        value={value}
        kept={problem?.text}
        context={context}
        onOpen={() => setTyping(true)}
        onLeave={() => setTyping(false)}
        onTake={(next, by) => {
          setTyping(false);
          edits.forget(front.id, field.id);
          if (JSON.stringify(next) !== JSON.stringify(value ?? null))
            void edits.save([{ row: front, values: { [String(field.id)]: next } }], field.label.ja);
          if (by !== null)
            grid.select({
              row: Math.max(0, Math.min(at.row + by.rows, rows.length - 1)),
              column: Math.max(lead, Math.min(at.column + by.columns, lead + columns.length - 1)),
            });
        }}
        onWrong={(text, message) => {
          setTyping(false);
          edits.mark(front.id, field.id, { text, message });
        }}
      />
    ) : null;

  const pointed = (event: MouseEvent): CellAt | null => {
    const target = event.target as HTMLElement;
    if (target.closest('.cell-box-open, .cell-panel, a, input[type="checkbox"]') !== null) return null;
    const cell = target.closest<HTMLElement>('td[data-column]');
    const row = cell?.closest<HTMLElement>('tr[data-row]');
    return cell == null || row == null
      ? null
      : { row: Number(row.dataset.row), column: Number(cell.dataset.column) };
  };
  const onMouseDown = (event: MouseEvent) => {
    const to = pointed(event);
    if (to === null || event.button !== 0) return;
    // The focus goes to the text box of the cell, not to the cell; and a drag marks cells, not letters.
    event.preventDefault();
    grid.select(to, event.shiftKey);
  };
  const onMouseMove = (event: MouseEvent) => {
    if (event.buttons !== 1) return;
    const to = pointed(event);
    if (to === null || (to.row === at.row && to.column === at.column)) return;
    event.preventDefault();
    grid.select(to, true);
  };
  const choose = useCallback(
    (index: number, extend: boolean) => selection.toggle(index, extend),
    [selection],
  );
  const list = Array.from(
    { length: Math.max(0, scroll.to - scroll.from + 1) },
    (_, index) => scroll.from + index,
  );
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the grid inside are taken here, whatever cell is drawn */}
      <div
        ref={scroll.box}
        className="grid-box"
        tabIndex={-1}
        onKeyDown={grid.onKeyDown}
        onCopy={grid.onCopy}
        onCut={grid.onCut}
        onPaste={grid.onPaste}
        onFocus={grid.onFocus}
        onBlur={grid.onBlur}
      >
        <div ref={scroll.space.before} />
        <table
          ref={(table) => {
            drawn.current = table;
            widths.apply(table);
          }}
          className="grid"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern of WAI-ARIA on a table keeps rows, headings and print
          role="grid"
          aria-label={label}
          aria-rowcount={opened.count.exact ? rows.length + 1 : -1}
          aria-colcount={columns.length + lead}
          aria-multiselectable="true"
        >
          <colgroup>
            {[...leadWidths, ...columns].map((_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are what stands at a place
              <col key={index} />
            ))}
          </colgroup>
          <GridHead
            columns={columns}
            frozen={frozen}
            sort={opened.sort}
            at={at}
            widths={widths}
            allChosen={selection.all}
            onChooseAll={selection.toggleAll}
            onSort={rest.onSort}
          />
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the box around */}
          <tbody
            onMouseDown={onMouseDown}
            onMouseMove={onMouseMove}
            onDoubleClick={(event) => pointed(event) !== null && open(at)}
          >
            {list.map((index) => {
              const row = rows.at(index);
              const isFront = index === at.row;
              return (
                <GridRow
                  key={index}
                  row={row}
                  index={index}
                  columns={columns}
                  frozen={frozen}
                  reader={rows.reader}
                  front={isFront ? at.column : null}
                  marked={index >= marked.top && index <= marked.bottom ? marked : null}
                  chosen={row !== undefined && selection.has(row.id)}
                  saving={row !== undefined && edits.saving.has(row.id)}
                  problems={edits.problems}
                  title={row === undefined ? '' : rest.titleOf(row)}
                  href={row === undefined ? '' : rest.hrefOf(row.id)}
                  onChoose={choose}
                  inFront={isFront ? inFront : undefined}
                />
              );
            })}
          </tbody>
          <GridFoot columns={columns} frozen={frozen} totals={useTotals(asking, opened, rows.changes)} />
        </table>
        <div ref={scroll.space.after} />
      </div>
      <p role="status" className="grid-said">
        {grid.notice !== '' ? grid.notice : edits.said}
      </p>
      {told !== null && !typing && <CellNote box={scroll.box}>{told}</CellNote>}
      {told === null &&
        problem !== undefined &&
        front !== undefined &&
        field !== undefined &&
        !typing &&
        panel === null && (
          <CellNote box={scroll.box}>
            {problem.theirs === undefined ? (
              <p>{problem.message}</p>
            ) : (
              <ClashNote
                problem={problem}
                field={field}
                reader={rows.reader}
                onTheirs={() => edits.forget(front.id, field.id)}
                onMine={() => {
                  const again =
                    problem.text === undefined
                      ? { row: front, values: { [String(field.id)]: problem.value ?? null } }
                      : { row: front, texts: { [String(field.id)]: problem.text } };
                  void edits.save([again], field.label.ja);
                }}
              />
            )}
          </CellNote>
        )}
      {panel !== null && front !== undefined && field !== undefined && (
        <CellPanel
          asking={asking}
          field={field}
          value={value}
          reader={rows.reader}
          context={context}
          beside={panel.cell}
          onLeave={() => setPanel(null)}
          onTake={(next) => {
            setPanel(null);
            if (printAnswer(field, next, rows.reader) !== '' || value !== undefined)
              if (JSON.stringify(next) !== JSON.stringify(value ?? null))
                void edits.save([{ row: front, values: { [String(field.id)]: next } }], field.label.ja);
          }}
        />
      )}
    </>
  );
}

/** Sideways: the cell in front comes out from under the frozen columns. */
function revealColumn(
  box: HTMLElement | null,
  table: HTMLTableElement | null,
  at: CellAt,
  frozen: number,
): void {
  if (box === null || table === null || at.column < lead + frozen) return;
  const widths = [...table.querySelectorAll('col')].map((col) => Number.parseFloat(col.style.width) || 0);
  const sum = (to: number) => widths.slice(0, to).reduce((total, one) => total + one, 0);
  const [left, right, fixed] = [sum(at.column), sum(at.column + 1), sum(lead + frozen)];
  if (left < box.scrollLeft + fixed) box.scrollLeft = left - fixed;
  else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
}
