/** The lists of an app, as links: which list one looks at is no secret and stands in the address. */
import { Link } from 'react-router';
import { href, staffPaths } from '#ui/paths';
import type { AppHeadData } from '../table/model.ts';

export function ViewTabs({ app, chosen }: { app: AppHeadData; chosen: string | undefined }) {
  const tables = app.views.filter((view) => view.kind === 'table');
  if (tables.length === 0) return null;
  return (
    <nav className="view-tabs" aria-label="一覧の種類">
      <ul>
        {tables.map((view) => (
          <li key={view.id}>
            <Link
              to={href(staffPaths.app, { app: app.id }, { view: view.id })}
              aria-current={view.id === chosen ? 'page' : undefined}
            >
              {view.title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
