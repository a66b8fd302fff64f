/** The apps of whoever builds, in the folders of their departments, as plain data. */
import { type AppDesk, type AppEntry, listApps } from '#core/apps.server';
import { departmentTree } from '#core/people.server';
import { momentText, type Offices, officesOf, staffNames } from './desk.server.ts';

export interface AppLine {
  appId: string;
  title: string;
  description: string;
  department: string;
  departmentName: string;
  version: number | null;
  /** When it was published or last changed. */
  at: string;
  by: string;
  changed: boolean;
  retired: { at: string; by: string; reason: string } | null;
}

export interface Folder {
  code: string;
  name: string;
  depth: number;
  /** The codes it holds: its own and all below. */
  codes: string[];
}

export async function homePage(desk: AppDesk): Promise<{ apps: AppLine[]; folders: Folder[] }> {
  const [entries, offices] = [await listApps(desk), await officesOf(desk)];
  const nameOf = await staffNames(
    desk,
    entries.flatMap((one) => [one.draft?.changedBy ?? null, one.retired?.by ?? null]),
  );
  const apps = entries.map((one) => lineOf(one, offices, nameOf));
  return { apps, folders: foldersOf(apps, offices) };
}

function lineOf(entry: AppEntry, offices: Offices, nameOf: (id: string | null) => string): AppLine {
  const { draft, retired } = entry;
  const at = draft?.changedAt ?? entry.publishedAt;
  return {
    appId: entry.appId,
    title: entry.title,
    description: entry.description,
    department: offices.codeOf(entry.department),
    departmentName: offices.nameOf(entry.department),
    version: entry.version,
    at: at === null ? '' : momentText(at),
    by: nameOf(draft?.changedBy ?? null),
    changed: draft !== null,
    retired:
      retired === null
        ? null
        : { at: momentText(retired.at), by: nameOf(retired.by), reason: retired.reason },
  };
}

/** Departments with apps in them or below them; what belongs to a closed department stands at the end. */
export function foldersOf(
  apps: readonly Pick<AppLine, 'department'>[],
  { all }: Pick<Offices, 'all'>,
): Folder[] {
  const rows = departmentTree(all);
  const used = new Set(apps.map((one) => one.department));
  const folders = rows.flatMap(({ department, depth }, index): Folder[] => {
    const below = rows.slice(index + 1);
    const end = below.findIndex((one) => one.depth <= depth);
    const codes = [
      department.code,
      ...(end === -1 ? below : below.slice(0, end)).map((one) => one.department.code),
    ];
    return codes.some((code) => used.has(code))
      ? [{ code: department.code, name: department.name, depth, codes }]
      : [];
  });
  const known = new Set(all.map((one) => one.code));
  const lost = [...used].filter((code) => !known.has(code));
  return lost.length === 0
    ? folders
    : [...folders, { code: '-', name: '廃止された所属', depth: 0, codes: lost }];
}
