import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lint, summary } from './index.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8')) as Record<
  string,
  unknown
>;

type Tree = Record<string, string>;

/** A small house in which everything is right. */
const clean: Tree = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: manifest.imports,
    dependencies: { pg: '1', kysely: '1', react: '1' },
  }),
  'src/kernel/dates/index.ts': "export { today } from './today.ts';\n",
  'src/kernel/dates/today.ts': 'export const today = (now: Date) => new Date(now.getTime());\n',
  'src/ui/index.ts': "export { Button } from './button.tsx';\n",
  'src/ui/button.tsx':
    'import { today } from \'#kernel/dates\';\nexport const Button = () => <a href="https://www.soumu.go.jp/" className={String(today)}>Select one from below</a>;\n',
  'src/platform/db/index.server.ts': "export { pool } from './pool.server.ts';\n",
  'src/platform/db/pool.server.ts':
    "import pg from 'pg';\nexport const pool = new pg.Pool();\nvoid pool.query('SELECT 1');\n",
  'src/core/cases/index.ts':
    "export { label } from './model.ts';\nexport type { Row } from './find-case.server.ts';\n",
  'src/core/cases/index.server.ts': "export * from './find-case.server.ts';\n",
  'src/core/cases/index.view.ts': "export { Header } from './header.tsx';\n",
  'src/core/cases/model.ts':
    "import { today } from '#kernel/dates';\nexport const label = (now: Date) => `Select a case, update it: ` + today(now);\n",
  'src/core/cases/find-case.server.ts':
    "import { rows } from './cases.sql.ts';\nexport type Row = string;\nexport const find = () => rows();\n",
  'src/core/cases/cases.sql.ts':
    "import { sql } from 'kysely';\nimport { pool } from '#platform/db.server';\nexport const rows = () => [sql`SELECT 1`, pool];\n",
  'src/core/cases/header.tsx': "import { Button } from '#ui';\nexport const Header = () => <Button />;\n",
  'src/core/cases/find-case.db.test.ts':
    "import pg from 'pg';\nimport { find } from './find-case.server.ts';\nvoid new pg.Pool().query('SELECT a FROM b', [find]);\n",
  'src/services/portal/pages/home.tsx':
    "import type { Route } from './+types/home';\nimport { find } from '#core/cases.server';\nimport { Header } from '#core/cases.view';\nexport const loader = (_: Route) => find();\nexport default Header;\n",
  'src/services/guide/index.server.ts': "export { ask } from './ask.server.ts';\n",
  'src/services/guide/ask.server.ts':
    "import { readFileSync } from 'node:fs';\nexport const ask = () => readFileSync('x');\n",
  'src/app/cli.ts': "import { find } from '#core/cases.server';\nconsole.log(find());\n",
  'src/app/assets.ts':
    "import style from '../ui/tokens.css?url';\nimport type pack from '../../packs/base/pack.json';\nexport type Pack = typeof pack;\nexport { style };\n",
  'src/core/people/accounts/index.ts': "export { label } from '#core/cases';\n",
  'src/app/accounts.ts': "export { label } from '#core/people/accounts';\n",
  'src/app/entry.server.tsx': 'export const page = <script dangerouslySetInnerHTML={{ __html: "1" }} />;\n',
  'src/app/browser/menu.ts':
    "import { today } from '#kernel/dates';\nvoid fetch('/api').then(() => today);\n",
  'src/ui/tokens.css': "@font-face { src: url('/fonts/a.woff2'); }\n",
  'packs/base/pack.json': '{}\n',
  'packs/base/sample.csv': 'a,b\n',
};

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-lint-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plant(tree: Tree, git = false): string {
  const root = path.join(folder, String(count++));
  for (const [name, text] of Object.entries({ ...clean, ...tree })) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  if (git) execFileSync('git', ['init', '-q', root]);
  return root;
}

const found = (tree: Tree) =>
  lint(plant(tree)).findings.map(({ rule, path: file, line }) => `${rule} ${file}:${line}`);

