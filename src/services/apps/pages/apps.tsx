/** The work apps one may use, by the department that runs them; those of one's own departments stand first. */
import { useMemo, useState } from 'react';
import { Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { openApps } from '#core/views.server';
import { normaliseForSearch } from '#kernel/text';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Page, Section, useMay } from '#ui/staff';
import { appLines } from '../table/app-lines.server.ts';
import { deskOf } from '../table/desk.server.ts';

export const handle = { permission: 'app.use', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => ({
  departments: appLines(await openApps(deskOf(scene)), scene.actor),
}));

type Group = Awaited<ReturnType<typeof loader>>['departments'][number];

export default function Apps() {
  const { departments } = useLoaderData<typeof loader>();
  const may = useMay();
  const [sought, setSought] = useState('');
  const shown = useMemo(() => narrowed(departments, sought), [departments, sought]);
  const all = departments.reduce((sum, one) => sum + one.apps.length, 0);
  const found = shown.reduce((sum, one) => sum + one.apps.length, 0);
  return (
    <Page title="業務アプリ" crumbs={[{ to: staffPaths.home, text: 'ホーム' }]}>
      {all === 0 ? (
        <p className="empty">
          使える業務アプリは、まだありません。
          {may('app.build')
            ? '「アプリを作る」から、表計算の代わりになる業務アプリを作れます。'
            : '所属の係長などに、使いたい仕事を伝えてください。'}
        </p>
      ) : (
        <>
          <search className="filters">
            <label className="search" htmlFor="app-search">
              アプリをさがす
              <input
                id="app-search"
                type="search"
                value={sought}
                autoComplete="off"
                onChange={(event) => setSought(event.target.value)}
              />
            </label>
            <p role="status" className="app-found">
              {sought.trim() === '' ? `${all}件` : `${all}件のうち${found}件`}
            </p>
          </search>
          {shown.map((group) => (
            <Section key={group.code} title={group.name} id={`department-${group.code}`}>
              <ul className="app-list">
                {group.apps.map((app) => (
                  <li key={app.id}>
                    <Link to={href(staffPaths.app, { app: app.id })}>{app.title}</Link>
                    {app.description !== '' && <p>{app.description}</p>}
                  </li>
                ))}
              </ul>
            </Section>
          ))}
          {found === 0 && (
            <p className="empty">
              「{sought.trim()}」の入った業務アプリはありません。言葉を短くするか、
              <button type="button" className="link-button" onClick={() => setSought('')}>
                すべて出してください
              </button>
              。
            </p>
          )}
        </>
      )}
    </Page>
  );
}

function narrowed(groups: Group[], text: string): Group[] {
  const words = normaliseForSearch(text)
    .split(' ')
    .filter((one) => one !== '');
  return groups.flatMap((group) => {
    const apps = group.apps.filter(({ title, description }) => {
      const all = normaliseForSearch(`${title} ${description} ${group.name}`);
      return words.every((word) => all.includes(word));
    });
    return apps.length === 0 ? [] : [{ ...group, apps }];
  });
}
