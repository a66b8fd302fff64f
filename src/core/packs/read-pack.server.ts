/** Reads a pack's folder: JSON definitions, staff.csv, post codes, tests. Never runs anything from it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { type DefinitionKind, definitionSchemas, type Pack, translateIssues } from '#core/definitions.server';
import { decodeCsv } from '#core/people.server';
import type { PackContent, PackDefinition, PackProblem, PackTestFile, PostCode } from './model.ts';

const limit = 5_000_000;
const noDefinitions = new Set(['tests', 'samples', 'schema']);

/** Everything in a folder, with the mistakes that show while reading. Files are named `<folder>/<file>`. */
export async function readPack(directory: string): Promise<PackContent> {
  const problems: PackProblem[] = [];
  const definitions: PackDefinition[] = [];
  const tests: PackTestFile[] = [];
  const names = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  const folder = path.basename(path.resolve(directory));
  const files = names
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    )
    .sort();
  if (!files.includes('pack.json')) {
    const ja = 'pack.json がありません。パックのフォルダーを指定してください。';
    problems.push({
      file: `${folder}/pack.json`,
      path: '',
      level: 'error',
      ja,
      en: 'There is no pack.json. Name the folder of a pack.',
    });
    return { directory, pack: null, definitions, staffCsv: null, postCodes: [], tests, problems };
  }
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const folders = file.split('/').slice(0, -1);
    if (folders.some((one) => one === 'samples' || one === 'schema')) continue;
    const label = `${folder}/${file}`;
    const raw = await readJson(path.join(directory, file), label, problems);
    if (raw === undefined) continue;
    if (folders.some((one) => noDefinitions.has(one))) tests.push({ file: label, content: raw });
    else readDefinition(label, raw, definitions, problems);
  }
  const pack = (definitions.find((one) => one.kind === 'pack')?.body ?? null) as Pack | null;
  const staffCsv = files.includes('staff.csv') ? await readFile(path.join(directory, 'staff.csv')) : null;
  // A city's own list, or the fictional one among the samples of a demo.
  const codes = ['post-codes.csv', 'samples/postcodes.csv'].find((name) => files.includes(name));
  const postCodes = codes === undefined ? [] : await readPostCodes(directory, codes, problems);
  return { directory, pack, definitions, staffCsv, postCodes, tests, problems };
}

async function readJson(from: string, file: string, problems: PackProblem[]): Promise<unknown> {
  const text = await readFile(from, 'utf8');
  if (text.length > limit) {
    problems.push({
      file,
      path: '',
      level: 'error',
      ja: 'ファイルが大きすぎます（5 MB まで）。',
      en: 'The file is too large (5 MB at most).',
    });
    return undefined;
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = (error as Error).message.slice(0, 200);
    const ja = `JSON として読めません。カンマや引用符を確かめてください（${message}）。`;
    problems.push({ file, path: '', level: 'error', ja, en: `This is not JSON: ${message}` });
    return undefined;
  }
}

function readDefinition(
  file: string,
  raw: unknown,
  definitions: PackDefinition[],
  problems: PackProblem[],
): void {
  const kind = (raw as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string' || !(kind in definitionSchemas)) {
    const known = Object.keys(definitionSchemas).join(', ');
    problems.push({
      file,
      path: 'kind',
      level: 'error',
      ja: `kind は ${known} のどれかです。`,
      en: `kind is one of ${known}.`,
    });
    return;
  }
  const result = definitionSchemas[kind as DefinitionKind].safeParse(raw);
  if (!result.success) {
    problems.push(...translateIssues(result.error.issues, raw).map((one) => ({ file, ...one })));
    return;
  }
  // Only for editors; a definition is the same with and without it.
  const { $schema: _, ...body } = result.data as { $schema?: string; id: string };
  definitions.push({ file, kind, id: body.id, body } as unknown as PackDefinition);
}

const postCodeColumns = ['post_code', 'prefecture', 'city', 'ward', 'town', 'town_kana'] as const;

async function readPostCodes(directory: string, name: string, problems: PackProblem[]): Promise<PostCode[]> {
  const file = `${path.basename(path.resolve(directory))}/${name}`;
  const wrong = (line: string, ja: string, en: string) =>
    void problems.push({ file, path: line, level: 'error', ja, en });
  const text = decodeCsv(await readFile(path.join(directory, name)));
  let rows: Record<string, string>[] = [];
  try {
    rows = parse(text ?? '', {
      bom: true,
      columns: (head: string[]) => head.map(snake),
      skip_empty_lines: true,
      trim: true,
    });
  } catch {
    wrong('', 'CSV として読めません。', 'This is not CSV.');
  }
  return rows.flatMap((row, index) => {
    const code = (row.post_code ?? '').replace('-', '');
    if (!/^\d{7}$/.test(code) || !row.prefecture || !row.city) {
      wrong(
        `line ${index + 2}`,
        `${postCodeColumns.join(',')} の列が要ります（郵便番号は7桁）。`,
        `Columns ${postCodeColumns.join(',')} are needed (7 digits).`,
      );
      return [];
    }
    return [
      {
        post_code: code,
        prefecture: row.prefecture,
        city: row.city,
        ward: row.ward ?? '',
        town: row.town ?? '',
        town_kana: row.town_kana ?? '',
      },
    ];
  });
}

const snake = (name: string): string => name.trim().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
