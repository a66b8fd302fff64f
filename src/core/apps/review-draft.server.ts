/** What publishing a draft would do to the records that are there: told before, not after. */
import type { App } from '#core/definitions';
import { type Answers, completeField, contracts, type Field, isSealedValue } from '#core/fields';
import { evaluateForm, prepareForm } from '#core/forms';
import {
  columnName,
  convertValue,
  countRecords,
  maxPhysicalColumns,
  planShape,
  type Shape,
  type StoredRecord,
  selectRecords,
  selectShape,
} from '#core/records.server';
import { tokyoDate, tokyoStamp } from '#kernel/dates';
import { fail, ok, type Result } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { accessWarnings } from './access-warnings.server.ts';
import { checkAround } from './check-around.server.ts';
import { filledByOthers } from './check-filled.ts';
import { compareApps } from './compare-apps.ts';
import { type AppDesk, openApp } from './desk.server.ts';
import { lostStates } from './lost-states.server.ts';
import type { AppProblem, DraftEffect, DraftReview } from './model.ts';
import { newKeys } from './new-keys.ts';
import { type PlannedDraft, planDraft } from './plan-draft.ts';
import { selectNewestApps } from './publications.sql.ts';
import { readWhole } from './read-body.server.ts';
import { countDuplicates, countFilled, countOpenCases, selectSample } from './review.sql.ts';
import { seenRecords } from './seen-records.ts';
import { sightOf } from './sight.ts';
import { typedApp } from './typed-app.ts';

/** Of larger apps so many records are looked at, spread over all of them, and the rest is estimated. */
const sampled = 2_000;
const shown = 5;

export async function reviewDraft(desk: AppDesk, appId: string): Promise<Result<DraftReview>> {
  const open = await openApp(desk, appId);
  if (open === null || open.draft === null) return fail('notFound');
  const published = open.published?.body ?? null;
  const whole = readWhole(open.draft.body);
  if (!whole.ok) return ok({ changes: [], problems: whole.error, records: 0, effects: [] });
  const shape = await selectShape(desk.tx, appId);
  const planned = planDraft(whole.value, published, shape, open.draft.retypes);
  const sight = sightOf(desk.actor, published === null ? [] : [published]);
  const problems: AppProblem[] = [
    ...planned.problems,
    ...(await checkAround(desk.tx, planned.body, sight)),
    ...(published === null
      ? []
      : filledByOthers(published, planned.body, await selectNewestApps(desk.tx), sight)),
    ...(await accessWarnings(desk, planned.body)),
  ];
  const changes = compareApps(published, planned.body, planned.retypes);
  if (shape === null || published === null)
    return ok({ changes, problems, records: 0, effects: overflow(planned, null) });
  const records = await countRecords(desk.tx, shape);
  const effects = [
    ...overflow(planned, shape),
    ...(await retired(desk.tx, published, planned, shape)),
    ...(await measured(desk, published, planned, shape, records)),
    ...(await duplicates(desk.tx, published, planned, shape)),
    ...(await runningCases(desk.tx, appId)),
    ...(await lostStates(desk.tx, published, planned, shape)),
  ];
  return ok({ changes, problems, records, effects });
}

/** Beyond the columns a table takes, values lie in one common column: they work, but no index serves them. */
function overflow(planned: PlannedDraft, shape: Shape | null): DraftEffect[] {
  const plan = planShape(typedApp(planned.body), shape);
  if (!plan.ok) return [];
  const beyond = plan.value.newColumns.filter((one) => one.place === 'overflow');
  if (beyond.length === 0) return [];
  const names = beyond
    .slice(0, shown)
    .map((one) => `「${one.label}」`)
    .join('、');
  return [
    effect({
      kind: 'overflow',
      ja: `項目が多く、表の列が上限（${maxPhysicalColumns}）に達します。${names}など ${beyond.length} 項目は共用の列に入り、並べ替えや絞り込みが遅くなります。`,
      en: `${beyond.length} fields go beyond the ${maxPhysicalColumns} columns of a table: sorting and filtering by them is slow.`,
    }),
  ];
}

