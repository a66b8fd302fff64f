/** `madoguchi pack check|load|export`. */
import path from 'node:path';
import { checkPack, exportPacks, hasErrors, loadPacks, type PackProblem } from '#core/packs.server';
import { inRoot } from '../root.server.ts';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function runPack(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' }, json: { type: 'boolean' } });
  const [verb, ...folders] = given.positionals;
  const [first] = folders;
  if (verb !== 'check' && verb !== 'load' && verb !== 'export')
    throw wrongUse('pack check・load・export のどれかです。', 'One of: pack check, load, export.');
  if (first === undefined) throw wrongUse('フォルダーを指定してください。', 'Name a folder.');
  if (verb === 'check') return check(folders, given.flag('json'));
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    if (verb === 'export') {
      const written = await exportPacks(admin.db, municipality, first);
      console.log(
        `${written.length} ファイルを ${first} に書き出しました。 / Wrote ${written.length} files.`,
      );
      return;
    }
    const loaded = await loadPacks(admin.db, municipality, folders);
    if (!loaded.ok) {
      print(loaded.error);
      throw new Trouble('読み込みませんでした。何も変えていません。', 'Nothing was loaded.');
    }
    print(loaded.value.warnings);
    const { definitions, shapes, staff, changed } = loaded.value;
    if (!changed) console.log('変わったところはありません。 / Nothing has changed.');
    else
      console.log(
        `定義 ${definitions.length} 件、表 ${shapes.length} 件、職員 ${staff.joins.length} 人を読み込みました。 / Loaded.`,
      );
  });
}

async function check(folders: string[], json: boolean): Promise<void> {
  const results = await Promise.all(
    folders.map((folder) => checkPack(folder, [inRoot('packs/base'), inRoot('packs/demo')])),
  );
  const problems = results.flatMap((one) => one.problems);
  if (json) console.log(JSON.stringify(problems, null, 2));
  else print(problems);
  const errors = problems.filter((one) => one.level === 'error').length;
  const sum = results.reduce(
    (all, one) => ({ definitions: all.definitions + one.definitions, tests: all.tests + one.tests }),
    { definitions: 0, tests: 0 },
  );
  if (hasErrors(problems)) throw new Trouble(`誤りが ${errors} 件あります。`, `${errors} mistakes.`);
  if (json) return;
  const names = folders.map((folder) => path.basename(path.resolve(folder))).join(', ');
  console.log(
    `${names}：定義 ${sum.definitions} 件、試験 ${sum.tests} 件、誤りなし（注意 ${problems.length} 件）。 / No mistakes, ${problems.length} warnings.`,
  );
}

function print(problems: PackProblem[]): void {
  for (const one of problems) {
    const mark = one.level === 'error' ? '誤り error  ' : '注意 warning';
    console.log(`${mark} ${one.file}${one.path === '' ? '' : `  ${one.path}`}\n    ${one.ja}\n    ${one.en}`);
  }
}
