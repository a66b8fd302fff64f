/** Who did or read what, when, in which post. Values never stand here. */
import { Form, Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatShort, tokyoDateTimeParts } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page, ScrollBox } from '#ui/staff';
import { selectAudit, selectCaseIdByNumber } from '../audit-list.sql.ts';
import { actText, classText, nounText, zoneText } from '../audit-words.ts';

export const handle = { permission: 'audit.read', script: true } satisfies RouteHandle<StaffPermission>;

const limit = 100;

export const loader = guardStaff(handle, async ({ tx, request, touched }) => {
  const search = new URL(request.url).searchParams;
  const record = (search.get('record') ?? '').trim();
  const login = (search.get('login') ?? '').trim().toLowerCase();
  const before = /^\d{1,18}$/.test(search.get('before') ?? '') ? search.get('before')! : undefined;
  const id =
    /^[0-9a-f-]{36}$/.test(record) || record === ''
      ? record
      : ((await selectCaseIdByNumber(tx, record.toUpperCase())) ?? record);
  const rows = await selectAudit(tx, {
    record: id || undefined,
    login: login || undefined,
    before,
    limit: limit + 1,
  });
  touched('audit', id === '' ? [] : [id], ['internal']);
  return {
    record,
    login,
    next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
    rows: rows.slice(0, limit).map((row) => {
      const { date, hour, minute, second } = tokyoDateTimeParts(row.at);
      const two = (part: number) => String(part).padStart(2, '0');
      return {
        id: row.id,
        at: `${formatShort(date)} ${two(hour)}:${two(minute)}:${two(second)}`,
        zone: zoneText(row.zone),
        who:
          row.name ??
          (row.actor_kind === 'system'
            ? '自動処理'
            : row.actor_kind === 'staff'
              ? '（退職した職員）'
              : '申請者など'),
        post: row.post ?? '',
        act: actText(row.act),
        noun: nounText(row.noun),
        ids: row.ids.slice(0, 3),
        more: Math.max(0, row.ids.length - 3),
        classes: row.field_classes.map(classText).join('、'),
      };
    }),
  };
});

export default function Audit() {
  const { rows, record, login, next } = useLoaderData<typeof loader>();
  return (
    <Page title="操作の記録" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]} wide>
      <search>
        <Form method="get" className="filters">
          <label className="search">
            受付番号・記録の番号
            <input type="search" name="record" defaultValue={record} />
          </label>
          <label>
            ログイン名
            <input type="search" name="login" defaultValue={login} />
          </label>
          <button type="submit" className="button button-plain">
            さがす
          </button>
          {(record !== '' || login !== '') && <Link to={staffPaths.audit}>条件を消す</Link>}
        </Form>
      </search>
      {rows.length === 0 ? (
        <p className="empty">この条件の記録はありません。</p>
      ) : (
        <ScrollBox label="操作の記録" tall>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">いつ</th>
                <th scope="col">だれが</th>
                <th scope="col">役職</th>
                <th scope="col">何をした</th>
                <th scope="col">対象</th>
                <th scope="col" className="optional">
                  情報の区分
                </th>
                <th scope="col" className="optional">
                  画面
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="nowrap">{row.at}</td>
                  <td className="nowrap">{row.who}</td>
                  <td>{row.post}</td>
                  <td>{row.act}</td>
                  <td>
                    {row.noun}
                    {row.ids.map((id) => (
                      <Link
                        key={id}
                        className="record-id"
                        to={href(staffPaths.audit, undefined, { record: id })}
                      >
                        {id.slice(0, 8)}
                      </Link>
                    ))}
                    {row.more > 0 && <span className="quiet">ほか{row.more}件</span>}
                  </td>
                  <td className="optional">{row.classes}</td>
                  <td className="optional">{row.zone}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {next && (
        <p className="below-list">
          <Link to={href(staffPaths.audit, undefined, { record, login, before: next })}>前の{limit}件</Link>
        </p>
      )}
    </Page>
  );
}
