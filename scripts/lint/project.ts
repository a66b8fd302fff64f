import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { isCode, type Link, type Project, type SourceFile } from './model.ts';
import { parseSource } from './parse.ts';

const SKIPPED = new Set(['node_modules', 'build', 'coverage', 'output']);

function filesBelow(root: string, folder = ''): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory())
      return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : filesBelow(root, name);
    return [name];
  });
}

/** What git knows or would add; undefined outside a working tree. */
function filesOfGit(root: string): string[] | undefined {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', root, 'ls-files', '-z', ...args], { encoding: 'utf8', stdio: 'pipe' }).split(
        '\0',
      );
    const deleted = new Set(git('--deleted'));
    return git('--cached', '--others', '--exclude-standard').filter(
      (name) => name !== '' && !deleted.has(name),
    );
  } catch {
    return undefined;
  }
}

interface PackageFile {
  imports?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** As Node does it: the longest text before the star wins, then the longest key. */
function throughImports(imports: Record<string, string>, specifier: string): string | undefined {
  const fits = Object.keys(imports).flatMap((key) => {
    const [before = '', after] = key.split('*');
    if (after === undefined)
      return key === specifier ? [{ key, star: '', weight: Number.POSITIVE_INFINITY }] : [];
    const long = specifier.length > before.length + after.length;
    if (!long || !specifier.startsWith(before) || !specifier.endsWith(after)) return [];
    const star = specifier.slice(before.length, specifier.length - after.length);
    return [{ key, star, weight: before.length * 1000 + key.length }];
  });
  const best = fits.sort((a, b) => b.weight - a.weight)[0];
  return best && path.posix.normalize((imports[best.key] ?? '').replaceAll('*', best.star));
}

/** Fills `target` or `package`; what stays without either could not be resolved. */
function resolver(root: string, present: Set<string>) {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as PackageFile;
  const { imports = {}, dependencies, devDependencies, optionalDependencies } = manifest;
  const packages = new Set(Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }));
  return (from: string, link: Link): void => {
    const specifier = link.specifier.replace(/\?.*$/, '');
    if (specifier.startsWith('.') || specifier.startsWith('#')) {
      // Route types that the framework generates outside the sources.
      if (/^\.\/\+types\//.test(specifier)) link.package = 'react-router';
      const file = specifier.startsWith('#')
        ? throughImports(imports, specifier)
        : path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
      if (file !== undefined && present.has(file)) link.target = file;
    } else if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
      link.package = specifier.startsWith('node:') ? specifier : `node:${specifier}`;
    } else if (specifier.startsWith('virtual:')) {
      link.package = specifier;
    } else {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
      if (packages.has(name) || packages.has(`@types/${name}`)) link.package = name;
    }
  };
}

export interface LoadOptions {
  /** For the test of the check below. */
  read?: (file: string) => string;
}

/** Reads and parses every source file. A file that is there and was not read is an error: a lint that reads nothing finds nothing. */
export function loadProject(root: string, options: LoadOptions = {}): Project {
  const read = options.read ?? ((file: string) => readFileSync(file, 'utf8'));
  const walked = filesBelow(root);
  const tracked = filesOfGit(root);
  const known = new Set(tracked ?? walked);
  const present = [...new Set([...walked.filter((name) => known.has(name)), ...(tracked ?? [])])].sort();
  const findings: Project['findings'] = [];
  const sources = new Map<string, SourceFile>();
  const resolve = resolver(root, new Set([...present, ...walked]));
  for (const name of walked.filter((each) => isCode(each) && known.has(each))) {
    try {
      const parsed = parseSource(name, read(path.join(root, name)));
      if ('error' in parsed)
        findings.push({
          path: name,
          line: parsed.line,
          rule: 'parse',
          message: parsed.error,
          level: 'error',
        });
      else {
        for (const link of parsed.links) resolve(name, link);
        sources.set(name, parsed);
      }
    } catch {
      // Reported below, together with whatever never got here.
    }
  }
  for (const name of present)
    if (isCode(name) && !sources.has(name) && !findings.some((each) => each.path === name)) {
      const message = existsSync(path.join(root, name)) ? 'was not read' : 'is listed but cannot be opened';
      findings.push({ path: name, line: 1, rule: 'unread', message, level: 'error' });
    }
  return { root, present, sources, findings };
}
