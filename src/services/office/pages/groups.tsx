/** Groups of staff: who belongs together across departments. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import {
  createGroup,
  departmentTree,
  guardStaff,
  mayKeepGroups,
  selectGroups,
  selectMembers,
} from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import {
  Csrf,
  Done,
  ErrorSummary,
  errorFor,
  Field,
  KeptForm,
  Page,
  ScrollBox,
  Section,
  Submit,
} from '#ui/staff';
import { textIn } from '../group-page.server.ts';
import { selectDepartments } from '../roster.sql.ts';

export const handle = {
  permission: 'organisation.read',
  script: true,
} satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx }) => {
  const today = tokyoDate(new Date());
  const departments = await selectDepartments(tx, today);
  const names = new Map(departments.map((one) => [one.code, one.name]));
  const groups = await selectGroups(tx, today);
  const rows = [];
  for (const group of groups)
    rows.push({
      id: group.id,
      name: group.name,
      department: names.get(group.department) ?? group.department,
      members: (await selectMembers(tx, group.id, today)).length,
      mine: actor.groups?.includes(group.id) === true,
    });
  return {
    rows,
    keeps: departmentTree(departments)
      .filter(({ department }) => mayKeepGroups(actor, department.code))
      .map(({ department, depth }) => ({
        code: department.code,
        name: `${'　'.repeat(depth)}${department.name}`,
      })),
    own: actor.post?.department ?? '',
  };
});

export const action = guardStaff(handle, async ({ actor, tx, form }) => {
  const text = (name: string) => textIn(form, name);
  const department = text('department');
  if (!mayKeepGroups(actor, department)) {
    const message = 'この所属のグループを作ることはできません。管理する所属を選んでください。';
    return data({ message: undefined, issues: [{ path: 'department', message }] }, { status: 422 });
  }
  const done = await createGroup(tx, actor, { name: text('name'), department }, tokyoDate(new Date()));
  if (done.ok)
    throw redirect(`${href(staffPaths.group, { group: done.value })}?done=created`, { status: 303 });
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

export default function Groups() {
  const { rows, keeps, own } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="職員グループ"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.organisation, text: '組織と職員' },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <Done words={{ closed: 'グループを終わらせました。' }} />
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <p className="quiet">
        所属をまたぐ班や対策本部を、一つの名前で呼べます。業務アプリのアクセス権・担当の項目・一覧で使います。
      </p>
      <Section title="いまのグループ" id="groups">
        {rows.length === 0 ? (
          <p className="empty">
            グループはまだありません。{keeps.length > 0 && '下で最初のグループを作ってください。'}
          </p>
        ) : (
          <ScrollBox label="職員グループの表">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">名前</th>
                  <th scope="col">管理する所属</th>
                  <th scope="col">メンバー</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link to={href(staffPaths.group, { group: row.id })}>{row.name}</Link>
                      {row.mine && <span className="quiet">（あなたも入っています）</span>}
                    </td>
                    <td>{row.department}</td>
                    <td className="number">{row.members}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
      {keeps.length > 0 && (
        <Section title="グループを作る" id="new">
          <KeptForm name="group">
            <Csrf />
            <Field label="グループの名前" error={errorFor(failed?.issues, 'name')}>
              <input id="name" name="name" type="text" autoComplete="off" maxLength={100} />
            </Field>
            <Field
              label="管理する所属"
              help="この所属の係長・課長の権限がある人が、メンバーを変えられます。"
              error={errorFor(failed?.issues, 'department')}
            >
              <select id="department" name="department" defaultValue={own}>
                {keeps.map((one) => (
                  <option key={one.code} value={one.code}>
                    {one.name}
                  </option>
                ))}
              </select>
            </Field>
            <Submit>作る</Submit>
          </KeptForm>
        </Section>
      )}
    </Page>
  );
}
