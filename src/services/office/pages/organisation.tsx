/** Departments and who works there today. */
import { Link, useLoaderData } from 'react-router';
import { departmentTree, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatBoth, formatShort, tokyoDate } from '#kernel/dates';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Done, Page, ScrollBox, Section, useMay } from '#ui/staff';
import { selectDepartments, selectRoster } from '../roster.sql.ts';

export const handle = {
  permission: 'organisation.read',
  script: true,
} satisfies RouteHandle<StaffPermission>;

const kinds = { main: '本務', concurrent: '兼務', joint: '併任' } as const;

export const loader = guardStaff(handle, async ({ actor, tx, request }) => {
  const today = tokyoDate(new Date());
  const wanted = new URL(request.url).searchParams.get('department') ?? actor.post?.department ?? '';
  const departments = await selectDepartments(tx, today);
  const chosen = departments.find((one) => one.code === wanted) ?? null;
  const roster = chosen === null ? [] : await selectRoster(tx, today, chosen.code);
  return {
    today: formatBoth(today),
    rows: departmentTree(departments).map(({ department, depth }) => ({
      code: department.code,
      name: department.name,
      staff: department.staff,
      depth,
    })),
    chosen: chosen === null ? null : { code: chosen.code, name: chosen.name, phone: chosen.phone },
    roster: roster.map((one) => ({
      id: one.post_id,
      position: one.position,
      name: one.name,
      login: one.login,
      kind: kinds[one.kind],
      period: `${formatShort(one.valid_from)}～${one.valid_to === null ? '' : formatShort(one.valid_to)}`,
    })),
  };
});

export default function Organisation() {
  const { today, rows, chosen, roster } = useLoaderData<typeof loader>();
  const may = useMay();
  return (
    <Page
      title="組織と職員"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      wide
      actions={
        <>
          <Link className="button button-plain" to={staffPaths.groups}>
            職員グループ
          </Link>
          {may('organisation.import') && (
            <Link className="button button-plain" to={staffPaths.organisationImport}>
              人事異動を取り込む
            </Link>
          )}
        </>
      }
    >
      <Done words={{ imported: '人事異動を取り込みました。' }} />
      <p className="quiet">{today}の組織です。</p>
      <div className="tree-grid">
        <nav aria-label="所属" className="table-box tree">
          <ul>
            {rows.map((row) => (
              <li key={row.code} className={`depth-${Math.min(row.depth, 3)}`}>
                <Link
                  to={href(staffPaths.organisation, undefined, { department: row.code })}
                  aria-current={row.code === chosen?.code ? 'true' : undefined}
                  preventScrollReset
                >
                  {row.name}
                </Link>
                {row.staff > 0 && <span className="quiet number">{row.staff}人</span>}
              </li>
            ))}
          </ul>
        </nav>
        {chosen !== null && (
          <Section title={chosen.name} id="department">
            <p className="quiet">
              {chosen.code}
              {chosen.phone && `　電話 ${chosen.phone}`}
            </p>
            {roster.length === 0 ? (
              <p className="empty">この所属に、直接の職員はいません。下の所属を選んでください。</p>
            ) : (
              <ScrollBox label={`${chosen.name}の職員`}>
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">職</th>
                      <th scope="col">氏名</th>
                      <th scope="col">区分</th>
                      <th scope="col" className="optional">
                        ログイン名
                      </th>
                      <th scope="col" className="optional">
                        期間
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {roster.map((one) => (
                      <tr key={one.id}>
                        <td>{one.position}</td>
                        <td>{one.name}</td>
                        <td>{one.kind}</td>
                        <td className="optional">{one.login}</td>
                        <td className="optional">{one.period}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollBox>
            )}
          </Section>
        )}
      </div>
    </Page>
  );
}
