/** Before a run begins: how many records, and what is to become of them. Nothing has changed yet. */
import { type FormEvent, useMemo, useState } from 'react';
import { Form, Link } from 'react-router';
import type { Typed } from '#core/fields';
import { widgets } from '#core/fields.view';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Field, type FormIssue, Submit, useStaffSite } from '#ui/staff';
import { controlOf } from '../table/cell-value.ts';
import type { AppHeadData, BulkFormData } from '../table/model.ts';
import { soughtBy, typedIn } from './typed-form.ts';
import { useChoices } from './use-choices.ts';

export function NothingChosen({ app }: { app: string }) {
  return (
    <p className="empty">
      先に<Link to={href(staffPaths.app, { app })}>一覧</Link>で、レコードを選んでください。
    </p>
  );
}

const countOf = ({ count: { count, exact } }: BulkFormData) =>
  `${exact ? '' : '約'}${count.toLocaleString('ja-JP')}件`;

export function BulkDelete({ app, bulk }: { app: AppHeadData; bulk: BulkFormData }) {
  return (
    <Form method="post">
      <Csrf />
      <input type="hidden" name="selection" value={bulk.selection} />
      <p>
        「{app.title}」のレコード{countOf(bulk)}をごみ箱に入れます。30日のあいだは、ごみ箱から元に戻せます。
        削除する権限のないレコードは、そのまま残ります。
      </p>
      <div className="button-row">
        <Submit kind="danger" name="intent" value="start-delete">
          {countOf(bulk)}をごみ箱に入れる
        </Submit>
        <Link to={href(staffPaths.app, { app: app.id })}>やめて一覧に戻る</Link>
      </div>
    </Form>
  );
}

export function BulkEdit({
  app,
  bulk,
  issues,
}: {
  app: AppHeadData;
  bulk: BulkFormData;
  issues: readonly FormIssue[];
}) {
  const { csrf } = useStaffSite();
  const asking = useMemo(
    () => ({ app: app.id, csrf: { name: csrf.name, value: csrf.value } }),
    [app.id, csrf.name, csrf.value],
  );
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState<Typed>({});
  const field = bulk.fields.find((one) => String(one.id) === chosen);
  const choices = useChoices(asking, field);
  const Widget = field === undefined ? null : widgets[field.type];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    const given = typedIn(event.currentTarget);
    const sought = field === undefined ? null : soughtBy(event.nativeEvent as SubmitEvent, field, given);
    setTyped(given);
    if (sought === null) return;
    event.preventDefault();
    choices.find(sought);
  };
  return (
    <Form method="post" onSubmit={submit} className="bulk-edit">
      <Csrf />
      <input type="hidden" name="selection" value={bulk.selection} />
      <p>
        選んだ{countOf(bulk)}
        の、同じ項目を同じ値にします。ほかの人が先に同じ項目を変えたレコードは、変えずに残します。
      </p>
      <Field label="変更する項目" error={issues.find((one) => one.path === 'field')?.message}>
        <select
          id="field"
          name="field"
          value={chosen}
          onChange={(event) => {
            setChosen(event.target.value);
            setTyped({});
          }}
        >
          <option value="">選んでください</option>
          {bulk.fields.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label.ja}
            </option>
          ))}
        </select>
      </Field>
      {Widget !== null && field !== undefined && (
        <Widget
          key={`${field.id} ${choices.round}`}
          field={field}
          name={controlOf(field)}
          typed={typed}
          reader={{ language: 'ja', texts: bulk.texts, names: choices.with({}) }}
          required={false}
          issues={issues
            .filter((one) => one.path === controlOf(field))
            .map(({ message }) => ({ path: '', message }))}
          today={bulk.today}
        />
      )}
      {field !== undefined && <p className="help">何も入れないと、{countOf(bulk)}のこの項目を空にします。</p>}
      <div className="button-row">
        <Submit name="intent" value="start-edit">
          {countOf(bulk)}を変更する
        </Submit>
        <Link to={href(staffPaths.app, { app: app.id })}>やめて一覧に戻る</Link>
      </div>
    </Form>
  );
}
