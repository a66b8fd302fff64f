/** What fields of an app may point at: other work apps one may look into, layers of the map, departments. */
import { selectRetired, typedApp } from '#core/apps.server';
import type { WorkApp } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { selectGroups } from '#core/people.server';
import { accessOf, possibleActs, prepareAccess, type StaffActor } from '#core/policy';
import { tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { Surroundings } from './model.ts';

export async function surroundingsOf(tx: Tx, municipality: string, actor: StaffActor): Promise<Surroundings> {
  const today = tokyoDate(new Date());
  const definitions = await definitionsOf(tx, municipality);
  const retired = await selectRetired(tx);
  const apps = definitions
    .apps(today)
    .map(({ body }) => body)
    .filter((body): body is WorkApp => body.work !== undefined && !retired.has(body.id))
    .filter((body) => possibleActs(accessOf(prepareAccess(body), actor)).includes('view'))
    .map((body) => ({
      id: body.id,
      title: body.title.ja,
      fields: typedApp(body).fields.map(({ code, label, type, options }) => ({
        code,
        label: label.ja,
        type,
        ...(typeof options.app === 'string' ? { app: options.app } : {}),
      })),
    }));
  const { departments } = definitions.organisation(today);
  return {
    apps,
    layers: definitions.layers().map(({ id, title, role }) => ({ id, title: title.ja, role })),
    departments: departments.map(({ code, name }) => ({ value: code, label: name })),
    groups: (await selectGroups(tx, today)).map(({ id, name }) => ({ value: id, label: name })),
  };
}
