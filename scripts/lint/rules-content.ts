import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isCode, isTest, type Mark, type Project, placeOf, type SourceFile } from './model.ts';

export const SIZE = { error: 500, warning: 300 };

/** A statement, not a sentence that happens to begin with "Select". */
const STATEMENT = new RegExp(
  [
    'SELECT\\s+(DISTINCT\\s|\\*|\\d|\\w+\\(|[\\s\\S]*\\sFROM\\s+\\S)',
    'INSERT\\s+INTO\\s',
    'UPDATE\\s+\\S+(\\s+AS\\s+\\w+)?\\s+SET\\s',
    'DELETE\\s+FROM\\s',
    'WITH\\s+(RECURSIVE\\s+)?\\w+\\s+AS\\s*\\(',
    '(CREATE|ALTER|DROP|TRUNCATE)\\s+(OR\\s+REPLACE\\s+|UNIQUE\\s+)?(TABLE|SCHEMA|ROLE|INDEX|VIEW|DATABASE|FUNCTION|TRIGGER|TYPE)\\s',
    '(GRANT|REVOKE)\\s+[A-Z, ]+\\sON\\s',
    'SET\\s+LOCAL\\s',
  ]
    .map((each) => `^\\s*${each}`)
    .join('|'),
);
const SHOUTED = /^\s*(select|insert|update|delete|with|create|alter|drop|truncate|grant|revoke|set)\s/i;

const isStatement = (text: string): boolean => SHOUTED.test(text) && STATEMENT.test(text.toUpperCase());

/** Pieces, so that this file does not find itself. */
const MACHINE_PATH = new RegExp(
  `(?<![\\w.:/}-])/(${['work', 'root', 'tmp', 'home/\\w+'].join('|')})(/|$)`,
  'm',
);

const NEAR_HOSTS =
  /^(localhost|127\.0\.0\.1|\[::1\]|([\w-]+\.)*(test|example|invalid|local)|example\.(com|org|jp|lg\.jp))$/i;
