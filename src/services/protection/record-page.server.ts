/** One record of a work app as the named officer needs it: who is named, who is meant, who asks to see what it holds back. */
import type { Definitions } from '#core/definitions.server';
import { definitionsOf } from '#core/definitions.server';
import { completeFields, type DefinedField } from '#core/fields';
import { roleLabels } from '#core/protection';
import {
  type RecordPlace,
  type RecordProtection,
  selectMeasure,
  selectOpenRequests,
  selectPersons,
  selectRecordDecisions,
  selectRecordExaminations,
} from '#core/protection.server';
import { loadRecords, type RecordApp } from '#core/records.server';
import { formatTokyoDateTime, formatWareki, tokyoDate } from '#kernel/dates';
import { formatName } from '#kernel/names';
import type { Tx } from '#platform/db.server';
import { namesIn } from './named.ts';

const verdictWords = { same: '同じ人', different: '別人', unrelated: '関わりがない' } as const;

export async function recordExamination(
  tx: Tx,
  place: RecordPlace,
  { app, matches }: RecordProtection,
  officer: string | null,
) {
  const records = await loadRecords(tx, app as unknown as RecordApp, [place.recordId]);
  const record = records.get(place.recordId)!;
  return {
    place,
    app: app.title.ja,
    addedOn: formatTokyoDateTime(record.createdAt),
    named: namesIn(completeFields(app.fields as DefinedField[]), record.answers),
    hidden: record.deletedAt !== null,
    matches: await Promise.all(
      matches.map(async (match) => {
        const person = (await selectPersons(tx, match.measureId)).find((one) => one.id === match.personId)!;
        return {
          personId: match.personId,
          measureId: match.measureId,
          number: (await selectMeasure(tx, match.measureId))!.number,
          name: formatName(person.name),
          birthDate: person.birth_date === null ? '生年月日はわからない' : formatWareki(person.birth_date),
          role: roleLabels[match.role],
          counterpart: match.role === 'counterpart' || match.role === 'counterpart-proxy',
          certain: match.certain,
          expired: match.expired,
        };
      }),
    ),
    requests: (await selectOpenRequests(tx, place)).map((one) => ({
      id: one.id,
      staffId: one.staffId,
      who: one.who,
      reason: one.reason,
      at: formatTokyoDateTime(one.at),
      own: one.staffId === officer,
    })),
    decisions: (await selectRecordDecisions(tx, place)).map((one) => ({
      key: `${one.person_id}${one.at.getTime()}`,
      role: roleLabels[one.role],
      verdict: verdictWords[one.verdict],
      reason: one.reason,
      who: one.who,
      at: formatTokyoDateTime(one.at),
    })),
    examinations: (await selectRecordExaminations(tx, place)).map((one) => ({
      id: one.id,
      staffId: one.staffId,
      whom: one.whom,
      verdict: one.verdict === 'allow' ? `${formatWareki(one.validTo!)}まで認める` : '認めない',
      stands: one.stands,
      own: one.staffId === officer,
      reason: one.reason,
      seen: one.seen.join('、'),
      who: one.who,
      at: formatTokyoDateTime(one.at),
    })),
  };
}

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
