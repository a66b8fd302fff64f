/** How far a publishing is, and what became of it. */
import { Link } from 'react-router';
import { Mark, Section } from '#ui/staff';
import type { ReviewPage } from '../review-page.server.ts';
import { ProblemList } from './problem-list.tsx';
import { type StudioHeadData, studioApp } from './studio-head.tsx';

interface Props {
  head: StudioHeadData;
  publication: NonNullable<ReviewPage['publication']>;
}

export function PublicationState({ head, publication }: Props) {
  const { state, conversions } = publication;
  const appPage = `/apps/${encodeURIComponent(head.appId)}`;
  if (state === 'refused')
    return (
      <Section title="公開できませんでした" id="publication">
        <ProblemList appId={head.appId} problems={publication.problems} tone="alert" />
        <p className="quiet">公開している版と記録は、そのままです。直してから、もう一度公開してください。</p>
      </Section>
    );
  return (
    <Section title={state === 'published' ? '公開しました' : '公開しています'} id="publication">
      <p role="status" className="studio-state">
        {state === 'published' ? (
          <Mark tone="done">第{publication.version}版が使われています</Mark>
        ) : (
          <>
            <Mark tone="work">{state === 'waiting' ? '順番を待っています' : '記録を変換しています'}</Mark>
            <span className="quiet">このページを閉じても続きます。その間も、いまの版を使えます。</span>
          </>
        )}
      </p>
      {conversions.map((one) => (
        <div key={one.id} className="studio-conversion">
          <p>
            {one.text}：{one.done.toLocaleString('ja-JP')} / {one.total.toLocaleString('ja-JP')}件
          </p>
          <progress
            max={Math.max(1, one.total)}
            value={one.total === 0 ? 1 : one.done}
            aria-label={one.text}
          />
          {one.failed > 0 && (
            <details>
              <summary>
                変換できなかった記録 {one.failed.toLocaleString('ja-JP')}件（元の値は残っています）
              </summary>
              <ul className="studio-failures">
                {one.failures.map((id, index) => (
                  <li key={id}>
                    <Link to={`${appPage}/records/${id}`}>記録{index + 1}</Link>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      ))}
      {state === 'published' && (
        <p className="button-row">
          <Link className="button button-primary" to={appPage}>
            アプリをひらく
          </Link>
          <Link className="button button-plain" to={`${appPage}/import`}>
            表の行を取り込む
          </Link>
          <Link className="button button-plain" to={studioApp(head.appId)}>
            フォームに戻る
          </Link>
        </p>
      )}
    </Section>
  );
}
