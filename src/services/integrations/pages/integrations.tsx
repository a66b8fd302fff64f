/** Other systems that call the API, and the form for a new one. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import {
  createIntegration,
  integrationRoles,
  selectIntegrations,
  selectPlaces,
} from '#core/integrations.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatWareki, tokyoDate } from '#kernel/dates';
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
  Mark,
  Page,
  ScrollBox,
  Section,
  Submit,
} from '#ui/staff';
import { roleWords } from '../words.ts';

export const handle = {
  permission: 'integration.manage',
  script: true,
} satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ tx }) => {
  const places = await selectPlaces(tx, tokyoDate(new Date()));
  return {
    roles: integrationRoles.map((role) => ({ role, label: roleWords[role] })),
    places: places.map(({ code, name }) => ({ code, name })),
    positions: [...new Set(places.flatMap((place) => place.positions))],
    rows: (await selectIntegrations(tx)).map((row) => ({
      id: row.id,
      name: row.name,
      place: `${row.department_name} ${row.position}`,
      since: formatWareki(tokyoDate(row.created_at)),
      ended: row.ended_at !== null,
    })),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, form, touched }) => {
  const text = (name: string) => String(form.get(name) ?? '');
  const made = await createIntegration(tx, actor, {
    name: text('name'),
    purpose: text('purpose'),
    contact: text('contact'),
    department: text('department'),
    position: text('position'),
    roles: form.getAll('roles').map(String),
  });
  if (made.ok) {
    touched('integration', [made.value.id], [], 'integration.create');
    throw redirect(`${href(staffPaths.integration, { integration: made.value.id })}?done=created`, {
      status: 303,
    });
  }
  return data(
    { message: made.error.issues ? undefined : sentenceOf(made.error), issues: made.error.issues ?? [] },
    { status: statusOf(made.error) },
  );
});

export default function Integrations() {
  const { rows, roles, places, positions } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const wrong = (path: string) => errorFor(failed?.issues, path);
  return (
    <Page
      title="連携"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      errors={failed?.issues.length ?? 0}
      actions={
        <Link className="button button-plain" to={staffPaths.apiDocs}>
          API の説明と試用
        </Link>
      }
    >
      <Done words={{ ended: '連携を終えました。トークンと通知は、いまから使えません。' }} />
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <Section title="つながっているシステム" id="list">
        {rows.length === 0 ? (
          <p className="empty">
            連携しているシステムはありません。下で登録すると、そのシステムのためのトークンを作れます。
          </p>
        ) : (
          <ScrollBox label="連携の一覧">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">名前</th>
                  <th scope="col">役職として</th>
                  <th scope="col">登録した日</th>
                  <th scope="col">状態</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link to={href(staffPaths.integration, { integration: row.id })}>{row.name}</Link>
                    </td>
                    <td>{row.place}</td>
                    <td>{row.since}</td>
                    <td>
                      <Mark tone={row.ended ? 'stopped' : 'done'}>{row.ended ? '終了' : '利用中'}</Mark>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
      <Section title="新しい連携を登録する" id="new">
        <KeptForm name="integration">
          <Csrf />
          <Field label="システムの名前" help="経過や操作の記録に、この名前が残ります。" error={wrong('name')}>
            <input id="name" type="text" name="name" maxLength={40} />
          </Field>
          <Field label="何のための連携か" error={wrong('purpose')}>
            <textarea id="purpose" name="purpose" rows={2} maxLength={400} />
          </Field>
          <Field
            label="担当者の連絡先"
            help="うまく動かないときに連絡するところです。"
            error={wrong('contact')}
          >
            <input id="contact" type="text" name="contact" maxLength={100} />
          </Field>
          <Field
            label="所属"
            help="この所属と、その下の所属の案件だけに届きます。"
            error={wrong('department')}
          >
            <select id="department" name="department" defaultValue="">
              <option value="">選んでください</option>
              {places.map((place) => (
                <option key={place.code} value={place.code}>
                  {place.name}（{place.code}）
                </option>
              ))}
            </select>
          </Field>
          <fieldset className="field">
            <legend>役割</legend>
            <p className="help">選ばなければ、案件を読むだけです。トークンごとに、さらに狭められます。</p>
            {roles.map(({ role, label }) => (
              <label key={role} className="choice">
                <input type="checkbox" name="roles" value={role} />
                {label}
              </label>
            ))}
          </fieldset>
          <Field
            label="職名"
            optional
            help="空のままなら「連携」です。承認や決裁の段階をシステムに任せるときだけ、その職名にします。"
            error={wrong('position')}
          >
            <input id="position" type="text" name="position" className="short" list="positions" />
          </Field>
          <datalist id="positions">
            {positions.map((position) => (
              <option key={position} value={position} />
            ))}
          </datalist>
          <Submit>登録する</Submit>
        </KeptForm>
      </Section>
    </Page>
  );
}
