/** The head that all pages of one app share: its name, how its draft stands, the tabs, and the way to publishing. */
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Mark, Page } from '#ui/staff';

export interface StudioHeadData {
  appId: string;
  title: string;
  /** The published one; null while there is none. */
  version: number | null;
  draft: { revision: number; at: string; by: string } | null;
  /** A publishing waits or converts values. */
  publishing: boolean;
  retired: boolean;
}

export type StudioTab = 'form' | 'process' | 'documents' | 'settings' | 'access' | 'versions' | 'review';

/** The designer's own address. */
export function studioApp(app: string): string {
  return `/studio/${encodeURIComponent(app)}`;
}

const tabs: { tab: StudioTab; text: string; to: (app: string) => string }[] = [
  { tab: 'form', text: 'フォーム', to: studioApp },
  { tab: 'process', text: '流れと決裁', to: (app) => href(staffPaths.studioProcess, { app }) },
  { tab: 'documents', text: '文書', to: (app) => href(staffPaths.studioDocuments, { app }) },
  { tab: 'settings', text: '設定', to: (app) => href(staffPaths.studioSettings, { app }) },
  { tab: 'access', text: 'アクセス権', to: (app) => `${studioApp(app)}/access` },
  { tab: 'versions', text: '版', to: (app) => href(staffPaths.studioVersions, { app }) },
];

interface Props {
  head: StudioHeadData;
  tab: StudioTab;
  /** The page's own part of the window's name; the tab's word otherwise. */
  name?: string;
  errors?: number;
  wide?: boolean;
  /** Instead of the state that the server knew: what the page keeps up to date itself, `保存しました 14:05`. */
  state?: ReactNode;
  /** There is a draft by now, which the page has just begun. */
  changed?: boolean;
  /** Further buttons beside 見直して公開. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** A page of one app: crumbs, head, and below it the page. */
export function StudioPage({ head, tab, name, errors, wide, children, ...rest }: Props) {
  const word = name ?? tabs.find((one) => one.tab === tab)?.text ?? '見直して公開';
  return (
    <Page
      title={`${head.title}：${word}`}
      crumb={head.title}
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.studio, text: 'アプリを作る' },
      ]}
      errors={errors ?? 0}
      wide={wide ?? false}
      bare
    >
      <StudioHead head={head} tab={tab} {...rest} />
      {children}
    </Page>
  );
}

/** The head alone, for pages with a frame of their own. */
export function StudioHead({
  head,
  tab,
  state,
  changed,
  actions,
}: Pick<Props, 'head' | 'tab' | 'state' | 'changed' | 'actions'>) {
  const { appId, version, retired } = head;
  const unpublished = head.draft !== null || changed === true;
  return (
    <header className="studio-head">
      <div className="page-head">
        <h1>{head.title}</h1>
        <div className="page-actions">
          {actions}
          {version !== null && !retired && (
            <Link className="button button-plain" to={`/apps/${encodeURIComponent(appId)}`}>
              アプリをひらく
            </Link>
          )}
          {unpublished && tab !== 'review' && (
            <Link className="button button-primary" to={href(staffPaths.studioReview, { app: appId })}>
              見直して公開
            </Link>
          )}
        </div>
      </div>
      <p className="studio-state" role="status">
        <StateMark head={head} unpublished={unpublished} />
        {state ??
          (head.draft !== null && (
            <span className="quiet">
              下書き：{head.draft.at} {head.draft.by}
            </span>
          ))}
      </p>
      <nav className="studio-tabs" aria-label="このアプリの設定画面">
        <ul>
          {tabs.map((one) => (
            <li key={one.tab}>
              <Link to={one.to(appId)} aria-current={one.tab === tab ? 'page' : undefined}>
                {one.text}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function StateMark({ head, unpublished }: { head: StudioHeadData; unpublished: boolean }) {
  if (head.retired) return <Mark tone="stopped">使うのをやめています</Mark>;
  if (head.publishing)
    return (
      <Mark tone="work">
        <Link to={href(staffPaths.studioReview, { app: head.appId })}>公開の途中です</Link>
      </Mark>
    );
  if (head.version === null) return <Mark tone="waiting">まだ公開していません</Mark>;
  return unpublished ? (
    <Mark tone="new">第{head.version}版を公開中・公開していない変更があります</Mark>
  ) : (
    <Mark tone="done">第{head.version}版を公開中</Mark>
  );
}
