/** The list: which view, what is sought, how many, and the records: as a grid, on a phone one below the other. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSubmit } from 'react-router';
import { printAnswer } from '#core/fields';
import { href, staffPaths } from '#ui/paths';
import { Glyph, type Shortcut, useMay, useNarrow, useShortcuts, useStaffSite } from '#ui/staff';
import { isSortable } from '../table/columns.ts';
import type { AppHeadData, OpenedTable, TableRow } from '../table/model.ts';
import { BulkBar } from './bulk-bar.tsx';
import { FilterLine } from './filter-line.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { Grid } from './grid.tsx';
import { NothingFound } from './nothing-found.tsx';
import { RecordCards } from './record-cards.tsx';
import { recordHref } from './record-href.ts';
import { SearchBar } from './search-bar.tsx';
import { SpeedNote } from './speed-note.tsx';
import { useAsked } from './use-asked.ts';
import { useEdits } from './use-edits.ts';
import { useRows } from './use-rows.ts';
import { useSelection } from './use-selection.ts';
import { useTrail } from './use-trail.ts';
import { ViewTabs } from './view-tabs.tsx';

interface TablePageProps {
  app: AppHeadData;
  opened: OpenedTable;
  today: string;
}

export function TablePage({ app, opened: first, today }: TablePageProps) {
  const { csrf } = useStaffSite();
  const asking = useMemo(
    () => ({ app: app.id, csrf: { name: csrf.name, value: csrf.value } }),
    [app.id, csrf.name, csrf.value],
  );
  const { opened, busy, slow, failure, ask, again } = useAsked(asking, first);
  const { question } = opened;
  const builds = useMay()('app.build');
  const [filtering, setFiltering] = useState(false);
  const filterButton = useRef<HTMLButtonElement>(null);
  const closeFilter = useCallback(() => {
    setFiltering(false);
    filterButton.current?.focus();
  }, []);
  const rows = useRows(asking, opened);
  const codes = useMemo(() => opened.columns.map(({ field }) => field.code), [opened]);
  const edits = useEdits(asking, codes, rows);
  const selection = useSelection(rows);
  const { clear } = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another choice
  useEffect(() => clear(), [opened, clear]);
  const context = useMemo(() => ({ today, language: 'ja', texts: opened.texts }), [today, opened.texts]);
  useTrail(app.id, rows);
  const submit = useSubmit();
  // By POST, as everything that is asked here: words and conditions do not stand in addresses.
  const print = () =>
    void submit(
      { [csrf.name]: csrf.value ?? '', question: JSON.stringify(question) },
      { method: 'post', action: href(staffPaths.appPrint, { app: app.id }) },
    );
  const narrow = useNarrow();
  const search = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: '/', label: 'この一覧の中をさがす', run: () => search.current?.select() },
      { keys: 'f', label: 'この一覧を絞り込む', run: () => setFiltering(true) },
      { keys: 'mod+z', label: '一覧での変更を取り消す', run: () => void edits.undo() },
    ],
    [edits.undo],
  );
  useShortcuts(shortcuts);

  const sorted = (column: number) => {
    const field = opened.columns[column]?.field;
    if (field === undefined || !isSortable(field)) return;
    const [now] = question.sort ?? opened.sort;
    const same = now?.field === field.code;
    // Up, down, as the view has it.
    const sort =
      !same || now.descending === undefined
        ? [{ field: field.code, descending: same && now.descending !== true }]
        : now.descending
          ? undefined
          : [{ field: field.code, descending: true }];
    ask({ ...question, sort });
  };
  const titleOf = (row: TableRow) => {
    const [column] = opened.columns;
    const text =
      column === undefined
        ? ''
        : printAnswer(column.field, row.answers[String(column.field.id)], rows.reader);
    return text === '' ? 'このレコード' : text;
  };
  const hrefOf = (id: string) => recordHref(app.id, id);
  const empty = rows.length === 0;
  return (
    <>
      <ViewTabs app={app} chosen={question.view} />
      <SearchBar
        value={question.search ?? ''}
        boxRef={search}
        onSearch={(words) => ask({ ...question, search: words === '' ? undefined : words })}
        count={countText(opened.count)}
        busy={busy}
      >
        <button
          type="button"
          className="button button-quiet"
          ref={filterButton}
          aria-expanded={filtering}
          onClick={() => setFiltering(!filtering)}
        >
          <Glyph name="filter" />
          絞り込む
        </button>
        <button type="button" className="button button-quiet" onClick={print}>
          <Glyph name="print" />
          印刷
        </button>
        {edits.canUndo && (
          <button type="button" className="button button-quiet" onClick={() => void edits.undo()}>
            元に戻す
          </button>
        )}
      </SearchBar>
      {filtering ? (
        <FilterPanel
          asking={asking}
          opened={opened}
          title={app.views.find((one) => one.id === question.view)?.title}
          onAsk={(next) => {
            ask(next);
            closeFilter();
          }}
          onClose={closeFilter}
        />
      ) : (
        (question.filter !== undefined || question.whole === true) && (
          <FilterLine
            asking={asking}
            opened={opened}
            onEdit={() => setFiltering(true)}
            onClear={() => {
              ask({ ...question, filter: undefined, whole: undefined });
              filterButton.current?.focus();
            }}
          />
        )
      )}
      {builds && app.acts.includes('manage') && <SpeedNote asking={asking} opened={opened} slow={slow} />}
      {(failure ?? rows.failure) !== null && (
        <p className="note note-warning" role="alert">
          {failure ?? rows.failure}{' '}
          <button
            type="button"
            className="link-button"
            onClick={() => (failure === null ? rows.again() : again())}
          >
            もう一度読む
          </button>
        </p>
      )}
      {empty ? (
        <NothingFound app={app} opened={opened} onAsk={ask} onEdit={() => setFiltering(true)} />
      ) : narrow ? (
        <RecordCards opened={opened} rows={rows} titleOf={titleOf} hrefOf={hrefOf} />
      ) : (
        <Grid
          asking={asking}
          label={`${app.title}の一覧`}
          opened={opened}
          rows={rows}
          edits={edits}
          selection={selection}
          context={context}
          titleOf={titleOf}
          hrefOf={hrefOf}
          onSort={sorted}
        />
      )}
      <BulkBar
        app={app}
        question={question}
        count={opened.count}
        selection={selection}
        columns={opened.columns}
      />
    </>
  );
}

/** What is only estimated says so. */
export function countText({ count, exact }: OpenedTable['count']): string {
  return exact ? `${count.toLocaleString('ja-JP')}件` : `約${count.toLocaleString('ja-JP')}件`;
}
