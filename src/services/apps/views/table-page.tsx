/** The list: which view, what is sought, how many, and the records: as a grid, on a phone one below the other. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { printAnswer } from '#core/fields';
import { Glyph, type Shortcut, useShortcuts, useStaffSite } from '#ui/staff';
import { isSortable } from '../table/columns.ts';
import type { AppHeadData, OpenedTable, TableQuestion, TableRow } from '../table/model.ts';
import { AskFailed, askTable } from './ask-table.ts';
import { BulkBar } from './bulk-bar.tsx';
import { Grid } from './grid.tsx';
import { RecordCards } from './record-cards.tsx';
import { recordHref } from './record-href.ts';
import { useEdits } from './use-edits.ts';
import { useNarrow } from './use-narrow.ts';
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
  const [opened, setOpened] = useState(first);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const kept = `kept:table:${app.id}:${first.question.view ?? ''}`;
  const asked = useRef<AbortController | null>(null);
  const ask = useCallback(
    async (question: TableQuestion) => {
      asked.current?.abort();
      const stop = new AbortController();
      asked.current = stop;
      setBusy(true);
      try {
        setOpened(await askTable<OpenedTable>(asking, { kind: 'open', question }, stop.signal));
        setFailure(null);
        // In this tab only: coming back from a record shows the same list. Words of a search never stand in an address.
        sessionStorage.setItem(kept, JSON.stringify({ search: question.search, sort: question.sort }));
      } catch (error) {
        if (!stop.signal.aborted) setFailure(error instanceof AskFailed ? error.message : String(error));
      } finally {
        if (asked.current === stop) setBusy(false);
      }
    },
    [asking, kept],
  );
  const { question } = opened;
  useEffect(() => {
    const { search, sort } = JSON.parse(sessionStorage.getItem(kept) ?? '{}') as TableQuestion;
    if ((search ?? '') !== '' || (sort ?? []).length > 0)
      void ask({ view: first.question.view, search, sort });
  }, [kept, ask, first]);

  const rows = useRows(asking, opened);
  const codes = useMemo(() => opened.columns.map(({ field }) => field.code), [opened]);
  const edits = useEdits(asking, codes, rows);
  const selection = useSelection(rows);
  const { clear } = selection;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another choice
  useEffect(() => clear(), [opened, clear]);
  const context = useMemo(() => ({ today, language: 'ja', texts: opened.texts }), [today, opened.texts]);
  useTrail(app.id, rows);
  const narrow = useNarrow();
  const search = useRef<HTMLInputElement>(null);
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: '/', label: 'この一覧の中をさがす', run: () => search.current?.select() },
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
    void ask({ ...question, sort });
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
        onSearch={(words) => void ask({ ...question, search: words === '' ? undefined : words })}
        count={countText(opened.count)}
        busy={busy}
      >
        {edits.canUndo && (
          <button type="button" className="button button-quiet" onClick={() => void edits.undo()}>
            元に戻す
          </button>
        )}
      </SearchBar>
      {(failure ?? rows.failure) !== null && (
        <p className="note note-warning" role="alert">
          {failure ?? rows.failure}{' '}
          <button
            type="button"
            className="link-button"
            onClick={() => (failure === null ? rows.again() : void ask(question))}
          >
            もう一度読む
          </button>
        </p>
      )}
      {empty ? (
        <Nothing
          app={app}
          sought={question.search}
          onClear={() => void ask({ ...question, search: undefined })}
        />
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

function Nothing({
  app,
  sought,
  onClear,
}: {
  app: AppHeadData;
  sought: string | undefined;
  onClear(): void;
}) {
  if (sought !== undefined)
    return (
      <p className="empty">
        「{sought}」の入ったレコードは、この一覧にありません。言葉を短くするか、
        <button type="button" className="link-button" onClick={onClear}>
          さがす言葉を消してください
        </button>
        。
      </p>
    );
  return (
    <p className="empty">
      この一覧に当てはまるレコードは、まだありません。
      {app.acts.includes('add') && '「新規」から、はじめの1件を入れてください。'}
    </p>
  );
}

interface SearchBarProps {
  value: string;
  boxRef: React.RefObject<HTMLInputElement | null>;
  count: string;
  busy: boolean;
  onSearch(words: string): void;
  children: React.ReactNode;
}

function SearchBar({ value, boxRef, count, busy, onSearch, children }: SearchBarProps) {
  return (
    <search>
      <form
        className="table-bar"
        key={value}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch((boxRef.current?.value ?? '').trim());
        }}
      >
        <label className="visually-hidden" htmlFor="table-search">
          この一覧の中をさがす
        </label>
        <input
          id="table-search"
          type="search"
          ref={boxRef}
          defaultValue={value}
          placeholder="この一覧の中をさがす"
          autoComplete="off"
          maxLength={200}
        />
        <button type="submit" className="button button-quiet">
          <Glyph name="search" />
          さがす
        </button>
        {value !== '' && (
          <button type="button" className="button button-quiet" onClick={() => onSearch('')}>
            消す
          </button>
        )}
        <p role="status" className="table-count">
          {busy ? '読み込んでいます' : count}
        </p>
        {children}
      </form>
    </search>
  );
}

/** What is only estimated says so. */
export function countText({ count, exact }: OpenedTable['count']): string {
  return exact ? `${count.toLocaleString('ja-JP')}件` : `約${count.toLocaleString('ja-JP')}件`;
}