async function retired(tx: Tx, published: App, planned: PlannedDraft, shape: Shape): Promise<DraftEffect[]> {
  const stays = new Set([
    ...planned.body.fields.map((one) => one.id),
    ...planned.retypes.map((one) => one.from),
  ]);
  const effects: DraftEffect[] = [];
  for (const field of published.fields) {
    const column = shape.columns.find((one) => one.fieldId === field.id);
    if (stays.has(field.id) || column === undefined || column.place === 'system') continue;
    const filled = await countFilled(
      tx,
      shape.table,
      column.place === 'overflow' ? null : columnName(column),
      field.id,
    );
    if (filled === 0) continue;
    effects.push(
      effect({
        kind: 'values-kept',
        field: field.id,
        records: filled,
        ja: `「${field.label.ja}」には ${filled} 件の記録に値があります。画面と一覧から消えますが、値と履歴は残り、項目を戻せば見られます。`,
        en: `${filled} records have a value in ${field.code}; it stays and comes back with the field.`,
      }),
    );
  }
  return effects;
}

/** A new unique key holds from then on; what breaks it already is told, for nobody would find it later. */
async function duplicates(
  tx: Tx,
  published: App,
  planned: PlannedDraft,
  shape: Shape,
): Promise<DraftEffect[]> {
  const effects: DraftEffect[] = [];
  for (const key of newKeys(published, planned.body)) {
    const columns = key.map((field) => shape.columns.find((one) => one.fieldId === field.id));
    // Fields that are new, or whose values are still to be converted, have nothing to count by.
    if (!columns.every((one) => one?.place === 'column')) continue;
    const found = await countDuplicates(
      tx,
      shape.table,
      columns.map((one) => columnName(one!)),
    );
    if (found.records === 0) continue;
    const names = key.map((field) => `「${field.label.ja}」`).join('と');
    effects.push(
      effect({
        kind: 'duplicates',
        records: found.records,
        ja: `${names}が同じ記録が、いま ${found.groups} 組（${found.records} 件）あります。公開すると新しい重複は防ぎますが、いまある重複は残ります。「重複を探す」でまとめてください。`,
        en: `${found.records} records share ${key.map((field) => field.code).join(', ')} with another one; they stay until somebody merges them.`,
      }),
    );
  }
  return effects;
}

/** Conversions and rules, tried on records as they are. */
async function measured(
  { tx, actor }: AppDesk,
  published: App,
  planned: PlannedDraft,
  shape: Shape,
  total: number,
): Promise<DraftEffect[]> {
  if (total === 0) return [];
  const before = new Map(typedApp(published).fields.map((one) => [one.id, completeField(one)]));
  const after = typedApp(planned.body).fields.map((one) => completeField(one));
  const ids = await selectSample(tx, shape.table, total, sampled);
  const stored = [...(await selectRecords(tx, shape, ids)).values()];
  // Else a check would ask about values that whoever drafts it may not read, and the count would answer.
  const { records, whole } = seenRecords(published, actor, stored);
  if (!whole && records.length === 0) return [unseen];
  const share = whole ? total / Math.max(records.length, 1) : 1;
  const count = (found: StoredRecord[]) => ({
    records: Math.round(found.length * share),
    estimated: whole && records.length < total,
    examples: found.slice(0, shown).map((one) => one.id),
  });
  const today = tokyoDate(new Date());
  const effects: DraftEffect[] = [];
  const converted = new Map<string, Answers>();
  for (const { from, to } of planned.retypes) {
    const conversion = { from, to, source: before.get(from)!, target: after.find((one) => one.id === to)! };
    const misfits: StoredRecord[] = [];
    for (const record of records) {
      const result = convertValue(conversion, record.answers[from], today);
      if ('reason' in result) misfits.push(record);
      else converted.set(record.id, { ...converted.get(record.id), [to]: result.value });
    }
    const found = count(misfits);
    effects.push({
      kind: 'conversion',
      field: to,
      ...found,
      ja: `「${conversion.target.label.ja}」の値 ${total} 件を新しい種類に変換します（裏で進み、その間も使えます）。${fits(found)}`,
      en: `${total} values of ${conversion.target.code} are converted in the background; ${found.records} do not fit.`,
    });
  }
  effects.push(...brokenRules(planned.body, before, after, records, converted, count, today));
  return whole ? effects : [...effects, unseen];
}

