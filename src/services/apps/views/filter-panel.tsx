/** Conditions of the moment, put together by choosing. They go to the server by POST and stay in this tab: conditions name people. */
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { type ConditionField, readCondition } from '#core/conditions';
import { ConditionBuilder, forgetConditions } from '#core/conditions.view';
import type { OpenedTable, TableQuestion } from '../table/model.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';
import { useFindChoices } from './use-find-choices.ts';

interface FilterPanelProps {
  asking: Asking;
  opened: OpenedTable;
  /** Of the view, for the words of its own condition. */
  title: string | undefined;
  onAsk(question: TableQuestion): void;
  onClose(): void;
}

export function FilterPanel({ asking, opened, title, onAsk, onClose }: FilterPanelProps) {
  const { question, narrowed } = opened;
  const [fields, setFields] = useState<readonly ConditionField[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [gap, setGap] = useState<string | undefined>();
  const form = useRef<HTMLFormElement>(null);
  const { pathname } = useLocation();
  const find = useFindChoices(asking.app);
  useEffect(() => {
    const stop = new AbortController();
    askTable<ConditionField[]>(asking, { kind: 'conditions', question }, stop.signal).then(
      setFields,
      (error) => {
        if (!stop.signal.aborted) setFailure(error instanceof AskFailed ? error.message : String(error));
      },
    );
    return () => stop.abort();
  }, [asking, question]);
  useEffect(() => {
    if (fields === null) return;
    const controls = form.current?.querySelectorAll<HTMLElement>('[data-place]');
    controls?.[0]?.focus();
  }, [fields]);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const { formula, issues } = readCondition(given, 'filter');
    setGap(issues[0]?.message);
    if (issues.length > 0) {
      form.current?.querySelector<HTMLElement>('#filter')?.focus();
      return;
    }
    forgetConditions(pathname, 'filter');
    const { filter: _filter, whole: _whole, ...rest } = question;
    onAsk({
      ...rest,
      ...(formula === '' ? {} : { filter: formula }),
      ...(given.has('whole') ? { whole: true } : {}),
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.stopPropagation();
    onClose();
  };
  return (
    <form className="filter-panel" ref={form} onSubmit={submit} onKeyDown={onKeyDown} aria-label="絞り込み">
      {failure !== null && (
        <p className="note note-warning" role="alert">
          {failure}
        </p>
      )}
      {fields === null && failure === null && <p role="status">項目を読み込んでいます</p>}
      {fields !== null && (
        <>
          <ConditionBuilder
            name="filter"
            label="どのレコードを表しますか"
            help="「今月」や「自分」は、見る日と見る人に合わせて変わります。"
            fields={fields}
            value={question.filter ?? ''}
            find={find}
            error={gap}
          />
          {narrowed && (
            <label className="choice">
              <input type="checkbox" name="whole" defaultChecked={question.whole === true} />
              <span>
                {title === undefined ? 'この一覧' : `一覧「${title}」`}
                の条件を外して、すべてのレコードからさがす
              </span>
            </label>
          )}
          <p className="button-row">
            <button type="submit" className="button button-primary">
              この条件で見る
            </button>
            <button type="button" className="button button-quiet" onClick={onClose}>
              閉じる
            </button>
          </p>
        </>
      )}
    </form>
  );
}
