/** Filters as one plain form: without script it works by its button. */
import type { RefObject } from 'react';
import { Form, Link, useSubmit } from 'react-router';
import { channelLabels, dueChoices, filterParams, type InboxFilter, sorts } from '#core/cases';
import { caseStates, stateLabels } from '#core/process';
import { href, staffPaths } from '#ui/paths';
import { Csrf } from '#ui/staff';

interface Props {
  filter: InboxFilter;
  procedures: { id: string; title: string }[];
  departments: { code: string; name: string }[];
  searchRef: RefObject<HTMLInputElement | null>;
}

type Options = [value: string, label: string][];

function Choice({
  name,
  label,
  value,
  options,
}: {
  name: string;
  label: string;
  value: string;
  options: Options;
}) {
  const submit = useSubmit();
  return (
    <label>
      {label}
      <select
        name={name}
        defaultValue={value}
        onChange={(event) => void submit(event.currentTarget.form, { replace: true })}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function InboxFilters({ filter, procedures, departments, searchRef }: Props) {
  const changed = Object.keys(filterParams(filter)).length > 0;
  return (
    <search>
      <Form method="get" action={staffPaths.cases} className="filters" key={JSON.stringify(filter)}>
        <label className="search">
          氏名・受付番号
          <input
            ref={searchRef}
            type="search"
            name="q"
            defaultValue={filter.q}
            placeholder="氏名の一部、受付番号の一部"
          />
        </label>
        <Choice
          name="state"
          label="状態"
          value={filter.state}
          options={[
            ['open', '処理中のすべて'],
            ['finished', '完結待ち'],
            ['all', '終わったものも'],
            ...caseStates.map((one): [string, string] => [one, stateLabels[one].ja]),
          ]}
        />
        <Choice
          name="procedure"
          label="手続"
          value={filter.procedure}
          options={[['', 'すべて'], ...procedures.map((one): [string, string] => [one.id, one.title])]}
        />
        <Choice
          name="assignee"
          label="担当"
          value={filter.assignee}
          options={[
            ['', 'すべて'],
            ['me', 'わたし'],
            ['none', '担当なし'],
          ]}
        />
        <Choice
          name="due"
          label="期限"
          value={filter.due}
          options={[['', 'すべて'], ...Object.entries(dueChoices)]}
        />
        <Choice
          name="channel"
          label="経路"
          value={filter.channel}
          options={[['', 'すべて'], ...Object.entries(channelLabels)]}
        />
        {departments.length > 1 && (
          <Choice
            name="department"
            label="所属"
            value={filter.department}
            options={[['', 'すべて'], ...departments.map((one): [string, string] => [one.code, one.name])]}
          />
        )}
        <Choice name="sort" label="並び" value={filter.sort} options={Object.entries(sorts)} />
        <button type="submit" className="button button-plain">
          さがす
        </button>
        {changed && <Link to={staffPaths.cases}>条件を消す</Link>}
      </Form>
    </search>
  );
}

interface SavedProps {
  saved: { id: string; name: string; query: Record<string, string> }[];
  params: Record<string, string>;
  naming: boolean;
  setNaming: (on: boolean) => void;
}

const presets: { name: string; query: Record<string, string> }[] = [
  { name: 'わたしの担当', query: { assignee: 'me' } },
  { name: '新着・担当なし', query: { state: 'received', assignee: 'none' } },
  { name: '期限超過', query: { due: 'late' } },
];

const same = (a: Record<string, string>, b: Record<string, string>) =>
  new URLSearchParams(Object.entries(a).sort()).toString() ===
  new URLSearchParams(Object.entries(b).sort()).toString();

export function SavedFilters({ saved, params, naming, setNaming }: SavedProps) {
  const known = [...presets, ...saved].some((one) => same(one.query, params));
  return (
    <div className="saved">
      {presets.map((one) => (
        <Link
          key={one.name}
          className="chip"
          to={href(staffPaths.cases, undefined, one.query)}
          aria-current={same(one.query, params) || undefined}
        >
          {one.name}
        </Link>
      ))}
      {saved.map((one) => (
        <Link
          key={one.id}
          className="chip"
          to={href(staffPaths.cases, undefined, one.query)}
          aria-current={same(one.query, params) || undefined}
        >
          {one.name}
        </Link>
      ))}
      {saved
        .filter((one) => same(one.query, params))
        .map((one) => (
          <Form key={one.id} method="post" action={staffPaths.cases}>
            <Csrf />
            <input type="hidden" name="id" value={one.id} />
            <button type="submit" name="intent" value="drop" className="link-button">
              「{one.name}」を消す
            </button>
          </Form>
        ))}
      {!known && Object.keys(params).length > 0 && !naming && (
        <button type="button" className="link-button" onClick={() => setNaming(true)}>
          この条件を保存する
        </button>
      )}
      {naming && (
        <Form method="post" action={staffPaths.cases} className="saved" onSubmit={() => setNaming(false)}>
          <Csrf />
          <input type="hidden" name="filter" value={new URLSearchParams(params).toString()} />
          <label>
            <span className="visually-hidden">絞り込みの名前</span>
            <input
              // It was asked for just now.
              // biome-ignore lint/a11y/noAutofocus: see above
              autoFocus
              type="text"
              name="name"
              required
              maxLength={40}
              placeholder="名前（例：朝の確認）"
            />
          </label>
          <button type="submit" name="intent" value="save" className="button button-plain">
            保存
          </button>
          <button type="button" className="link-button" onClick={() => setNaming(false)}>
            やめる
          </button>
        </Form>
      )}
    </div>
  );
}
