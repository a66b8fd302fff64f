/** `madoguchi staff` runs the staff side; `staff import` reads people and their dated orders, `staff access` gives one a sign-in. */
import { readFile } from 'node:fs/promises';
import { definitionsOf, raiseEpoch } from '#core/definitions.server';
import { importStaff, type StaffPlan } from '#core/people.server';
import { isPlainDate, tokyoDate } from '#kernel/dates';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { runStaffSite } from './run.server.ts';
import { giveAccess } from './staff-access.server.ts';
import { suspendStaff } from './staff-suspend.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function runStaff(words: string[]): Promise<void> {
  if (words.length === 0) return runStaffSite();
  const [verb, ...rest] = words;
  if (verb === 'access') return giveAccess(rest);
  if (verb === 'suspend' || verb === 'resume') return suspendStaff(verb, rest);
  if (verb !== 'import')
    throw wrongUse(`「staff ${verb}」という命令はありません。`, `There is no command “staff ${verb}”.`);
  const given = readWords(rest, {
    municipality: { type: 'string' },
    date: { type: 'string' },
    'dry-run': { type: 'boolean' },
    partial: { type: 'boolean' },
    force: { type: 'boolean' },
  });
  const file = given.positionals[0];
  if (file === undefined) throw wrongUse('CSV ファイルを指定してください。', 'Name the CSV file.');
  const asOf = given.text('date') ?? tokyoDate(new Date());
  if (!isPlainDate(asOf))
    throw wrongUse('--date は 2026-04-01 の形で書いてください。', '--date is written like 2026-04-01.');
  const bytes = await readFile(file).catch(() => {
    throw new Trouble(`「${file}」を開けません。`, `Cannot open ${file}.`);
  });
  const dryRun = given.flag('dry-run');
  const plan = await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    return admin.db.tenant(municipality, 'owner', async (tx) => {
      const organisation = (await definitionsOf(tx, municipality)).organisation(asOf);
      const result = await importStaff(tx, organisation, bytes, {
        asOf,
        complete: !given.flag('partial'),
        force: given.flag('force'),
        dryRun,
      });
      if (result.ok && !dryRun) await raiseEpoch(tx);
      return result;
    });
  });
  if (!plan.ok) {
    for (const issue of plan.error.issues ?? [])
      console.error(
        `  ${issue.path.replace(/^line 0$/, '全体').replace(/^line (\d+)$/, '$1行目')}: ${issue.message}`,
      );
    throw new Trouble(plan.error.message ?? '', 'The file was not imported; nothing has changed.');
  }
  process.stdout.write(describe(plan.value, dryRun));
}

function describe(plan: StaffPlan, dryRun: boolean): string {
  const list = (label: string, logins: string[]) =>
    `  ${label} ${logins.length}人${logins.length > 0 ? `: ${logins.slice(0, 20).join(', ')}${logins.length > 20 ? ' …' : ''}` : ''}\n`;
  return [
    dryRun ? '試し読み（何も変えていません） / dry run\n' : '読み込みました / imported\n',
    list('採用・転入 joins ', plan.joins),
    list('異動       moves ', plan.moves),
    list('退職・転出 leaves', plan.leaves),
    `  発令 ${plan.newPosts.length}件を加え、${plan.changedPosts.length}件を変更・終了、氏名等の変更 ${plan.changedPeople.length}人\n`,
  ].join('');
}
