/** Every mistake of a pack at once, each with file, place and remedy. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { planStaffImport, readStaffCsv, type StaffState } from '#core/people.server';
import { checkGuide } from './check-guide.ts';
import { checkLanguage } from './check-languages.ts';
import { checkPlaces } from './check-places.ts';
import { checkReferences } from './check-references.ts';
import { indexOf, type PackContent, type PackProblem } from './model.ts';
import { readPack } from './read-pack.server.ts';
import { runTests } from './run-tests.ts';

export interface PackCheck {
  problems: PackProblem[];
  definitions: number;
  tests: number;
}

/** Checks the pack in a folder together with the packs it requires, which lie beside it or in `others`. */
export async function checkPack(directory: string, others: string[] = []): Promise<PackCheck> {
  const packs = await withRequired(directory, others);
  const pack = packs.at(-1)!;
  const own = path.basename(path.resolve(directory));
  const problems = checkPacks(packs).filter((one) => one.file.startsWith(`${own}/`));
  return { problems, definitions: pack.definitions.length, tests: pack.tests.length };
}

/** The pack after everything it requires, each once. */
export async function withRequired(directory: string, others: string[] = []): Promise<PackContent[]> {
  const found = new Map<string, PackContent>();
  const visit = async (folder: string): Promise<void> => {
    const key = path.resolve(folder);
    if (found.has(key)) return;
    const content = await readPack(folder);
    for (const id of content.pack?.requires ?? []) {
      const beside = [...others.filter((one) => path.basename(one) === id), path.join(path.dirname(key), id)];
      const there = beside.find((one) => existsSync(path.join(one, 'pack.json')));
      if (there !== undefined) await visit(there);
    }
    found.set(key, content);
  };
  await visit(directory);
  return [...found.values()];
}

/** Problems of packs that are loaded together, in the order given. */
export function checkPacks(packs: PackContent[]): PackProblem[] {
  const index = indexOf(packs);
  const problems = packs.flatMap((pack) => pack.problems);
  const seen = new Map<string, string>();
  const guide = checkGuide(packs);
  problems.push(...guide.problems);
  const ids = new Set(packs.map((pack) => pack.pack?.id));
  for (const pack of packs) {
    const folder = path.basename(path.resolve(pack.directory));
    for (const id of pack.pack?.requires ?? []) {
      if (ids.has(id)) continue;
      problems.push(
        error(
          `${folder}/pack.json`,
          'requires',
          `必要なパック「${id}」が見つかりません。`,
          `The required pack “${id}” was not found.`,
        ),
      );
    }
    for (const one of pack.definitions) {
      const dated = one.kind === 'procedure' || one.kind === 'fact';
      // Versions of a procedure have days of their own.
      const key = `${one.kind}/${one.id}${dated && 'effectiveFrom' in one.body ? ` (${one.body.effectiveFrom})` : ''}`;
      const first = seen.get(key);
      if (first !== undefined)
        problems.push(
          error(
            one.file,
            'id',
            `${key} は ${first} にもあります。どちらかの id を変えてください。`,
            `${key} is also in ${first}; change one id.`,
          ),
        );
      seen.set(key, one.file);
      problems.push(...checkReferences(one, index), ...checkPlaces(one, index), ...checkLanguage(one, index));
    }
    for (const test of pack.tests) problems.push(...runTests(test, index, guide.graph));
    problems.push(...checkStaff(pack, index.organisations.at(-1), `${folder}/staff.csv`));
  }
  return problems;
}

function checkStaff(
  pack: PackContent,
  organisation: ReturnType<typeof indexOf>['organisations'][number] | undefined,
  file: string,
): PackProblem[] {
  if (pack.staffCsv === null) return [];
  if (organisation === undefined)
    return [
      error(
        file,
        '',
        '職員を読み込むには組織（organisation）の定義が要ります。',
        'staff.csv needs an organisation.',
      ),
    ];
  const state: StaffState = {
    people: [],
    posts: [],
    departments: organisation.departments.map((one) => ({
      code: one.code,
      name: one.name,
      from: one.validFrom,
      to: one.validTo ?? null,
    })),
    positions: organisation.positions,
  };
  const plan = planStaffImport(state, readStaffCsv(pack.staffCsv), {
    asOf: organisation.effectiveFrom,
    complete: false,
  });
  return plan.problems.map((one) =>
    error(file, `line ${one.line}`, one.message, 'This line cannot be used; see the Japanese message.'),
  );
}

function error(file: string, at: string, ja: string, en: string): PackProblem {
  return { file, path: at, level: 'error', ja, en };
}
