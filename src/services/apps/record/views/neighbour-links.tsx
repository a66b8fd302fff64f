/** 前へ and 次へ through the list one came from, with j and k. */
import { useEffect, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Shortcut, useShortcuts } from '#ui/staff';
import { recordHref } from '../names.ts';
import { type Neighbours, neighboursOf } from '../trail.ts';

export function NeighbourLinks({ appId, record }: { appId: string; record: string }) {
  const [found, setFound] = useState<Neighbours | null>(null);
  const navigate = useNavigate();
  useEffect(() => setFound(neighboursOf(appId, record)), [appId, record]);
  const before = found?.before ?? null;
  const after = found?.after ?? null;
  useShortcuts(
    useMemo<Shortcut[]>(() => {
      const to = (keys: string, label: string, id: string | null): Shortcut[] =>
        id === null ? [] : [{ keys, label, run: () => void navigate(recordHref(appId, id)) }];
      return [...to('j', '次のレコード', after), ...to('k', '前のレコード', before)];
    }, [appId, before, after, navigate]),
  );
  if (found === null) return null;
  return (
    <nav className="record-neighbours" aria-label="一覧の前後のレコード">
      {before === null ? (
        <span className="quiet">前へ</span>
      ) : (
        <Link to={recordHref(appId, before)}>前へ</Link>
      )}
      <span className="quiet">
        {found.place} / {found.of}
      </span>
      {after === null ? <span className="quiet">次へ</span> : <Link to={recordHref(appId, after)}>次へ</Link>}
    </nav>
  );
}