const kernel = 'src/kernel/dates/extra.ts';
const core = 'src/core/cases/extra.ts';
const server = 'src/core/cases/extra.server.ts';
const view = 'src/core/cases/extra.tsx';
const repeat = (lines: number) => '// line\n'.repeat(lines);

/** rule, the wrong line, and the file it stands in. */
const violations: [rule: string, file: string, text: string][] = [
  ['floors', kernel, "import '#core/cases';"],
  ['floors', 'src/ui/extra.ts', "import '#core/cases';"],
  ['floors', 'src/platform/db/extra.server.ts', "import '#core/cases.server';"],
  ['floors', server, "import '#services/guide.server';"],
  ['floors', 'src/services/guide/extra.server.ts', "import '../../app/cli.ts';"],
  ['floors', core, "import type { X } from '#services/guide.server';"],
  ['floors', 'src/core/stray.ts', ''],
  ['service-sideways', 'src/services/portal/extra.server.ts', "import '#services/guide.server';"],
  [
    'service-sideways',
    'src/services/portal/extra.server.ts',
    "type X = import('#services/guide.server').Ask;",
  ],
  ['door', 'src/services/guide/extra.server.ts', "import '../../core/cases/find-case.server.ts';"],
  ['door', 'src/core/people/extra.ts', "export * from '../cases/model.ts';"],
  ['door', 'src/app/extra.server.ts', "const a = import('../core/cases/find-case.server.ts');"],
  ['door', core, "import '../../ui/button.tsx';"],
  ['door', core, "import '../../kernel/dates/today.ts';"],
  ['relative-room', 'src/core/people/extra.ts', "import '../cases/index.ts';"],
  ['relative-room', 'src/app/extra.server.ts', "import '../core/cases/index.server.ts';"],
  ['server-side', core, "import './find-case.server.ts';"],
  ['server-side', core, "import { type Row } from './find-case.server.ts';"],
  ['server-side', core, "import './cases.sql.ts';"],
  ['server-side', view, "import '#core/cases.server';"],
  ['server-side', 'src/app/browser/extra.ts', "import '#core/cases.server';"],
  ['browser-node', core, "import 'node:fs';"],
  ['browser-node', 'src/app/browser/extra.ts', "import 'fs';"],
  ['sql-files', server, "import pg from 'pg';"],
  ['sql-files', server, "import type { Kysely } from 'kysely';"],
  ['sql-text', server, 'sql`now()`;'],
  ['sql-text', server, "db.query('select id from cases');"],
  ['sql-text', server, 'db.query(`\n  INSERT INTO cases (id) VALUES (` + `1)`);'],
  ['sql-text', server, "db.query('UPDATE cases SET a = 1');"],
  ['sql-text', server, "db.query('DELETE FROM cases');"],
  ['sql-text', server, "db.query('CREATE TABLE x (y text)');"],
  ['unresolved', core, "import './nothing.ts';"],
  ['unresolved', core, "import './model';"],
  ['unresolved', core, "import '#kernel/dates/today';"],
  ['unresolved', core, "import 'left-pad';"],
  ['unresolved', core, "import '#core/nothing';"],
  ['json', server, "import a from '../../../packs/base/pack.json';"],
  ['outside', core, "import a from '../../../packs/base/pack.json' with { type: 'json' };"],
  ['tsx-reach', 'src/services/guide/ask.server.ts', "export { Header as ask } from '#core/cases.view';"],
  ['testing', server, "import './find-case.db.test.ts';"],
  ['parse', core, 'const = ;'],
  ['packs', 'packs/base/rule.ts', 'export {};'],
  ['packs', 'packs/base/rule.js', ''],
  ['packs', 'packs/base/rule.sh', ''],
  ['size', server, repeat(501)],
  ['size', server, repeat(301)],
  ['inline-style', view, 'export const a = <p style={{ color: "red" }} />;'],
  ['unsafe-html', view, 'export const a = <p dangerouslySetInnerHTML={{ __html: "" }} />;'],
  ['unsafe-html', 'src/app/browser/extra.ts', "document.body.innerHTML = 'x';"],
  ['eval', core, "new Function('return 1');"],
  ['eval', core, "eval('1');"],
  ['console', core, "console.log('x');"],
  ['machine-path', core, `export const a = '${['', 'work', 'main'].join('/')}';`],
  ['machine-path', core, `export const a = \`${['', 'tmp', ''].join('/')}\${1}\`;`],
  ['machine-path', 'scripts/extra.ts', `export const a = '${['', 'root', 'x'].join('/')}';`],
  ['outside-url', core, "fetch('https://fonts.googleapis.com/css');"],
  ['outside-url', core, "import('https://esm.sh/x');"],
  ['outside-url', view, 'export const a = <img src="https://cdn.jsdelivr.net/x.png" alt="" />;'],
  ['outside-url', view, 'export const a = <link rel="stylesheet" href="//cdn.jsdelivr.net/x.css" />;'],
  ['outside-url', 'src/ui/extra.css', "@import url('https://fonts.googleapis.com/css');"],
  ['kernel-pure', kernel, 'export const a = () => new Date();'],
  ['kernel-pure', kernel, 'export const a = () => Math.random();'],
];

