/** Offers to make a list fast, to those who build the app, and says how that gets on. */
import { useEffect, useState } from 'react';
import type { ListSpeed, OpenedTable } from '../table/model.ts';
import { AskFailed, type Asking, askTable } from './ask-table.ts';

const states: Record<ListSpeed['asked'][number]['state'], string> = {
  waiting: '用意を待っています',
  building: '用意しています。終わるまで、このまま使えます',
  ready: '速くなりました',
  failed: '速くできませんでした',
};

/** While something is under way it is asked again. */
const again = 3_000;

interface Props {
  asking: Asking;
  opened: OpenedTable;
  /** It took long just now. */
  slow: boolean;
}

export function SpeedNote({ asking, opened, slow }: Props) {
  const { question } = opened;
  const [speed, setSpeed] = useState<ListSpeed | null>(null);
  const [shown, setShown] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const ask = (what: object, signal?: AbortSignal) =>
    askTable<ListSpeed>(asking, { question, ...what }, signal).then(
      (found) => {
        setSpeed(found);
        setFailure(null);
        return found;
      },
      (error) => {
        // A list that cannot be looked at is no faster and no slower for it.
        if (error instanceof AskFailed && !('slow' in what)) setFailure(error.message);
        return null;
      },
    );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another question
  useEffect(() => {
    const stop = new AbortController();
    void ask({ kind: 'speed', slow }, stop.signal);
    return () => stop.abort();
  }, [opened, slow]);
  const busy = speed?.asked.some((one) => one.state === 'waiting' || one.state === 'building') === true;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one after the other
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => void ask({ kind: 'speed', slow }), again);
    return () => clearTimeout(timer);
  }, [busy, speed]);
  if (speed === null) return null;
  const quicken = async () => {
    const before = new Set(speed.asked.map((one) => one.key));
    const found = await ask({ kind: 'quicken' });
    setShown([...shown, ...(found?.asked ?? []).flatMap((one) => (before.has(one.key) ? [] : one.key))]);
  };
  // What is under way, and what was asked for here; all of it where no more may be asked for.
  const lines = speed.asked.filter(
    (one) => one.state !== 'ready' || shown.includes(one.key) || (speed.offer && speed.full),
  );
  if (!speed.offer && lines.length === 0 && failure === null) return null;
  return (
    <div className="note" role="status">
      {failure !== null && <p className="error">{failure}</p>}
      {speed.offer && (
        <p>
          この並び・絞り込みは、レコードが多いと時間がかかります。{' '}
          {speed.full ? (
            '速くできる数がいっぱいです。使わないものをやめると、速くできます。'
          ) : (
            <button type="button" className="link-button" onClick={() => void quicken()}>
              この一覧を速くする
            </button>
          )}
        </p>
      )}
      {lines.map((one) => (
        <p key={one.key}>
          「{one.words}」での一覧：{states[one.state]}
          {one.views.length > 0 && `（${one.views.map((title) => `「${title}」`).join('')}にも使います）`}。{' '}
          <button
            type="button"
            className="link-button"
            onClick={() => void ask({ kind: 'slower', key: one.key })}
          >
            速くするのをやめる
          </button>
        </p>
      ))}
    </div>
  );
}
