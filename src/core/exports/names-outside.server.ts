/** What records that a file speaks of are called, outside the house. */
import type { WorkApp } from '#core/definitions';
import type { Answers, Names } from '#core/fields';
import { isHeld, prepareAccess } from '#core/policy';
import { withoutSecrets } from '#core/protection';
import { heldIn, secretsIn } from '#core/protection.server';
import { recordNames } from '#core/relations.server';
import type { OpenApp, ReadField } from '#core/views.server';

/**
 * A record may be called by an address, and who asked may be let see it: under a measure 支援措置 it does not go into a file, neither as
 * the field it is nor within the text of another. `open` is opened as leaving the house, so that nobody's allowance counts.
 */
export async function namesOutside(
  open: OpenApp,
  records: readonly { answers: Answers }[],
  fields: readonly ReadField[],
): Promise<NonNullable<Names['records']>> {
  const names = await recordNames(open, records, fields, 'ja');
  const { tx } = open.desk;
  const apps = Object.keys(names).flatMap((id) => {
    const body = open.definitions.app(id, { on: open.at.today })?.body;
    return body?.work === undefined ? [] : [body as WorkApp];
  });
  const sheltering = apps.map((app) => ({ app, prepared: prepareAccess(app) }));
  const held = await heldIn(tx, open.definitions, sheltering, null);
  const outside = { ...names };
  for (const app of apps) {
    const titles = Object.entries(names[app.id]!);
    const ids = titles.flatMap(([id]) => (isHeld(held.get(app.id)!, id) ? [id] : []));
    const secrets = await secretsIn(tx, app, ids);
    outside[app.id] = Object.fromEntries(
      titles.map(([id, title]) => [id, withoutSecrets(title, secrets.get(id) ?? [])]),
    );
  }
  return outside;
}
