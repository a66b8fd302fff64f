/** An app among the others: those it looks at, and those that look at it as it would be. */
import type { App } from '#core/definitions';
import { checkRelations, type OtherApp } from '#core/forms';
import type { Tx } from '#platform/db.server';
import { checkApp } from './check-app.ts';
import type { AppProblem } from './model.ts';
import { selectNewestApps, selectNewestLayers } from './publications.sql.ts';

/** Everything wrong with the app; what it would break in others too, so that nothing is published that leads nowhere. */
export async function checkAround(tx: Tx, app: App): Promise<AppProblem[]> {
  const now = new Map((await selectNewestApps(tx)).map((one) => [one.id, one]));
  const then = new Map(now).set(app.id, app);
  const problems = checkApp(app, (id) => then.get(id), await selectNewestLayers(tx));
  for (const other of now.values()) {
    if (other.id === app.id || !looksAt(other, app.id)) continue;
    // What is wrong there already is not this app's doing.
    const known = new Set(errorsOf(other, now).map((one) => one.path + one.message));
    for (const one of errorsOf(other, then))
      if (!known.has(one.path + one.message))
        problems.push({
          path: '',
          level: 'error',
          ja: `業務アプリ「${other.title.ja}」がこの業務アプリを使っています。${one.message}先にそちらを直してください。`,
          en: `The app ${other.id} looks at this one and would break: ${one.path}.`,
        });
  }
  return problems;
}

const errorsOf = (app: App, apps: ReadonlyMap<string, App>) =>
  checkRelations(app as never, (id) => apps.get(id) as OtherApp | undefined).filter(
    (one) => one.severity === 'error',
  );

/** Whether a field of the app names records of the app `id`. */
export const looksAt = (app: App, id: string): boolean =>
  app.fields
    .flatMap((field) => [field, ...(field.fields ?? [])])
    .some((field) => ['reference', 'related', 'lookup'].includes(field.type) && field.options.app === id);
