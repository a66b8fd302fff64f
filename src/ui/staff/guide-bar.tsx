/**
 * The word of a guided tutorial on the real screens: which step it is, what is still missing, and the way there. It asks anew after
 * something was done, never by the clock: a page that lies idle must not keep a session alive.
 */
import { useEffect, useState } from 'react';
import { Link, useFetcher, useLocation } from 'react-router';
import { staffPaths } from '#ui/paths';
import { Mark } from './mark.tsx';

export interface GuideStep {
  number: number;
  of: number;
  title: string;
  text: string;
  checks: { text: string; done: boolean }[];
  to: string;
  toText: string;
}

const key = 'guide';
/** After the last act, so that what it saved by itself is there to be seen. */
const pauseMs = 2_000;

/** From now on every page of this tab shows the step at hand. */
export function startGuide(): void {
  sessionStorage.setItem(key, 'on');
  dispatchEvent(new Event('guide'));
}

export function GuideBar() {
  const { pathname } = useLocation();
  const { load, data } = useFetcher<{ guide?: GuideStep | null }>();
  const [on, setOn] = useState(false);
  const shown = on && pathname !== staffPaths.studioTutorial;
  useEffect(() => {
    const look = () => setOn(sessionStorage.getItem(key) === 'on');
    look();
    addEventListener('guide', look);
    return () => removeEventListener('guide', look);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another moment
  useEffect(() => {
    if (!shown) return;
    void load(staffPaths.studioTutorial);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void load(staffPaths.studioTutorial), pauseMs);
    };
    for (const kind of ['click', 'change', 'keyup']) document.addEventListener(kind, later);
    return () => {
      clearTimeout(timer);
      for (const kind of ['click', 'change', 'keyup']) document.removeEventListener(kind, later);
    };
  }, [shown, load, pathname]);
  if (!shown || data === undefined) return null;
  const end = () => {
    sessionStorage.removeItem(key);
    setOn(false);
  };
  const { guide } = data;
  return (
    <aside className="guide" aria-label="練習の案内">
      {guide === null || guide === undefined ? (
        <p role="status">
          <b>練習は、すべて終わりました。</b>
        </p>
      ) : (
        <>
          <p role="status">
            <span className="quiet">
              練習 {guide.number} / {guide.of}
            </span>{' '}
            <b>{guide.title}</b>
          </p>
          <details key={guide.number} open>
            <summary>どうするか</summary>
            <p>{guide.text}</p>
          </details>
          <ul>
            {guide.checks.map((check) => (
              <li key={check.text}>
                <Mark tone={check.done ? 'done' : 'waiting'}>{check.text}</Mark>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="guide-ways">
        {guide && guide.to !== pathname && <Link to={guide.to}>{guide.toText}</Link>}
        <Link to={staffPaths.studioTutorial}>練習のページへ</Link>
        <button type="button" className="link-button" onClick={end}>
          案内を閉じる
        </button>
      </p>
    </aside>
  );
}
