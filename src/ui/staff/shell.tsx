/** What stands around every staff page: header with who acts in which post, navigation that folds, main. */
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Form, Link, NavLink, useLocation, useNavigate, useNavigation } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Bell, Stamp, useWaits } from './bell.tsx';
import { type Command, CommandRegistry } from './commands.tsx';
import { Glyph, type GlyphName } from './glyph.tsx';
import { GuideBar } from './guide-bar.tsx';
import { clearTab } from './kept-form.tsx';
import { type Shortcut, useShortcuts } from './keys.ts';
import { Palette } from './palette.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { Csrf, useMay, useStaffSite } from './site.tsx';

interface Place {
  to: string;
  text: string;
  glyph: GlyphName;
  permission: string;
  keys?: string;
}

const places: Place[] = [
  { to: staffPaths.home, text: 'ホーム', glyph: 'home', permission: 'case.list', keys: 'g h' },
  { to: staffPaths.cases, text: '案件一覧', glyph: 'inbox', permission: 'case.list', keys: 'g i' },
  { to: staffPaths.newCase, text: '案件の入力', glyph: 'add', permission: 'case.enter', keys: 'g n' },
  { to: staffPaths.apps, text: '業務アプリ', glyph: 'table', permission: 'app.use', keys: 'g w' },
  { to: staffPaths.approvals, text: '決裁箱', glyph: 'stamp', permission: 'app.use', keys: 'g k' },
  { to: staffPaths.exports, text: '書出し', glyph: 'file', permission: 'export.make', keys: 'g e' },
  { to: staffPaths.catalogue, text: '手続の一覧', glyph: 'audit', permission: 'catalogue.read', keys: 'g p' },
  { to: staffPaths.studio, text: 'アプリを作る', glyph: 'build', permission: 'app.build', keys: 'g b' },
  { to: staffPaths.absences, text: '不在と代理', glyph: 'absence', permission: 'account.self', keys: 'g a' },
  {
    to: staffPaths.organisation,
    text: '組織と職員',
    glyph: 'organisation',
    permission: 'organisation.read',
    keys: 'g o',
  },
  {
    to: staffPaths.protection,
    text: '支援措置',
    glyph: 'shield',
    permission: 'protection.read',
    keys: 'g s',
  },
  { to: staffPaths.dispatch, text: '発送', glyph: 'file', permission: 'case.work', keys: 'g d' },
  { to: staffPaths.records, text: '保存と廃棄', glyph: 'file', permission: 'records.read', keys: 'g r' },
  { to: staffPaths.operations, text: '運用', glyph: 'alert', permission: 'operations.read' },
  { to: staffPaths.integrations, text: '連携', glyph: 'link', permission: 'integration.manage' },
  { to: staffPaths.audit, text: '操作の記録', glyph: 'audit', permission: 'audit.read' },
  { to: staffPaths.account, text: 'サインインの設定', glyph: 'account', permission: 'account.self' },
];

export function Shell({ children }: { children: ReactNode }) {
  const { me, demo } = useStaffSite();
  const moving = useNavigation().state !== 'idle';
  return (
    <CommandRegistry>
      <a className="skip" href="#main">
        本文へ
      </a>
      {demo && (
        <aside className="demo" aria-label="デモの断り">
          これはデモです。架空の市の、架空の人の案件です。
        </aside>
      )}
      {me === null ? <StrangerHeader /> : <SignedIn />}
      <main
        id="main"
        tabIndex={-1}
        className={me === null ? 'alone' : undefined}
        aria-busy={moving || undefined}
      >
        {me !== null && <GuideBar />}
        {children}
      </main>
    </CommandRegistry>
  );
}

function StrangerHeader() {
  const { city } = useStaffSite();
  return (
    <header className="top">
      <p className="top-name">
        <b>{city}</b> 窓口 <span className="quiet">職員用</span>
      </p>
    </header>
  );
}

