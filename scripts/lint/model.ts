/** What the lint knows about the tree, and what it says about it. */

export interface Finding {
  path: string;
  line: number;
  rule: string;
  message: string;
  level: 'error' | 'warning';
}

/** One import, export-from, dynamic import or import type. */
export interface Link {
  specifier: string;
  line: number;
  /** Disappears when types are stripped; `import { type A }` does not: it still loads the file. */
  typeOnly: boolean;
  /** Has `with { type: 'json' }`. */
  json: boolean;
  /** File of this project, relative to its root. */
  target?: string;
  /** Name of the npm package, or `node:…`. */
  package?: string;
}

/** Something worth looking at inside a file; `rules-content.ts` decides which of them are wrong where. */
export interface Mark {
  kind: 'text' | 'call' | 'new' | 'assign' | 'jsx' | 'tag';
  /** The text; or what is called, made or assigned (`console.log`, `Date`, `x.innerHTML`); or `element.attribute`. */
  name: string;
  /** First argument or attribute value when it is a plain text; how many arguments there are. */
  value?: string | undefined;
  count?: number;
  line: number;
}

export interface SourceFile {
  path: string;
  text: string;
  lines: number;
  links: Link[];
  marks: Mark[];
}

export interface Project {
  /** Absolute. */
  root: string;
  /** Every file of the project, relative, sorted. */
  present: string[];
  /** Parsed ones only. */
  sources: Map<string, SourceFile>;
  findings: Finding[];
}

/** `*.testing.ts` helps tests and is never part of the product. */
export const isTest = (path: string): boolean => /\.(test|testing)\.tsx?$/.test(path);
export const isServer = (path: string): boolean => /\.server\.tsx?$|\.sql\.ts$/.test(path);
export const isCode = (path: string): boolean => /\.(ts|tsx|mts|mjs|js|cjs)$/.test(path);

export type Floor = 'kernel' | 'ui' | 'platform' | 'core' | 'services' | 'app';

/** Where a file lives. Everything directly under src/ is wiring, hence app; ui is one room. */
export function placeOf(path: string): { floor: Floor; room: string } | undefined {
  const [top, floor, room, ...rest] = path.split('/');
  if (top !== 'src') return undefined;
  if (floor === 'ui') return { floor, room: 'src/ui' };
  if (floor === 'kernel' || floor === 'platform' || floor === 'core' || floor === 'services')
    return { floor, room: rest.length > 0 ? `src/${floor}/${room}` : `src/${floor}` };
  return { floor: 'app', room: 'src/app' };
}

/** Runs in a browser, or may: whatever is not marked as server, wiring, page or test. */
export function isBrowserSafe(path: string): boolean {
  if (!path.startsWith('src/') || isServer(path) || isTest(path) || path.includes('/pages/')) return false;
  return placeOf(path)?.floor !== 'app' || path.startsWith('src/app/browser/');
}
