/** One record of a work app as the named officer needs it: who is named, who is meant, who asks to see what it holds back. */
import type { Definitions } from '#core/definitions.server';
import { definitionsOf } from '#core/definitions.server';
import { completeFields, type DefinedField } from '#core/fields';
import {
  type RecordPlace,
  type RecordProtection,
  selectOpenRequests,
  selectRecordDecisions,
  selectRecordExaminations,
} from '#core/protection.server';
import { loadRecords, type RecordApp } from '#core/records.server';
import { formatTokyoDateTime, formatWareki, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { type DecidedLine, matchDecided, matchLine } from './match-lines.server.ts';
import { namesIn } from './named.ts';

export async function recordExamination(
  tx: Tx,
  place: RecordPlace,
  { app, matches }: RecordProtection,
  officer: string | null,
) {
  const records = await loadRecords(tx, app as unknown as RecordApp, [place.recordId]);
  const record = records.get(place.recordId)!;
  const examinations = await selectRecordExaminations(tx, place);
  return {
    place,
    app: app.title.ja,
    addedOn: formatTokyoDateTime(record.createdAt),
    named: namesIn(completeFields(app.fields as DefinedField[]), record.answers),
    hidden: record.deletedAt !== null,
    matches: await Promise.all(matches.map((match) => matchLine(tx, match))),
    requests: (await selectOpenRequests(tx, place)).map((one) => ({
      id: one.id,
      staffId: one.staffId,
      who: one.who,
      reason: one.reason,
      at: formatTokyoDateTime(one.at),
      own: one.staffId === officer,
    })),
    allowed: examinations
      .filter((one) => one.stands)
      .map((one) => ({
        id: one.id,
        staffId: one.staffId,
        whom: one.whom,
        verdict: verdictOf(one),
        own: one.staffId === officer,
      })),
    decided: [
      ...examinations.map(
        (one): DecidedLine => ({
          key: one.id,
          at: formatTokyoDateTime(one.at),
          who: one.who,
          what: `${one.whom}が見ること`,
          verdict: verdictOf(one),
          since: '',
          reason: one.reason,
          seen: one.seen.join('、'),
        }),
      ),
      ...(await selectRecordDecisions(tx, place)).map(matchDecided),
    ],
  };
}

const verdictOf = (one: { verdict: 'allow' | 'refuse'; validTo: string | null }): string =>
  one.verdict === 'allow' ? `${formatWareki(one.validTo!)}まで認める` : '認めない';

export type RecordExaminationPage = Awaited<ReturnType<typeof recordExamination>>;

/** What an officer calls records by: their app and the names in them, whatever the app lets that officer see. */
export async function recordLines(
  tx: Tx,
  municipality: string,
  places: readonly RecordPlace[],
): Promise<Map<string, { app: string; names: string }>> {
  const definitions = await definitionsOf(tx, municipality);
  const found = new Map<string, { app: string; names: string }>();
  for (const appId of new Set(places.map((one) => one.appId)))
    for (const [id, line] of await linesOf(tx, definitions, appId, places)) found.set(`${appId}/${id}`, line);
  return found;
}

async function linesOf(tx: Tx, definitions: Definitions, appId: string, places: readonly RecordPlace[]) {
  const app = definitions.app(appId, { on: tokyoDate(new Date()) })?.body;
  if (app === undefined) return [];
  const ids = places.filter((one) => one.appId === appId).map((one) => one.recordId);
  const fields = completeFields(app.fields as DefinedField[]);
  const records = await loadRecords(tx, app as unknown as RecordApp, ids);
  return [...records.values()].map(
    ({ id, answers }) =>
      [
        id,
        {
          app: app.title.ja,
          names: [...new Set(namesIn(fields, answers).map((one) => one.text))].join('、'),
        },
      ] as const,
  );
}
