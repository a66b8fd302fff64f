/** In the header: how many approvals wait and how many notices are unread, asked again while the page stays open. */
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Glyph, type GlyphName } from './glyph.tsx';

const every = 60_000;

interface Waits {
  unread: number;
  turn: number;
}

/** What the page came with, then what is asked every minute it is looked at. */
export function useWaits({ unread, turn }: Waits): Waits {
  const [waits, setWaits] = useState({ unread, turn });
  useEffect(() => setWaits({ unread, turn }), [unread, turn]);
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== 'visible') return;
      try {
        const answer = await fetch(staffPaths.noticeCount, { headers: { accept: 'application/json' } });
        if (!answer.ok || answer.redirected) return void answer.body?.cancel();
        const found = (await answer.json()) as Partial<Waits> | null;
        if (typeof found?.unread === 'number' && typeof found.turn === 'number')
          setWaits({ unread: found.unread, turn: found.turn });
      } catch {
        // The line is down for a moment: the numbers stay as they were.
      }
    };
    const timer = setInterval(() => void ask(), every);
    return () => clearInterval(timer);
  }, []);
  return waits;
}

const shown = (count: number): string => (count > 99 ? '99+' : String(count));

export const Bell = ({ unread }: Pick<Waits, 'unread'>) => (
  <Counted to={staffPaths.notices} glyph="bell" name="お知らせ" count={unread} of="未読" />
);

/** 決裁 that wait for whoever looks. */
export const Stamp = ({ turn }: Pick<Waits, 'turn'>) => (
  <Counted to={staffPaths.approvals} glyph="stamp" name="決裁箱" count={turn} of="あなたの番" />
);

interface CountedProps {
  to: string;
  glyph: GlyphName;
  name: string;
  count: number;
  /** What is counted: 未読. */
  of: string;
}

function Counted({ to, glyph, name, count, of }: CountedProps) {
  return (
    <Link to={to} className="bell icon-button" title={name}>
      <Glyph name={glyph} />
      <span className="visually-hidden">
        {name}
        {count > 0 ? `（${of}${shown(count)}件）` : ''}
      </span>
      {count > 0 && (
        <span className="bell-count" aria-hidden="true">
          {shown(count)}
        </span>
      )}
    </Link>
  );
}
