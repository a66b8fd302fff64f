/** Begins a new app: from nothing, from a template, from a sheet. Who may do what is asked in three plain choices. */

import type { Draft } from '#core/apps';
import { type AppDesk, createApp } from '#core/apps.server';
import type { App, RecordAct, WorkApp } from '#core/definitions';
import { fail, type Result } from '#kernel/result';
import { today } from './desk.server.ts';
import { selectLeaders } from './leaders.sql.ts';

export const audiences = {
  department: {
    label: '所管の職員だけが使う',
    help: '所管の所属（下の係もふくむ）の職員が、見る・加える・直すことができます。ほかの所属には見えません。',
  },
  readers: {
    label: '所管の職員が入力し、全職員が見る',
    help: '所管の職員が加える・直すことができ、ほかの所属の職員は見るだけです。',
  },
  everyone: {
    label: '全職員が入力する',
    help: 'どの所属の職員も、見る・加える・直すことができます。ほかの人が入力した記録も見えます。',
  },
} as const;
export type Audience = keyof typeof audiences;

export interface Beginning {
  title: string;
  department: string;
  audience: string;
}

/** `start`: fields, form and views of a template or a sheet; without it the app begins with one field. */
export async function beginApp(
  desk: AppDesk,
  input: Beginning,
  start: Partial<App> = blank,
): Promise<Result<Draft>> {
  if (input.department === '')
    return fail('invalid', undefined, [{ path: 'department', message: '所管の所属を選んでください。' }]);
  if (!Object.hasOwn(audiences, input.audience))
    return fail('invalid', undefined, [{ path: 'audience', message: '誰が使うかを選んでください。' }]);
  const work = {
    ...start.work,
    department: input.department,
    title: start.work?.title ?? [],
    access: await rulesFor(desk, input.department, input.audience as Audience),
    fieldAccess: [],
    views: start.work?.views ?? [],
    unique: start.work?.unique ?? [],
  } as WorkApp['work'];
  return createApp(desk, { title: input.title, definition: { ...start, work } });
}

const everything: RecordAct[] = ['view', 'add', 'edit', 'delete', 'export', 'import', 'manage'];
const using: RecordAct[] = ['view', 'add', 'edit'];

/** Whoever leads the section manages too, so that an app does not lose its only manager with the next transfer. */
async function rulesFor(
  desk: AppDesk,
  department: string,
  audience: Audience,
): Promise<WorkApp['work']['access']> {
  const leaders = await selectLeaders(desk.tx, department, today());
  const section = { department, below: true };
  return [
    {
      who: [{ user: desk.actor.id! }, ...leaders.map((position) => ({ position, department }))],
      may: everything,
    },
    { who: [section], may: [...using, 'delete'] },
    ...(audience === 'readers' ? [{ who: [{ everyone: true as const }], may: ['view' as const] }] : []),
    ...(audience === 'everyone' ? [{ who: [{ everyone: true as const }], may: using }] : []),
  ];
}

/** One field: enough to be published at once. Without a view of its own the list shows every field, those to come too. */
const blank = {
  fields: [
    {
      id: 1,
      code: '件名',
      type: 'text',
      label: { ja: '件名' },
      classification: 'internal',
      required: true,
      checks: [],
      options: {},
    },
  ],
  form: {
    pages: [{ id: 'page', title: { ja: '内容' }, minutes: 1, items: [{ field: '件名' }] }],
  },
  work: {
    title: ['件名'],
  },
} as unknown as Partial<App>;
