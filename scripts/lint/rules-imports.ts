import {
  type Floor,
  isBrowserSafe,
  isServer,
  isTest,
  type Link,
  type Project,
  placeOf,
  type SourceFile,
} from './model.ts';

type Report = (file: SourceFile, link: Link, rule: string, message: string) => void;

/** Imports go down only. */
const BELOW: Record<Floor, readonly Floor[]> = {
  kernel: ['kernel'],
  ui: ['ui', 'kernel'],
  platform: ['platform', 'kernel'],
  core: ['core', 'platform', 'kernel', 'ui'],
  services: ['services', 'core', 'platform', 'kernel', 'ui'],
  app: ['app', 'services', 'core', 'platform', 'kernel', 'ui'],
};

/** `index`, `index.server`, `index.view`; a large room may have rooms inside, with doors of their own. */
function isDoor(path: string, floor: Floor): boolean {
  const folders = floor === 'ui' ? '([^/]+/)*' : '([^/]+/)+';
  const names = floor === 'ui' || floor === 'kernel' ? 'index' : 'index(\\.server|\\.view)?';
  return new RegExp(`^src/${floor}/${folders}${names}\\.tsx?$`).test(path);
}

/** One file's imports, each seen alone. */
function checkLink(file: SourceFile, link: Link, report: Report): void {
  const { path } = file;
  const from = placeOf(path);
  if (link.target === undefined && link.package === undefined) {
    report(
      file,
      link,
      'unresolved',
      `${link.specifier} could not be resolved (full file name, door, or package.json?)`,
    );
    return;
  }
  if (link.target?.endsWith('.json') && !link.json && !link.typeOnly && !path.endsWith('.tsx'))
    report(file, link, 'json', `${link.specifier} needs \`with { type: 'json' }\`, or Node does not load it`);
  if (!from) return;

  if (link.package !== undefined) {
    const name = link.package;
    if (
      /^(pg|pg-.*|postgres|kysely)$/.test(name) &&
      !path.endsWith('.sql.ts') &&
      !path.startsWith('src/platform/db/') &&
      !isTest(path)
    )
      report(
        file,
        link,
        'sql-files',
        `only *.sql.ts speaks to the database, not ${path.split('/').pop()}: ${name}`,
      );
    if (name.startsWith('node:') && isBrowserSafe(path))
      report(file, link, 'browser-node', `${name} in a file that may run in a browser; name it *.server.ts`);
    return;
  }

  const target = link.target ?? '';
  // A type leaves nothing behind, so shapes may live beside their schema or their SQL.
  if (isBrowserSafe(path) && isServer(target) && !link.typeOnly)
    report(file, link, 'server-side', `a browser-safe file imports the server file ${target}`);
  if (isTest(target) && !isTest(path))
    report(file, link, 'testing', `${target} helps tests and is no part of the product`);
  const to = placeOf(target);
  if (!to) {
    if (!isTest(path) && from.floor !== 'app' && !link.typeOnly)
      report(file, link, 'outside', `${target} is outside src`);
    return;
  }
  if (!BELOW[from.floor].includes(to.floor)) {
    report(file, link, 'floors', `${from.floor} does not import ${to.floor}`);
    return;
  }
  // Wiring hands style sheets to the pages; they have no door.
  if (from.room === to.room || (from.floor === 'app' && target.endsWith('.css'))) return;
  if (from.floor === 'services' && to.floor === 'services')
    report(file, link, 'service-sideways', `a service does not import another one (${to.room})`);
  if (link.specifier.startsWith('.'))
    report(file, link, 'relative-room', `${link.specifier} leaves the room; use the #${to.floor}/… door`);
  if (to.floor !== 'app' && !isDoor(target, to.floor))
    report(
      file,
      link,
      'door',
      `${to.room} is entered by its index, index.server or index.view, not ${target}`,
    );
}

/** Groups of files that import each other, types and dynamic imports included (Tarjan). */
function circles(project: Project): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const { target } of project.sources.get(path)?.links ?? []) {
      if (target === undefined || !project.sources.has(target)) continue;
      if (!index.has(target)) visit(target);
      if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    const selfish = project.sources.get(path)?.links.some((link) => link.target === path);
    if (group.length > 1 || selfish) found.push(group.sort());
  };
  for (const path of project.sources.keys()) if (!index.has(path)) visit(path);
  return found;
}

/** What Node runs without a build: it cannot load .tsx or .css. */
const isRoot = (path: string): boolean =>
  /^src\/app\/(cli|worker|start)(\.server)?\.ts$/.test(path) ||
  /^src\/(kernel|platform|core|services)\/[^/]+\/index(\.server)?\.ts$/.test(path);

function checkReach(project: Project, report: Report): void {
  const reachedFrom = new Map<string, string>();
  const queue = [...project.sources.keys()].filter(isRoot);
  for (const root of queue) reachedFrom.set(root, root);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const file = project.sources.get(path);
    const root = reachedFrom.get(path) ?? path;
    for (const link of file?.links ?? []) {
      const { target } = link;
      if (!file || link.typeOnly || target === undefined) continue;
      if (/\.(tsx|css)$|index\.view\.ts$/.test(target))
        report(
          file,
          link,
          'tsx-reach',
          `${root} runs without a build and reaches ${target}; put it behind index.view.ts`,
        );
      else if (!reachedFrom.has(target)) {
        reachedFrom.set(target, root);
        queue.push(target);
      }
    }
  }
}

export function checkImports(project: Project): void {
  const report: Report = (file, link, rule, message) =>
    project.findings.push({ path: file.path, line: link.line, rule, message, level: 'error' });
  for (const file of project.sources.values()) {
    for (const link of file.links) checkLink(file, link, report);
    const place = placeOf(file.path);
    if (place && /^src\/(kernel|platform|core|services)$/.test(place.room))
      project.findings.push({
        path: file.path,
        line: 1,
        rule: 'floors',
        message: 'belongs to no room',
        level: 'error',
      });
  }
  for (const group of circles(project)) {
    const message = `imports form a circle: ${group.join(' ↔ ')}`;
    project.findings.push({ path: group[0] ?? '', line: 1, rule: 'circle', message, level: 'error' });
  }
  checkReach(project, report);
}
