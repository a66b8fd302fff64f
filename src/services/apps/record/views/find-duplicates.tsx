/** By which fields records are the same, and the groups that were found. */
import { Form, Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Section, Submit } from '#ui/staff';
import type { DuplicatesPage, FoundGroups } from '../duplicates-page.server.ts';

interface Props {
  appId: string;
  keys: DuplicatesPage['keys'];
  found: FoundGroups | null;
}

export function FindDuplicates({ appId, keys, found }: Props) {
  return (
    <>
      <Form method="post">
        <Csrf />
        <input type="hidden" name="intent" value="find" />
        <fieldset id="keys" className="duplicate-keys">
          <legend>どの項目が同じなら、同じレコードとみなしますか（5つまで）</legend>
          <p className="help">全角と半角、空白、旧字体の違いは、同じとみなします。空欄どうしは比べません。</p>
          {keys.map((one) => (
            <label key={one.code} className="choice">
              <input
                type="checkbox"
                name="key"
                value={one.code}
                defaultChecked={found?.chosen.includes(one.code)}
              />
              <span>{one.label}</span>
            </label>
          ))}
        </fieldset>
        <Submit>探す</Submit>
      </Form>
      {found !== null && (
        <Section
          title={
            found.groups.length === 0
              ? '同じレコードはありませんでした'
              : `同じとみられる組：${found.groups.length}組`
          }
        >
          <p className="help" role="status">
            {found.seen.toLocaleString('ja-JP')}件を調べました。
            {found.cut && '多いので、はじめの組だけを出しています。'}
          </p>
          <ul className="plain-list duplicate-groups">
            {found.groups.map((group) => (
              <Group key={group.records[0]?.id} appId={appId} records={group.records} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Group({ appId, records }: { appId: string; records: FoundGroups['groups'][number]['records'] }) {
  const [first] = records;
  return (
    <li>
      <ul className="plain-list">
        {records.map((one) => (
          <li key={one.id} className="duplicate-record">
            <span>
              <a href={href(staffPaths.record, { app: appId, record: one.id })}>{one.title}</a>
              <span className="small quiet">　{one.detail}</span>
            </span>
            {first !== undefined && one.id !== first.id && (
              <Link
                className="button button-quiet"
                to={href(staffPaths.appDuplicates, { app: appId }, { one: first.id, other: one.id })}
              >
                「{first.title}」と並べて比べる
              </Link>
            )}
          </li>
        ))}
      </ul>
    </li>
  );
}
