/** Everything wrong with one app, wherever it comes from: a pack, a draft, an old version. Pure. */
import type { App, WorkApp } from '#core/definitions';
import { completeFields, type Field, type FindLayer } from '#core/fields';
import { checkAppFormulas, type OtherApp } from '#core/forms';
import { prepareAccess } from '#core/policy';
import { nameProblem } from '#core/records';
import { checkDocuments } from './check-documents.ts';
import { checkProcess } from './check-process.ts';
import { checkViews } from './check-views.ts';
import type { AppProblem } from './model.ts';

/**
 * Names and formulas within the form, and what it says of other apps, are core/forms' to check, access rules core/policy's.
 * `findApp` gives the apps it looks at, itself among them; `findLayer` the layers of the city's map; `findWritten` the apps that its
 * process writes in, of which somebody may know more by what was agreed to be written than they may show of them.
 */
export function checkApp(
  app: App,
  findApp: (id: string) => App | undefined,
  findLayer?: FindLayer,
  findWritten = findApp,
): AppProblem[] {
  const problems: AppProblem[] = [];
  const add = (path: string, ja: string, en: string, level: AppProblem['level'] = 'error') =>
    void problems.push({ path, level, ja, en });
  const badName = nameProblem(app.id);
  if (badName !== null)
    add('id', badName, 'This id cannot name a table: shorten it, and do not end it with -l and digits.');
  for (const one of checkAppFormulas(
    app as never,
    (id) => (id === app.id ? app : findApp(id)) as OtherApp | undefined,
    findLayer,
  )) {
    add(
      one.path,
      `${one.message}${one.remedy}`,
      'The form of this app is wrong here; see the Japanese message.',
      one.severity,
    );
  }
  if (app.work !== undefined) {
    checkWork(app as WorkApp, add);
    problems.push(...checkViews(app as WorkApp));
    problems.push(...checkDocuments(app as WorkApp));
    problems.push(...checkProcess(app as WorkApp, (id) => (id === app.id ? app : findWritten(id))));
  }
  return problems;
}

type Add = (path: string, ja: string, en: string, level?: AppProblem['level']) => void;

function checkWork(app: WorkApp, add: Add): void {
  for (const { path, message } of prepareAccess(app).issues)
    add(path, message, 'The access rules are wrong here; see the Japanese message.');
  const fields = completeFields(app.fields);
  const byCode = new Map(fields.map((field) => [field.code, field]));
  sealedFields(app, fields, add);
  for (const [index, code] of app.work.title.entries()) named(byCode, code, `work.title[${index}]`, add);
  for (const [index, codes] of (app.work.unique ?? []).entries())
    for (const [at, code] of codes.entries()) {
      const field = named(byCode, code, `work.unique[${index}][${at}]`, add);
      if (field !== undefined && (field.fields !== undefined || field.classification === 'sealed'))
        add(
          `work.unique[${index}][${at}]`,
          `「${field.label.ja}」では重複を調べられません。明細でも厳重に守る項目でもない項目を選んでください。`,
          `${code} cannot be unique: choose a field that is neither lines nor sealed.`,
        );
    }
  if (!app.work.access.some((rule) => rule.may.includes('manage') && rule.when === undefined))
    add(
      'work.access',
      'この業務アプリを直せる人がいません。「管理」ができる人を一人以上決めてください。',
      'Nobody may manage this app: name somebody in a rule without a condition.',
    );
}

/** Types that the law binds are kept out of apps that cannot name the law: warned about is not enough. */
function sealedFields(app: WorkApp, fields: readonly Field[], add: Add): void {
  for (const [index, field] of fields.entries()) {
    for (const one of [field, ...(field.fields ?? [])]) {
      const basis = one.type === 'individual-number' ? app.individualNumberBasis : app.work.legalBasis;
      if (one.classification !== 'sealed' || (basis ?? '') !== '') continue;
      // Without its basis an individual number is refused by core/forms already.
      if (one.type === 'individual-number') continue;
      add(
        `fields[${index}]`,
        `「${one.label.ja}」は厳重に守る項目です。根拠となる法令・条例（legalBasis）のある業務アプリにだけ置けます。`,
        `${one.code} is sealed: only apps that name their legal basis may hold it.`,
      );
    }
  }
}

function named(byCode: ReadonlyMap<string, Field>, code: string, path: string, add: Add): Field | undefined {
  const field = byCode.get(code);
  if (field === undefined)
    add(
      path,
      `「${code}」という項目はありません。fields にある code を書いてください。`,
      `There is no field ${code}.`,
    );
  return field;
}

export const hasErrors = (problems: readonly AppProblem[]): boolean =>
  problems.some((one) => one.level === 'error');