function isFar(url: string | undefined): boolean {
  const host = /^(?:https?:|wss?:)?\/\/([^/:?#…]+)/i.exec(url ?? '')?.[1];
  return host !== undefined && !NEAR_HOSTS.test(host);
}

/** Attributes whose address a browser fetches by itself. `href` of an <a> is a person's choice. */
const FETCHED =
  /^(img|script|iframe|source|video|audio|embed|object|input|track)\.(src|srcSet|data|poster)$|^(link|use|image)\.href$/;
const FETCHERS =
  /^(fetch|import|globalThis\.fetch|window\.fetch|navigator\.sendBeacon|axios(\.\w+)?|EventSource|WebSocket)$/;

interface ContentRule {
  rule: string;
  where: (file: SourceFile) => boolean;
  what: (mark: Mark) => boolean;
  message: (mark: Mark) => string;
}

const inSrc = (file: SourceFile) => file.path.startsWith('src/');
const ownCode = (file: SourceFile) => inSrc(file) && !isTest(file.path);

const rules: ContentRule[] = [
  {
    rule: 'inline-style',
    where: (file) => inSrc(file) && file.path.endsWith('.tsx'),
    what: (mark) => mark.kind === 'jsx' && mark.name.endsWith('.style'),
    message: () => "an inline style violates style-src 'self'; use a class",
  },
  {
    rule: 'unsafe-html',
    where: (file) => ownCode(file) && !/^src\/app\/(.*\/)?entry[^/]*$/.test(file.path),
    what: (mark) =>
      (mark.kind === 'jsx' && mark.name.endsWith('.dangerouslySetInnerHTML')) ||
      (mark.kind === 'assign' && /\.(innerHTML|outerHTML)$/.test(mark.name)) ||
      (mark.kind === 'call' && /\.insertAdjacentHTML$|^document\.write(ln)?$/.test(mark.name)),
    message: (mark) => `${mark.name}: HTML from text is for src/app/entry* only`,
  },
  {
    rule: 'eval',
    where: ownCode,
    what: (mark) =>
      (mark.kind === 'call' && mark.name === 'eval') ||
      (mark.kind !== 'text' && mark.name === 'Function' && mark.count !== undefined),
    message: () => 'code made from text; definitions hold formulas only',
  },
  {
    rule: 'console',
    where: (file) => ownCode(file) && placeOf(file.path)?.floor !== 'app',
    what: (mark) => mark.kind === 'call' && mark.name.startsWith('console.'),
    message: (mark) => `${mark.name}: use the log of #platform/log.server`,
  },
  {
    rule: 'sql-text',
    where: (file) =>
      ownCode(file) && !file.path.endsWith('.sql.ts') && !file.path.startsWith('src/platform/db/'),
    what: (mark) =>
      (mark.kind === 'tag' && /^sql(\.|$)/.test(mark.name)) ||
      (mark.kind === 'text' && isStatement(mark.name)),
    message: () => 'SQL lives in *.sql.ts',
  },
  {
    rule: 'machine-path',
    where: (file) => /^(src|bin|scripts|bench|e2e)\//.test(file.path) && !isTest(file.path),
    what: (mark) => mark.kind === 'text' && MACHINE_PATH.test(mark.name),
    message: (mark) => `a path of one machine: ${mark.name.slice(0, 60)}`,
  },
  {
    rule: 'outside-url',
    where: ownCode,
    what: (mark) =>
      isFar(mark.value) &&
      ((mark.kind === 'jsx' && FETCHED.test(mark.name)) ||
        ((mark.kind === 'call' || mark.kind === 'new') && FETCHERS.test(mark.name))),
    message: (mark) => `${mark.value} is fetched at run time; nothing needs an outside address`,
  },
  {
    rule: 'kernel-pure',
    where: (file) => ownCode(file) && file.path.startsWith('src/kernel/'),
    what: (mark) =>
      (mark.kind === 'call' &&
        /^(Date\.now|Date|Math\.random|fetch|performance\.now|(document|window|localStorage|process|crypto)\..*)$/.test(
          mark.name,
        )) ||
      (mark.kind === 'new' && mark.name === 'Date' && mark.count === 0),
    message: (mark) =>
      `${mark.name} in the kernel: no clock, chance, network or page; take it as a parameter`,
  },
];

function checkMarks(project: Project, file: SourceFile): void {
  for (const { rule, where, what, message } of rules) {
    if (!where(file)) continue;
    for (const mark of file.marks)
      if (what(mark))
        project.findings.push({
          path: file.path,
          line: mark.line,
          rule,
          message: message(mark),
          level: 'error',
        });
  }
  for (const { specifier, line } of file.links)
    if (isFar(specifier) && inSrc(file))
      project.findings.push({
        path: file.path,
        line,
        rule: 'outside-url',
        message: `${specifier} is loaded at run time`,
        level: 'error',
      });
}

function checkSize(project: Project, file: SourceFile): void {
  const { path: name, lines } = file;
  // Written by a script, read by nobody.
  if (name.startsWith('clients/')) return;
  if (lines > SIZE.error)
    project.findings.push({
      path: name,
      line: lines,
      rule: 'size',
      message: `${lines} lines; at most ${SIZE.error}`,
      level: 'error',
    });
  else if (lines > SIZE.warning)
    project.findings.push({
      path: name,
      line: lines,
      rule: 'size',
      message: `${lines} lines; above ${SIZE.warning}`,
      level: 'warning',
    });
}

const PACK_FILES = /\.(json|csv|md|geojson|pmtiles|svg|png|jpe?g|webp|pdf)$|(^|\/)LICENSE(\.txt)?$/;
const FAR_CSS = /(?:@import\s+(?:url\()?|url\()\s*["']?((?:https?:)?\/\/[^"')\s]+)/gi;

/** Files that are not code: packs hold none, style sheets load nothing from elsewhere, and no machine leaves its path. */
function checkOthers(project: Project): void {
  for (const name of project.present) {
    const report = (line: number, rule: string, message: string) =>
      project.findings.push({ path: name, line, rule, message, level: 'error' });
    if (name.startsWith('packs/') && !PACK_FILES.test(name))
      report(1, 'packs', 'packs hold definitions and samples, never code');
    if (isCode(name) || !/^(src|packs)\/.*\.(css|json|csv|md|svg)$/.test(name)) continue;
    readFileSync(path.join(project.root, name), 'utf8')
      .split('\n')
      .forEach((text, index) => {
        const far = [...text.matchAll(FAR_CSS)].map((match) => match[1]).find(isFar);
        if (name.endsWith('.css') && far) report(index + 1, 'outside-url', `${far} is fetched at run time`);
        if (MACHINE_PATH.test(text) && !name.endsWith('.md'))
          report(index + 1, 'machine-path', 'a path of one machine');
      });
  }
}

export function checkContent(project: Project): void {
  for (const file of project.sources.values()) {
    checkMarks(project, file);
    checkSize(project, file);
  }
  checkOthers(project);
}
