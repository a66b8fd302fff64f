/** The case under the cursor beside the list: what one needs to decide whether to open it. */
import { useEffect } from 'react';
import { Link, useFetcher } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Facts } from '#ui/staff';
import type { PeekData } from '../peek-data.ts';
import { caseHref } from './case-link.tsx';

export function Peek({ id }: { id: string | null }) {
  const { data, load, state } = useFetcher<PeekData>();
  useEffect(() => {
    if (id === null) return;
    // Running down the list with J asks only for the row one stays on: each look is noted.
    const timer = setTimeout(() => void load(href(staffPaths.casePeek, { case: id })), 250);
    return () => clearTimeout(timer);
  }, [id, load]);
  return (
    <aside className="peek" aria-label="案件のあらまし" aria-busy={state !== 'idle' || undefined}>
      {id === null && <p className="quiet">行を選ぶと（クリック、または J・K）、ここにあらましが出ます。</p>}
      {id !== null && data?.id === id && (
        <>
          <h2>{data.applicant}</h2>
          <p className="quiet">{data.procedure}</p>
          <Facts rows={data.facts} />
          <p className="button-row">
            <Link className="button button-plain" to={caseHref(id)}>
              案件を開く
            </Link>
          </p>
          {data.comments.map((comment) => (
            <p key={comment.at} className="note said">
              <span className="quiet">
                {comment.name}（{comment.at}）
              </span>
              <br />
              {comment.body}
            </p>
          ))}
        </>
      )}
    </aside>
  );
}
