/** Above a record that was opened from 決裁箱: back to where one was in it, and on to the next without deciding. */
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { type BoxAsked, boxQuery, boxWords } from '#core/record-process';
import { href, staffPaths } from '#ui/paths';
import { type Shortcut, useShortcuts } from '#ui/staff';

export function BoxBar({ asked }: { asked: BoxAsked }) {
  const navigate = useNavigate();
  const next = href(staffPaths.approvalNext, undefined, boxQuery(asked));
  const back = href(staffPaths.approvals, undefined, boxQuery({ ...asked, after: null }));
  useShortcuts(
    useMemo<Shortcut[]>(
      () => [
        { keys: 'j', label: 'とばして、次の決裁へ', run: () => void navigate(next) },
        { keys: 'b', label: '決裁箱へ戻る', run: () => void navigate(back) },
      ],
      [navigate, next, back],
    ),
  );
  return (
    <nav className="record-neighbours box-bar" aria-label="決裁箱の中の移動">
      <Link to={back}>決裁箱（{boxWords[asked.box]}）へ戻る</Link>
      <Link to={next}>とばして次へ</Link>
    </nav>
  );
}
