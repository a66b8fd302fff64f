/** `node scripts/lint/index.ts [folder]`: the import rule of DESIGN.md and other rules that Biome does not know. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Finding, Project } from './model.ts';
import { type LoadOptions, loadProject } from './project.ts';
import { checkContent } from './rules-content.ts';
import { checkImports } from './rules-imports.ts';

export function lint(root: string, options: LoadOptions = {}): Project {
  const project = loadProject(root, options);
  checkImports(project);
  checkContent(project);
  project.findings.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
  return project;
}

export function summary(project: Project): string {
  const sizes = [...project.sources.values()].map((file) => file.lines).sort((a, b) => a - b);
  const median = sizes[sizes.length >> 1] ?? 0;
  const count = (level: Finding['level']) => project.findings.filter((each) => each.level === level).length;
  const read = `${project.sources.size} files read, median ${median} lines`;
  return `lint: ${read}; ${count('error')} errors, ${count('warning')} warnings`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const project = lint(path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../..')));
  for (const { path: file, line, rule, message, level } of project.findings)
    console.log(`${file}:${line} ${level === 'warning' ? 'warning ' : ''}${rule} ${message}`);
  console.log(summary(project));
  if (project.sources.size === 0 || project.findings.some((each) => each.level === 'error'))
    process.exitCode = 1;
}
