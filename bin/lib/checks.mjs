/** The parts of `npm test`, in order: the quick ones first. Each gives { passed, failed }. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { inRoot } from './files.mjs';
import { environment, run } from './run.mjs';

const tool = (name) => inRoot('node_modules/.bin', name);

/** A program that is right or wrong as a whole: counts one, says nothing unless it is wrong, and leaves the others alone. */
function single(name, ja, ...steps) {
  return {
    name,
    ja,
    beside: true,
    async work(node) {
      for (const { args, env } of steps) {
        const { code, output } = await run(node, args, {
          env: environment(node, { NO_COLOR: '1', ...env }),
          quiet: true,
        });
        if (code !== 0) return { passed: 0, failed: 1, told: output };
      }
      return { passed: 1, failed: 0 };
    },
  };
}

/** What a tool counted itself, from the file it left; ending badly without a count is a failure too. */
function counted(name, ja, report, args, read) {
  return {
    name,
    ja,
    async work(node) {
      const file = inRoot('build', report);
      mkdirSync(inRoot('build'), { recursive: true });
      rmSync(file, { force: true });
      const { code } = await run(node, args, { env: environment(node) });
      const result = existsSync(file)
        ? read(JSON.parse(readFileSync(file, 'utf8')))
        : { passed: 0, failed: 0 };
      if (code !== 0 && result.failed === 0) result.failed = 1;
      if (result.passed + result.failed === 0)
        return { passed: 0, failed: 1, told: `${name}: no tests were found` };
      return result;
    },
  };
}

function vitest(project, ja) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=build/${project}.json`];
  return counted(
    project,
    ja,
    `${project}.json`,
    [tool('vitest'), 'run', '--project', project, ...reporters],
    (report) => ({
      passed: report.numPassedTests,
      // A file that cannot even be loaded has no tests to count.
      failed:
        report.numFailedTests +
        report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
          .length,
      skipped: report.numPendingTests + report.numTodoTests,
    }),
  );
}

const packs = () =>
  existsSync(inRoot('packs'))
    ? readdirSync(inRoot('packs'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `packs/${entry.name}`)
        // packs/schema holds what packs are written against, and is none itself.
        .filter((folder) => existsSync(inRoot(folder, 'pack.json')))
    : [];

export function allChecks() {
  const cli = inRoot('src/app/cli.ts');
  const checks = [
    single('biome', '書き方の検査', { args: [tool('biome'), 'check', '.'] }),
    single('lint', '取り込みの向きの検査', { args: ['scripts/lint/index.ts'] }),
    single('lockfile', '部品表の検査', { args: ['scripts/lockfile.mjs', '--check'] }),
    single(
      'types',
      '型の検査',
      { args: [tool('react-router'), 'typegen'], env: { MADOGUCHI_SITE: 'all' } },
      { args: [tool('tsc'), '-p', 'tsconfig.json'] },
    ),
    single('types-browser', '型の検査（ブラウザー）', { args: [tool('tsc'), '-p', 'tsconfig.browser.json'] }),
    vitest('unit', '単体試験'),
    vitest('db', 'データベースの試験'),
    single('schema', 'schema.sql の検査', { args: ['scripts/db/schema.ts', '--check'] }),
    single('packs', 'パックの検査', { args: [cli, 'pack', 'check', ...packs()] }),
  ];
  if (existsSync(inRoot('e2e/run.ts')))
    checks.push(
      counted('e2e', '画面を通した試験', 'e2e.json', ['e2e/run.ts'], ({ passed, failed }) => ({
        passed,
        failed,
      })),
    );
  return checks;
}
