/** The head of every page of a work app: where one is, its title, its pages, what can be done. */
import type { ReactNode } from 'react';
import { Link, NavLink, useSearchParams } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Page, useMay } from '#ui/staff';
import type { AppHeadData } from '../table/model.ts';

interface AppHeadProps {
  app: AppHeadData;
  /** Absent: this is the list, which has the title of the app. */
  title?: string;
  /** Something is being done here: what else could be done is not offered beside it. */
  intent?: boolean;
  /** Further buttons, before those every page has. */
  actions?: ReactNode;
  children?: ReactNode;
  errors?: number;
}

interface AppLink {
  to: string;
  text: string;
}

/** The pages of an app, as tabs. */
function tabsOf({ id, acts }: AppHeadData): AppLink[] {
  return [
    { to: href(staffPaths.app, { app: id }), text: '一覧' },
    { to: href(staffPaths.appViews, { app: id }), text: 'グラフと集計' },
    ...(acts.includes('delete') ? [{ to: href(staffPaths.appTrash, { app: id }), text: 'ごみ箱' }] : []),
    ...(acts.includes('delete') && acts.includes('edit')
      ? [{ to: href(staffPaths.appDuplicates, { app: id }), text: '重複' }]
      : []),
  ];
}

/** What can be done from every page; `acts` are those that this person may do with some record. */
function actionsOf(
  { id, acts, offline }: AppHeadData,
  mayBuild: boolean,
  mayExport: boolean,
  /** The list one looks at. */
  view: string | null,
): (AppLink & { first?: true })[] {
  return [
    ...(acts.includes('manage') && mayBuild
      ? [{ to: href(staffPaths.studioSettings, { app: id }), text: '設定' }]
      : []),
    ...(offline && (acts.includes('edit') || acts.includes('add'))
      ? [{ to: href(staffPaths.appTake, { app: id }, view === null ? {} : { view }), text: '端末に持ち出す' }]
      : []),
    ...(acts.includes('import') ? [{ to: href(staffPaths.appImports, { app: id }), text: '取り込む' }] : []),
    ...(acts.includes('export') && mayExport
      ? [{ to: href(staffPaths.appExport, { app: id }, view === null ? {} : { view }), text: '書き出す' }]
      : []),
    ...(acts.includes('add')
      ? [{ to: href(staffPaths.recordNew, { app: id }), text: '新規', first: true as const }]
      : []),
  ];
}

export function AppHead({ app, title, intent, actions, children, errors }: AppHeadProps) {
  const list = href(staffPaths.app, { app: app.id });
  const tabs = tabsOf(app);
  const may = useMay();
  const [search] = useSearchParams();
  return (
    <Page
      title={title ?? app.title}
      wide
      errors={errors}
      crumbs={[
        { to: staffPaths.apps, text: '業務アプリ' },
        ...(title === undefined ? [] : [{ to: list, text: app.title }]),
      ]}
      actions={
        <>
          {(intent ? [] : actionsOf(app, may('app.build'), may('export.make'), search.get('view'))).map(
            ({ to, text, first }) => (
              <Link key={to} className={first ? 'button button-primary' : 'button button-plain'} to={to}>
                {text}
              </Link>
            ),
          )}
          {actions}
        </>
      }
    >
      {tabs.length > 1 && (
        <nav className="app-tabs" aria-label={`${app.title}のページ`}>
          <ul>
            {tabs.map(({ to, text }) => (
              <li key={to}>
                <NavLink to={to} end={to === list}>
                  {text}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {children}
    </Page>
  );
}