function SignedIn() {
  const { city, me, folded: wasFolded, navCookie } = useStaffSite();
  const may = useMay();
  const waits = useWaits({ unread: me?.unread ?? 0, turn: me?.turn ?? 0 });
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [folded, setFolded] = useState(wasFolded);
  const [menu, setMenu] = useState(false);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(() => setMenu(false), [pathname]);
  useEffect(() => {
    document.documentElement.dataset.nav = folded ? 'folded' : 'open';
  }, [folded]);
  const fold = () => {
    setFolded(!folded);
    // biome-ignore lint/suspicious/noDocumentCookie: two fixed words, and not every browser has the cookie store
    document.cookie = `${navCookie}=${folded ? 'open' : 'folded'}; Path=/; SameSite=Lax; Max-Age=31536000${navCookie.startsWith('__Host-') ? '; Secure' : ''}`;
  };
  const mine = places.filter((place) => may(place.permission));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `mine` follows from me
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: 'mod+k', label: '移動・操作・案件をさがす', run: () => setPalette(true) },
      { keys: '?', label: 'この一覧を出す', run: () => setHelp(true) },
      ...mine.flatMap(({ keys, text, to }) =>
        keys === undefined ? [] : [{ keys, label: `${text}へ`, run: () => void navigate(to) }],
      ),
    ],
    [me, navigate],
  );
  useShortcuts(shortcuts);
  const pages: Command[] = [
    ...mine.map(({ to, text, keys }) => ({
      id: to,
      label: text,
      keys: keys?.toUpperCase(),
      run: () => void navigate(to),
    })),
    { id: 'keys', label: 'キーボードでの操作', words: 'ショートカット', keys: '?', run: () => setHelp(true) },
    { id: 'notices', label: 'お知らせ', words: '通知 ベル', run: () => void navigate(staffPaths.notices) },
    { id: 'post', label: '役職を切り替える', run: () => void navigate(staffPaths.post) },
  ];
  return (
    <>
      <header className="top">
        <button
          type="button"
          className="icon-button menu-button"
          aria-expanded={menu}
          aria-controls="nav"
          onClick={() => setMenu(!menu)}
        >
          <Glyph name="menu" />
          <span className="visually-hidden">メニュー</span>
        </button>
        <p className="top-name">
          <Link to={staffPaths.home}>
            <b>{city}</b> 窓口
          </Link>
        </p>
        <button type="button" className="palette-button" onClick={() => setPalette(true)}>
          <Glyph name="search" />
          <span>移動・案件をさがす</span>
          <kbd>Ctrl K</kbd>
        </button>
        {may('app.use') && <Stamp turn={waits.turn} />}
        <Bell unread={waits.unread} />
        <Who />
      </header>
      <nav id="nav" className={menu ? 'nav nav-open' : 'nav'} aria-label="メニュー">
        <ul>
          {mine.map(({ to, text, glyph }) => (
            <li key={to}>
              <NavLink
                to={to}
                end={
                  to === staffPaths.home || to === staffPaths.cases
                    ? to === staffPaths.home || pathname.startsWith(staffPaths.newCase)
                    : false
                }
                title={folded ? text : undefined}
              >
                <Glyph name={glyph} />
                <span>{text}</span>
              </NavLink>
            </li>
          ))}
        </ul>
        <button
          type="button"
          className="fold"
          onClick={fold}
          aria-pressed={folded}
          title={folded ? 'メニューをひらく' : undefined}
        >
          <Glyph name="left" />
          <span>{folded ? 'メニューをひらく' : 'メニューをたたむ'}</span>
        </button>
      </nav>
      <Palette pages={pages} open={palette} onClose={() => setPalette(false)} />
      <ShortcutHelp everywhere={shortcuts} open={help} onClose={() => setHelp(false)} />
    </>
  );
}

function Who() {
  const { me } = useStaffSite();
  if (me === null) return null;
  return (
    <div className="who">
      <p>
        <span className="who-post">
          {me.department} {me.position}
        </span>
        <b>{me.name}</b>
        {me.standsInFor.length > 0 && (
          <span className="who-stand-in">代理中：{me.standsInFor.join('、')}</span>
        )}
      </p>
      {me.morePosts && (
        <Link to={staffPaths.post} className="button button-quiet">
          役職を替える
        </Link>
      )}
      <Form method="post" action={staffPaths.signOut} onSubmit={clearTab} reloadDocument>
        <Csrf />
        <button type="submit" className="button button-quiet">
          サインアウト
        </button>
      </Form>
    </div>
  );
}
