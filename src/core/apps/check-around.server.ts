/** An app among the others: those it looks at, and those that look at it as it would be. */
import type { App } from '#core/definitions';
import { checkRelations, type OtherApp } from '#core/forms';
import type { Tx } from '#platform/db.server';
import { checkApp } from './check-app.ts';
import { type ElsewhereWrite, writesIn } from './check-effects.ts';
import type { AppProblem } from './model.ts';
import { selectNewestApps, selectNewestLayers } from './publications.sql.ts';
import { agreedTo, looksAt, type Sight, seenApp, usedOf, writtenApp } from './sight.ts';

/** Everything wrong with the app; what it would break in others too, so that nothing is published that leads nowhere. */
export async function checkAround(tx: Tx, app: App, sight: Sight): Promise<AppProblem[]> {
  const now = new Map((await selectNewestApps(tx)).map((one) => [one.id, one]));
  const then = new Map(now).set(app.id, app);
  const find = (id: string) => (id === app.id ? app : seenApp(id, sight, (other) => now.get(other)));
  const written = (id: string) => (id === app.id ? app : writtenApp(id, sight, (other) => now.get(other)));
  const problems = checkApp(app, find, await selectNewestLayers(tx), written);
  problems.push(...notVouchedFor(app, then, written, sight));
  for (const other of now.values()) {
    if (other.id === app.id || !looksAt(other, app.id)) continue;
    // What is wrong there already is not this app's doing.
    const known = new Set(errorsOf(other, now).map((one) => one.path + one.message));
    const broken = errorsOf(other, then).filter((one) => !known.has(one.path + one.message));
    if (sight.sees(other))
      problems.push(
        ...broken.map((one) => ({
          path: '',
          level: 'error' as const,
          ja: `業務アプリ「${other.title.ja}」がこの業務アプリを使っています。${one.message}先にそちらを直してください。`,
          en: `The app ${other.id} looks at this one and would break: ${one.path}.`,
        })),
      );
    else if (broken.length > 0) problems.push(usedElsewhere(app, now.get(app.id), other, now));
  }
  return problems;
}

/**
 * What the process writes in other apps is written by nobody's hand: whoever publishes must be one who may write it there. Of an app
 * out of their sight, which a published version may name all the same, nothing stands but what was agreed to just so.
 */
function notVouchedFor(
  app: App,
  apps: ReadonlyMap<string, App>,
  written: (id: string) => App | undefined,
  sight: Sight,
): AppProblem[] {
  return writesIn(app).flatMap((write): AppProblem[] => {
    const { app: target, kind, values, path } = write;
    const other = apps.get(target);
    // Where it does not exist for them, that is told already.
    if (other === undefined || written(target) === undefined) return [];
    if (!sight.sees(other)) return agreedTo(write, sight) ? [] : [unseenWrite(write)];
    if (kind === 'create' ? sight.adds(other) : sight.edits(other, Object.keys(values))) return [];
    const [may, does] =
      kind === 'create'
        ? (['追加', 'そこにレコードを作る'] as const)
        : (['変更', 'そこのレコードを変える'] as const);
    return [
      {
        path: kind === 'create' ? `${path}.app` : `${path}.record`,
        level: 'error',
        ja: `業務アプリ「${other.title.ja}」に無条件でレコードを${may}できる人でないと、${does}処理は公開できません。${may}できる人に公開を頼んでください。`,
        en: `Only somebody who may ${kind === 'create' ? 'add' : 'edit'} any record of ${other.id} can publish a process that does.`,
      },
    ];
  });
}

/** The app is not named: what it is called is not theirs to know. */
function unseenWrite({ kind, path, cause }: ElsewhereWrite): AppProblem {
  const [may, does] = kind === 'create' ? ['追加', 'にレコードを作る'] : ['変更', 'のレコードを変える'];
  return {
    path: kind === 'create' ? `${path}.app` : `${path}.record`,
    level: 'error',
    ja: `${cause}には、あなたが使えない業務アプリ${does}処理があり、公開されている処理と違います。その業務アプリで無条件にレコードを${may}できる人でないと公開できません。処理を元に戻すか、${may}できる人に公開を頼んでください。`,
    en: `This process writes in an app out of your sight: only somebody who may ${kind === 'create' ? 'add' : 'edit'} any record there can publish that.`,
  };
}

/** Of an app that the builder may not know of: no more than which of their own fields it needs. */
function usedElsewhere(
  app: App,
  before: App | undefined,
  other: App,
  apps: ReadonlyMap<string, App>,
): AppProblem {
  const stays = new Map(app.fields.map((field) => [field.code, field.type]));
  const used = before === undefined ? [] : [...usedOf([other], before, (id) => apps.get(id))];
  const gone = used.filter((code) => {
    const type = before!.fields.find((field) => field.code === code)?.type;
    return type !== undefined && stays.get(code) !== type;
  });
  const named = gone.length === 0 ? '' : `の項目${gone.map((code) => `「${code}」`).join('')}`;
  return {
    path: '',
    level: 'error',
    ja: `ほかの業務アプリが、この業務アプリ${named}を使っています。元に戻すか、業務アプリの全体を見ている部署（DXの担当）に相談してください。`,
    en: 'An app out of your sight looks at this one and would break.',
  };
}

const errorsOf = (app: App, apps: ReadonlyMap<string, App>) =>
  checkRelations(app as never, (id) => apps.get(id) as OtherApp | undefined).filter(
    (one) => one.severity === 'error',
  );
