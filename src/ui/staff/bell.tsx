/** The bell of the header: how many notices are unread, asked again while the page stays open. */
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Glyph } from './glyph.tsx';

const every = 60_000;

export function Bell({ unread }: { unread: number }) {
  const [count, setCount] = useState(unread);
  useEffect(() => setCount(unread), [unread]);
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const answer = await fetch(staffPaths.noticeCount, { headers: { accept: 'application/json' } });
        const read: unknown = answer.ok && !answer.redirected ? await answer.json() : null;
        const found = (read as { unread?: unknown } | null)?.unread;
        if (typeof found === 'number') setCount(found);
      } catch {
        // The line is down for a moment: the number stays as it was.
      }
    };
    const timer = setInterval(() => void ask(), every);
    return () => clearInterval(timer);
  }, []);
  const shown = count > 99 ? '99+' : String(count);
  return (
    <Link to={staffPaths.notices} className="bell icon-button" title="お知らせ">
      <Glyph name="bell" />
      <span className="visually-hidden">お知らせ{count > 0 ? `（未読${shown}件）` : ''}</span>
      {count > 0 && (
        <span className="bell-count" aria-hidden="true">
          {shown}
        </span>
      )}
    </Link>
  );
}
