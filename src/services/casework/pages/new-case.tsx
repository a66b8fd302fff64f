/** Which procedure came in on paper, by phone or at the counter. */
import { useState } from 'react';
import { useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { departmentsFor } from '#core/policy.server';
import { tokyoDate } from '#kernel/dates';
import { normaliseForSearch } from '#kernel/text';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page } from '#ui/staff';

export const handle = { permission: 'case.enter', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async ({ actor, tx, info }) => {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, info.municipality);
  const reach = departmentsFor(actor, 'case.enter');
  const { departments } = definitions.organisation(today);
  const answers = (duty: string) =>
    departments.filter((one) => one.duties.includes(duty)).map((one) => one.code);
  const mine = definitions.procedures(today).filter(({ body }) => {
    if (body.app === undefined) return false;
    const codes = body.department.startsWith('@') ? answers(body.department.slice(1)) : [body.department];
    return codes.some((code) => reach.includes(code));
  });
  return {
    procedures: mine.map(({ body }) => ({
      id: body.id,
      title: body.title.ja,
      words: [body.reading, ...body.words].join(' '),
    })),
  };
});

export default function NewCase() {
  const { procedures } = useLoaderData<typeof loader>();
  const [wanted, setWanted] = useState('');
  const typed = normaliseForSearch(wanted);
  const shown = procedures.filter((one) => normaliseForSearch(`${one.title} ${one.words}`).includes(typed));
  return (
    <Page title="案件の入力" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}>
      <p>紙・電話・窓口で受けた申請を、オンラインと同じ項目で登録します。手続を選んでください。</p>
      {procedures.length > 6 && (
        <label className="demo-filter">
          <span className="visually-hidden">手続をさがす</span>
          <input
            type="search"
            placeholder="手続をさがす"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
        </label>
      )}
      {procedures.length === 0 ? (
        <p className="empty">
          いまの所属で入力できる手続はありません。役職を替えるか、担当の課に渡してください。
        </p>
      ) : (
        <ul className="plain-list post-list">
          {shown.map((one) => (
            <li key={one.id}>
              {/* The form is not hydrated, so this is a page of its own. */}
              <a className="post-button" href={href(staffPaths.newCaseForm, { procedure: one.id })}>
                <b>{one.title}</b>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
