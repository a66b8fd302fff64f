/** Records that belong to this one, of any app: added by a search, taken away by whoever may edit. */
import { useState } from 'react';
import { Form } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Section, useStaffSite } from '#ui/staff';
import type { RecordPage } from '../record-page.server.ts';

interface Found {
  value: string;
  label: string;
  detail?: string;
}

export function Links({ page }: { page: RecordPage }) {
  const { links, may } = page;
  if (links.length === 0 && !may.edit) return null;
  return (
    <Section title="関係するレコード" id="links">
      {links.length === 0 && <p className="quiet">まだありません。</p>}
      <ul className="plain-list record-links">
        {links.map((one) => (
          <li key={one.href}>
            <a href={one.href}>{one.title}</a>
            <span className="small quiet">{one.appTitle}</span>
            {may.edit && (
              <Form method="post" className="inline-form">
                <Csrf />
                <input type="hidden" name="intent" value="unlink" />
                <input type="hidden" name="otherApp" value={one.app} />
                <input type="hidden" name="other" value={one.id} />
                <button type="submit" className="link-button">
                  外す<span className="visually-hidden">：{one.title}</span>
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {may.edit && page.apps.length > 0 && <Add page={page} />}
    </Section>
  );
}

function Add({ page }: { page: RecordPage }) {
  const { csrf } = useStaffSite();
  const [app, setApp] = useState(page.appId);
  const [found, setFound] = useState<Found[] | null>(null);
  const search = async (text: string) => {
    const body = new URLSearchParams({ what: 'records', app, text, [csrf.name]: csrf.value ?? '' });
    const to = href(staffPaths.recordFind, { app: page.appId, record: page.id });
    const answer = await fetch(to, { method: 'POST', body }).catch(() => null);
    setFound(answer?.ok === true ? ((await answer.json()) as { entries: Found[] }).entries : []);
  };
  return (
    <details>
      <summary>レコードを結び付ける</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void search(String(new FormData(event.currentTarget).get('text') ?? ''));
        }}
      >
        <div className="field">
          <label htmlFor="link-app">業務アプリ</label>
          <select
            id="link-app"
            value={app}
            onChange={(event) => {
              setApp(event.target.value);
              setFound(null);
            }}
          >
            {page.apps.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor="link-text">探す言葉</label>
          <input id="link-text" type="search" name="text" autoComplete="off" />
        </div>
        <button type="submit" className="button button-plain">
          探す
        </button>
      </form>
      <div role="status">{found !== null && found.length === 0 && <p>見つかりませんでした。</p>}</div>
      <ul className="plain-list record-links">
        {found?.map((one) => (
          <li key={one.value}>
            <span>{one.label}</span>
            {one.detail !== undefined && <span className="small quiet">{one.detail}</span>}
            <Form method="post" className="inline-form">
              <Csrf />
              <input type="hidden" name="intent" value="link" />
              <input type="hidden" name="otherApp" value={app} />
              <input type="hidden" name="other" value={one.value} />
              <button type="submit" className="button button-quiet">
                結び付ける<span className="visually-hidden">：{one.label}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </details>
  );
}
