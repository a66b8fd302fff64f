/** Every work app in force, for the audit role and the DX office: rules, never a record. */
import type { AppDesk } from '#core/apps.server';
import { cityPeople, concernsOf } from '#core/apps.server';
import type { RecordAct, WorkApp } from '#core/definitions';
import { definitionsOf } from '#core/definitions.server';
import { recordActs } from '#core/policy';
import { officesOf, today } from '../desk.server.ts';
import { whoNames } from './people.server.ts';
import { sayAccess } from './say-access.ts';

export interface AppLine {
  id: string;
  title: string;
  department: string;
  /** By act: who may, in words; with a mark where a condition narrows it. */
  who: Record<RecordAct, string[]>;
  /** Hours for which records may be taken along on a device; null: never. */
  taken: number | null;
  narrowed: number;
  concerns: number;
}

export async function cityApps(desk: AppDesk): Promise<AppLine[]> {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const offices = await officesOf(desk);
  const city = await cityPeople(desk);
  const lines: AppLine[] = [];
  for (const app of workApps(definitions.apps(today()).map((one) => one.body))) {
    const say = sayAccess(app, await whoNames(desk, app));
    const who = Object.fromEntries(
      recordActs.map((act) => [
        act,
        (app.work.access ?? [])
          .filter((rule) => rule.may.includes(act))
          .flatMap((rule) => rule.who.map((one) => `${say.who(one)}${rule.when === undefined ? '' : '△'}`)),
      ]),
    ) as AppLine['who'];
    lines.push({
      id: app.id,
      title: app.title.ja,
      department: offices.nameOf(app.work.department),
      who,
      taken: app.work.offline?.hours ?? null,
      narrowed: new Set((app.work.fieldAccess ?? []).flatMap((rule) => rule.fields)).size,
      concerns: concernsOf(app, city).length,
    });
  }
  return lines;
}

/** Null: no such work app in force. */
export async function cityApp(desk: AppDesk, id: string): Promise<WorkApp | null> {
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  return workApps(definitions.apps(today()).map((one) => one.body)).find((one) => one.id === id) ?? null;
}

const workApps = (all: { work?: unknown }[]): WorkApp[] =>
  all.filter((one) => one.work !== undefined) as unknown as WorkApp[];
