/** What can be done with the chosen rows. */
import { Form } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf } from '#ui/staff';
import type { AppHeadData, OpenedTable, TableColumn, TableQuestion } from '../table/model.ts';
import type { Selection } from './use-selection.ts';

interface BulkBarProps {
  app: AppHeadData;
  question: TableQuestion;
  count: OpenedTable['count'];
  selection: Selection;
  columns: readonly TableColumn[];
}

export function BulkBar({ app, question, count, selection }: BulkBarProps) {
  const { ids, all, clear } = selection;
  const chosen = all ? count.count : ids.size;
  const may = app.acts.includes('edit') || app.acts.includes('delete');
  if (chosen === 0 || !may) return null;
  const { view, whole, filter, search } = question;
  const what = all ? { view, whole, filter, search } : { ids: [...ids] };
  return (
    <Form method="post" action={href(staffPaths.appBulk, { app: app.id })} className="bar bulk-bar">
      <Csrf />
      <input type="hidden" name="selection" value={JSON.stringify(what)} />
      <p role="status">
        {all && !count.exact ? '約' : ''}
        {chosen.toLocaleString('ja-JP')}件を選んでいます。
      </p>
      {app.acts.includes('edit') && (
        <button type="submit" name="intent" value="edit" className="button button-plain">
          まとめて変更
        </button>
      )}
      {app.offline && app.acts.includes('edit') && (
        <button
          type="submit"
          name="intent"
          value="choose"
          formAction={href(staffPaths.appTake, { app: app.id })}
          className="button button-plain"
        >
          端末に持ち出す
        </button>
      )}
      {app.acts.includes('delete') && (
        <button type="submit" name="intent" value="delete" className="button button-danger">
          まとめて削除
        </button>
      )}
      <button type="button" className="button button-quiet" onClick={clear}>
        選ぶのをやめる
      </button>
    </Form>
  );
}
