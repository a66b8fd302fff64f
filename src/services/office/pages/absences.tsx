/** Stand-in while absent: for one's own post; those of the departments one reaches are listed. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { formatBoth, formatWareki, tokyoDate } from '#kernel/dates';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { staffPaths } from '#ui/paths';
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
import { selectAbsences } from '../absences.sql.ts';
import { candidates, dropAbsence, registerAbsence } from '../register-absence.server.ts';

export const handle = { permission: 'account.self', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx }) => {
  const today = tokyoDate(new Date());
  const rows = await selectAbsences(tx, actor.departments, today);
  const colleagues = await candidates(tx, actor, today);
  return {
    today: formatWareki(today),
    mine: `${actor.post?.departmentName ?? ''} ${actor.post?.position ?? ''}`,
    colleagues: colleagues.map((one) => ({ id: one.post_id, label: `${one.position} ${one.name}` })),
    rows: rows.map((row) => ({
      id: row.id,
      absent: `${row.absent_position} ${row.absent}`,
      standIn: `${row.stand_in_position} ${row.stand_in}`,
      from: formatBoth(row.from_date),
      to: formatBoth(row.to_date),
      now: row.from_date <= today,
      own: row.post_id === actor.postId,
    })),
  };
});

export const action = guardStaff(handle, async ({ actor, tx, form, touched }) => {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  touched(
    'absence',
    [actor.postId ?? ''],
    [],
    form.get('intent') === 'drop' ? 'absence.drop' : 'absence.register',
  );
  if (form.get('intent') === 'drop') {
    await dropAbsence(tx, actor, text('id'));
    throw redirect(`${staffPaths.absences}?done=dropped`, { status: 303 });
  }
  const done = await registerAbsence(tx, actor, {
    from: text('from'),
    to: text('to'),
    standIn: text('standIn'),
  });
  if (done.ok) throw redirect(`${staffPaths.absences}?done=registered`, { status: 303 });
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

const words = {
  registered: '不在を登録しました。その間、代理の人が承認・代決できます。',
  dropped: '不在を取り消しました。',
};

export default function Absences() {
  const { mine, today, colleagues, rows } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="不在と代理"
      crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}
      errors={failed?.issues.length ?? 0}
    >
      <Done words={words} />
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <Section title="これからの不在" id="list">
        {rows.length === 0 ? (
          <p className="empty">
            登録された不在はありません。休暇や出張の前に、下で代理の人を決めてください。
          </p>
        ) : (
          <ScrollBox label="不在の一覧">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">不在の人</th>
                  <th scope="col">代理の人</th>
                  <th scope="col">期間</th>
                  <th scope="col">
                    <span className="visually-hidden">操作</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{row.absent}</td>
                    <td>{row.standIn}</td>
                    <td>
                      {row.from}から{row.to}まで{row.now && '（いま不在）'}
                    </td>
                    <td>
                      {row.own && (
                        <Form method="post">
                          <Csrf />
                          <input type="hidden" name="id" value={row.id} />
                          <button type="submit" name="intent" value="drop" className="button button-quiet">
                            取り消す
                          </button>
                        </Form>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
        )}
      </Section>
      <Section title={`自分の不在を登録する（${mine}）`} id="register">
        {colleagues.length === 0 ? (
          <p className="empty">同じ所属に、代理をできる人がいません。</p>
        ) : (
          <KeptForm name="absence">
            <Csrf />
            <Field
              label="いつから"
              help="例：令和8年12月1日、R8.12.1、2026-12-01"
              error={errorFor(failed?.issues, 'from')}
            >
              <input id="from" type="text" name="from" className="short" defaultValue={today} />
            </Field>
            <Field label="いつまで" error={errorFor(failed?.issues, 'to')}>
              <input id="to" type="text" name="to" className="short" defaultValue={today} />
            </Field>
            <Field label="代理をする人" error={errorFor(failed?.issues, 'standIn')}>
              <select id="standIn" name="standIn" className="short" defaultValue="">
                <option value="">選んでください</option>
                {colleagues.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.label}
                  </option>
                ))}
              </select>
            </Field>
            <Submit>不在を登録する</Submit>
          </KeptForm>
        )}
      </Section>
    </Page>
  );
}
