/** The editor with its preview beside it. */
import { useRef } from 'react';
import { useFetcher } from 'react-router';
import { ErrorSummary, Section } from '#ui/staff';
import { countText } from '../../views/table-page.tsx';
import { useFindChoices } from '../../views/use-find-choices.ts';
import type { EditorAnswer } from '../answer-editor.server.ts';
import type { Draft, EditorData } from '../editor-model.ts';
import { RecordTable } from './behind-panel.tsx';
import { ChartFigure } from './chart-figure.tsx';
import { ViewEditor } from './view-editor.tsx';

interface Props {
  app: string;
  data: EditorData;
  initial: Draft;
  revision?: number;
  failed: EditorAnswer | undefined;
}

export function EditorPage({ app, data, initial, revision, failed }: Props) {
  const fetcher = useFetcher<EditorAnswer>();
  const result = useRef<HTMLDivElement>(null);
  const find = useFindChoices(app);
  const preview = (form: HTMLFormElement) => {
    const body = new FormData(form);
    body.set('intent', 'preview');
    void fetcher.submit(body, { method: 'post' }).then(() => result.current?.focus());
  };
  const found = fetcher.data;
  const shown = found?.preview;
  return (
    <div className="view-grid">
      <ViewEditor
        data={data}
        initial={initial}
        {...(revision === undefined ? {} : { revision })}
        issues={failed?.issues}
        message={failed?.message}
        find={find}
        preview={preview}
      />
      <div className="view-preview" ref={result} tabIndex={-1}>
        <Section title="表してみた結果" id="preview">
          {found === undefined && (
            <p className="empty">
              「表してみる」を押すと、保存する前に、いまのレコードでどう見えるかがここに出ます。
            </p>
          )}
          {fetcher.state !== 'idle' && <p role="status">読んでいます…</p>}
          {found !== undefined && shown === undefined && (
            <ErrorSummary message={found.message} issues={found.issues ?? []} />
          )}
          {shown !== undefined && 'rows' in shown && (
            <>
              <p role="status">
                {countText(shown.rows.count)}
                {shown.rows.count.count > shown.rows.rows.length &&
                  `（はじめの${shown.rows.rows.length}件を表しています）`}
              </p>
              <RecordTable app={app} behind={shown.rows} label="表してみた結果" />
            </>
          )}
          {shown !== undefined && 'shown' in shown && (
            <ChartFigure
              chart={shown.shown.chart}
              table={shown.shown.table}
              title="表してみた結果"
              below={shown.source}
              open={() => undefined}
            />
          )}
        </Section>
      </div>
    </div>
  );
}
