/** Work apps as a list shows them: by department, one's own first. */
import type { StaffActor } from '#core/policy';
import type { OpenApp } from '#core/views.server';

export interface AppLine {
  id: string;
  title: string;
  description: string;
}

export function appLines(
  apps: readonly OpenApp[],
  actor: Pick<StaffActor, 'departments'>,
): { code: string; name: string; apps: AppLine[] }[] {
  const groups = new Map<string, { code: string; name: string; own: boolean; apps: AppLine[] }>();
  for (const { app, definitions, at } of apps) {
    const code = app.work.department;
    const known = definitions.organisation(at.today).departments.find((one) => one.code === code);
    const group = groups.get(code) ?? {
      code: code.replace(/[^0-9A-Za-z-]/g, ''),
      name: known?.name ?? 'そのほか',
      own: actor.departments.includes(code),
      apps: [],
    };
    groups.set(code, group);
    group.apps.push({ id: app.id, title: app.title.ja, description: app.description?.ja ?? '' });
  }
  const order = new Intl.Collator('ja');
  return [...groups.values()]
    .sort((a, b) => Number(b.own) - Number(a.own) || order.compare(a.name, b.name))
    .map(({ code, name, apps: all }) => ({
      code,
      name,
      apps: all.sort((a, b) => order.compare(a.title, b.title)),
    }));
}
