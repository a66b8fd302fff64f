/** The rules of an app on one page, for whoever manages it and for whoever looks after the city's data. */
import type { AppDesk } from '#core/apps.server';
import { cityPeople, concernsOf } from '#core/apps.server';
import type { RecordAct, WorkApp } from '#core/definitions';
import { isFormat, sheetFile } from '#core/exports.server';
import { accessMatrix, matrixLines, recordActs } from '#core/policy';
import { formatBoth } from '#kernel/dates';
import { responseHeaders } from '#platform/files';
import { momentText, officesOf, today } from '../desk.server.ts';
import { whoNames } from './people.server.ts';
import { sayAccess } from './say-access.ts';

export interface MatrixPage {
  appId: string;
  title: string;
  department: string;
  state: string;
  at: string;
  rows: { who: string; cells: Record<RecordAct, '○' | '△' | ''>; notes: { act: string; when: string }[] }[];
  /** Null: nothing may be taken along on a device. */
  taken: { hours: number; rows: { who: string; what: string; when: string }[] } | null;
  fields: { fields: string; what: string; grants: { who: string; when: string }[] }[];
  concerns: string[];
}

export async function matrixPage(desk: AppDesk, app: WorkApp, state: string): Promise<MatrixPage> {
  const say = sayAccess(app, await whoNames(desk, app));
  const matrix = accessMatrix(app);
  return {
    appId: app.id,
    title: app.title.ja,
    department: (await officesOf(desk)).nameOf(app.work.department),
    state,
    at: `${formatBoth(today())} ${momentText(new Date()).split(' ').at(-1)}`,
    rows: matrix.rows.map(({ who, acts }) => ({
      who: say.who(who),
      cells: Object.fromEntries(
        recordActs.map((act) => [act, acts[act] === undefined ? '' : acts[act].always ? '○' : '△']),
      ) as MatrixPage['rows'][number]['cells'],
      notes: recordActs.flatMap((act) =>
        acts[act] === undefined || acts[act].always
          ? []
          : acts[act].when.map((when) => ({ act: say.act(act), when: say.when(when) })),
      ),
    })),
    taken: matrix.taken && {
      hours: matrix.taken.hours,
      rows: matrix.taken.rows.map(({ who, what, when }) => ({
        who: say.who(who),
        what: say.taken(what),
        when: when.map(say.when).join(' ／ '),
      })),
    },
    fields: matrix.fields.map(({ fields, what, grants }) => ({
      fields: fields.map(say.field).join('、'),
      what: what === 'read' ? '読む' : '直す',
      grants: grants.map(({ who, when }) => ({
        who: who.map(say.who).join('、'),
        when: when === undefined ? '' : say.when(when),
      })),
    })),
    concerns: concernsOf(app, await cityPeople(desk)).map((one) => one.ja),
  };
}

/** The same as a file. The name holds the app's id, never its title: file names stand in logs of proxies. */
export async function matrixFile(
  desk: AppDesk,
  app: WorkApp,
  state: string,
  format: string,
): Promise<Response> {
  const say = sayAccess(app, await whoNames(desk, app));
  const { labels, lines } = matrixLines(accessMatrix(app), say);
  const kind = isFormat(format) ? format : 'xlsx';
  const printed = `${app.title.ja} アクセス権の表 ${state} ${formatBoth(today())}`;
  const { bytes, type } = await sheetFile(
    { title: `${app.title.ja} アクセス権の表`, labels, lines, printed, author: desk.actor.name },
    kind,
  );
  return new Response(bytes, { headers: responseHeaders(`access-${app.id}.${kind}`, type) });
}
