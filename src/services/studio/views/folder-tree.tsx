/** Folders 所管 beside the list: one press narrows the list to a department and all below it. */
import type { AppLine, Folder } from '../home-page.server.ts';

interface Props {
  folders: readonly Folder[];
  apps: readonly Pick<AppLine, 'department'>[];
  chosen: string | null;
  onChoose: (code: string | null) => void;
}

export function FolderTree({ folders, apps, chosen, onChoose }: Props) {
  const rows = [
    { code: null, name: 'すべての所管', depth: 0, count: apps.length },
    ...folders.map((one) => ({
      code: one.code,
      name: one.name,
      depth: one.depth,
      count: apps.filter((app) => one.codes.includes(app.department)).length,
    })),
  ];
  return (
    <nav aria-label="所管" className="table-box tree studio-folders">
      <ul>
        {rows.map((row) => (
          <li key={row.code ?? ''} className={`depth-${Math.min(row.depth, 3)}`}>
            <button
              type="button"
              className="link-button"
              aria-pressed={row.code === chosen}
              onClick={() => onChoose(row.code)}
            >
              {row.name}
            </button>
            <span className="quiet number">{row.count}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}