describe('import lint', () => {
  test('a clean tree passes', () => {
    const project = lint(plant({}, true));
    expect(project.findings).toEqual([]);
    expect(project.sources.size).toBe(Object.keys(clean).filter((name) => /\.tsx?$/.test(name)).length);
    expect(summary(project)).toMatch(/0 errors, 0 warnings/);
  });

  test.each(violations)('%s is caught in %s', (rule, file, text) => {
    expect(found({ [file]: `${text}\n` }).map((each) => each.split(':')[0])).toContain(`${rule} ${file}`);
  });

  test('circles are caught, through types and dynamic imports too', () => {
    const circle = (back: string) =>
      found({
        'src/core/cases/a.ts': "import './b.ts';\n",
        'src/core/cases/b.ts': "import './c.ts';\n",
        'src/core/cases/c.ts': back,
      });
    expect(circle("import type { A } from './a.ts';\n")).toEqual(['circle src/core/cases/a.ts:1']);
    expect(circle("void import('./a.ts');\n")).toEqual(['circle src/core/cases/a.ts:1']);
    expect(circle('export {};\n')).toEqual([]);
    expect(
      found({
        'src/core/people/index.ts': "export * from './p.ts';\n",
        'src/core/people/p.ts': "import '#core/people';\n",
      }),
    ).toEqual(['circle src/core/people/index.ts:1']);
  });

  test('the command line reaches no .tsx, however long the way', () => {
    const tree = {
      'src/app/cli.ts': "import './a.ts';\n",
      'src/app/a.ts': "import type { X } from './x.tsx';\nimport './x.tsx';\n",
      'src/app/x.tsx': '',
    };
    expect(found(tree)).toEqual(['tsx-reach src/app/a.ts:2']);
  });

  test('the line is told', () => {
    expect(found({ [core]: "// 一\n/* 二\n三 */\nconsole.log('四');\n" })).toEqual([`console ${core}:4`]);
  });

  test('every source file must have been read', () => {
    const unread = (root: string, read?: (file: string) => string) =>
      lint(root, read ? { read } : {}).findings.map(({ rule, path: file }) => `${rule} ${file}`);

    const dangling = plant({});
    symlinkSync('nowhere.ts', path.join(dangling, core));
    expect(unread(dangling)).toEqual([`unread ${core}`]);

    const root = plant({}, true);
    const refuse = (file: string) => {
      if (file.endsWith('model.ts')) throw new Error('EACCES');
      return readFileSync(file, 'utf8');
    };
    expect(unread(root, refuse)).toEqual(['unread src/core/cases/model.ts']);

    // In a folder that the walk passes over, but git has it.
    const hidden = plant({ 'src/core/cases/output/extra.ts': 'export {};\n' }, true);
    expect(unread(hidden)).toEqual(['unread src/core/cases/output/extra.ts']);
  });

  test('this project: every source file was read', () => {
    const project = lint(repository);
    expect(project.sources.size).toBeGreaterThan(50);
    expect(project.findings.filter(({ rule }) => rule === 'unread' || rule === 'parse')).toEqual([]);
  });
});
