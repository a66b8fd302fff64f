/** What has to be mended or looked at, each with the way to where it is. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import { Mark } from '#ui/staff';
import type { MendPlace } from '../place-of.ts';
import { studioApp } from './studio-head.tsx';

interface Props {
  appId: string;
  problems: readonly { text: string; place: MendPlace | null }[];
  tone: 'alert' | 'waiting';
}

export function ProblemList({ appId, problems, tone }: Props) {
  if (problems.length === 0) return null;
  return (
    <ul className="plain-list studio-problems">
      {problems.map((one) => (
        <li key={`${one.place?.text ?? ''}${one.text}`}>
          <Mark tone={tone}>{tone === 'alert' ? '直す' : '注意'}</Mark>
          <span>{one.text}</span>
          {one.place !== null && <Link to={addressOf(appId, one.place)}>{one.place.text}</Link>}
        </li>
      ))}
    </ul>
  );
}

function addressOf(app: string, place: MendPlace): string {
  if (place.page === 'access') return `${studioApp(app)}/access`;
  if (place.page === 'process') return href(staffPaths.studioProcess, { app });
  if (place.page === 'settings')
    return `${href(staffPaths.studioSettings, { app })}${place.control === undefined ? '' : `#${place.control}`}`;
  return `${studioApp(app)}${place.field === undefined ? '' : `?field=${place.field}`}`;
}