const fits = ({ records, estimated }: { records: number; estimated: boolean }): string =>
  records === 0
    ? 'どの値も変換できます。'
    : `${estimated ? '約 ' : ''}${records} 件は変換できず、元の項目に残して一覧にします。`;

/** Checks, bounds and choices that were changed, and requirements: which records would not pass if they were saved anew. */
function brokenRules(
  body: App,
  before: ReadonlyMap<number, Field>,
  after: readonly Field[],
  records: StoredRecord[],
  converted: ReadonlyMap<string, Answers>,
  count: (found: StoredRecord[]) => Pick<DraftEffect, 'records' | 'estimated' | 'examples'>,
  today: string,
): DraftEffect[] {
  const changed = after.filter((field) => {
    const old = before.get(field.id);
    const rules = (one: Field) => JSON.stringify([one.type, one.required, one.checks, one.options]);
    return field.type !== 'formula' && (old === undefined || rules(old) !== rules(field));
  });
  if (changed.length === 0) return [];
  const form = prepareForm(body as never);
  const context = { today, now: tokyoStamp(new Date()), language: 'ja' };
  const broken = new Map<number, StoredRecord[]>();
  for (const record of records) {
    const answers = { ...record.answers, ...converted.get(record.id) };
    const { issues } = evaluateForm(form, answers, context);
    for (const field of changed) {
      const value = answers[field.id];
      const out =
        value != null &&
        !isSealedValue(value) &&
        contracts[field.type].validate(value, field, context).length > 0;
      const wrong =
        out ||
        issues.some(
          ({ path }) =>
            path === `f${field.id}` || path.startsWith(`f${field.id}.`) || path.startsWith(`f${field.id}[`),
        );
      if (wrong) broken.set(field.id, [...(broken.get(field.id) ?? []), record]);
    }
  }
  return changed.flatMap((field) => {
    const found = broken.get(field.id) ?? [];
    if (found.length === 0) return [];
    const measure = count(found);
    return [
      {
        kind: 'rule' as const,
        field: field.id,
        ...measure,
        ja: `${measure.estimated ? '約 ' : ''}${measure.records} 件の記録は、「${field.label.ja}」の新しいきまりに合いません。そのまま残りますが、次に直すときに入力し直すことになります。`,
        en: `${measure.records} records do not meet the new rules of ${field.code}; they stay and are asked for at the next edit.`,
      },
    ];
  });
}

async function runningCases(tx: Tx, appId: string): Promise<DraftEffect[]> {
  const cases = await countOpenCases(tx, appId);
  if (cases === 0) return [];
  return [
    effect({
      kind: 'running-cases',
      records: cases,
      ja: `進行中の案件 ${cases} 件は、始めたときの版のまま進みます。`,
      en: `${cases} running cases go on with the version they began with.`,
    }),
  ];
}

const unseen: DraftEffect = {
  kind: 'unseen',
  records: 0,
  estimated: false,
  examples: [],
  ja: 'あなたに見えない記録や項目があります。それらが変換できるか、新しいきまりに合うかは、数に入っていません。',
  en: 'Records and fields that you may not see are not counted.',
};

const effect = (one: Partial<DraftEffect> & Pick<DraftEffect, 'kind' | 'ja' | 'en'>): DraftEffect => ({
  records: 0,
  estimated: false,
  examples: [],
  ...one,
});
