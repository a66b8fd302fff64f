/** Cases with what their headers say and, of one procedure, the answers that are not sealed. */
import { channelLabels, coreQuery, fieldByCode, type InboxFilter, readFilter } from '#core/cases';
import { type CaseRow, countAllCases, type Desk, walkCases } from '#core/cases.server';
import { type App, type Definitions, definitionsOf } from '#core/definitions.server';
import {
  completeFields,
  contracts,
  type DefinedField,
  type Field,
  formulaTypeOf,
  type Json,
  type Line,
  printAnswer,
  strictest,
} from '#core/fields';
import { stateLabels } from '#core/process';
import { loadRecords, type StoredRecord } from '#core/records.server';
import { tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import { formatKana, formatName, type PersonName } from '#kernel/names';
import { type Cell, dateCell, numberCell, textCell, timeCell } from './cells.ts';
import { personKey } from './persons.ts';
import { type Column, pick, type Rows, type Source } from './source.ts';

/** Who is under a measure does not leave the house by a list. */
const open = { permission: 'export.cases', protectedToo: false } as const;

interface CaseLine {
  row: CaseRow;
  record: StoredRecord | undefined;
  /** Titles and names that the header holds as codes. */
  words: { procedure: string; department: string };
}

const header = (
  key: string,
  label: string,
  classification: 'internal' | 'personal',
  cell: (line: CaseLine) => Cell,
): Column<CaseLine> => ({ key, label, classification, cell });

const headers: Column<CaseLine>[] = [
  header('receiptNumber', '受付番号', 'internal', ({ row }) => textCell(row.receipt_number)),
  header('procedure', '手続', 'internal', ({ words }) => textCell(words.procedure)),
  header('applicant', '申請者', 'personal', ({ row }) => textCell(row.applicant_name)),
  header('state', '状態', 'internal', ({ row }) => textCell(stateLabels[row.state].ja)),
  header('department', '所属', 'internal', ({ words }) => textCell(words.department)),
  header('assignee', '担当', 'internal', ({ row }) => textCell(row.assignee_name ?? '')),
  header('channel', '経路', 'internal', ({ row }) => textCell(channelLabels[row.channel])),
  header('arrivedAt', '到達日時', 'internal', ({ row }) => momentCell(row.arrived_at)),
  header('dueOn', '期限', 'internal', ({ row }) => dateCell(row.due_on ?? '')),
  header('fee', '手数料（円）', 'internal', ({ row }) => numberCell(String(row.fee_yen))),
  header('closedAt', '完結日時', 'internal', ({ row }) =>
    row.closed_at === null ? null : momentCell(row.closed_at),
  ),
];

/** What a person may choose: of one procedure also its fields. Sealed ones are never among them. */
export function caseColumns(app: App | null): Column<CaseLine>[] {
  const fields = completeFields((app?.fields ?? []) as DefinedField[]).filter(
    (field) => field.classification !== 'sealed',
  );
  return [...headers, ...fields.flatMap(fieldColumns)];
}

function fieldColumns(field: Field): Column<CaseLine>[] {
  const value = ({ record }: CaseLine): Json => record?.answers[String(field.id)] ?? null;
  // A list of children is what stands in it: the strictest of its open fields.
  const classification = (field.fields ?? [])
    .filter((one) => one.classification !== 'sealed')
    .reduce((so, one) => strictest(so, one.classification), field.classification);
  const base = { key: `f${field.id}`, label: field.label.ja, classification };
  const plain: Column<CaseLine> = { ...base, cell: (line) => fieldCell(field, value(line)) };
  if (field.type !== 'person-name') return [plain];
  const name = (line: CaseLine) => value(line) as unknown as PersonName | null;
  return [
    plain,
    {
      ...base,
      key: `f${field.id}kana`,
      label: `${field.label.ja}（フリガナ）`,
      cell: (line) => textCell(formatKana(name(line)?.kana) ?? ''),
    },
  ];
}

/** Names without kana, numbers as numbers, whole days as days, everything else as people read it. */
function fieldCell(field: Field, value: Json): Cell {
  if (value === null) return null;
  // A value that became sealed after the definition said otherwise stays closed.
  if (typeof value === 'object' && !Array.isArray(value) && 'sealed' in value) return null;
  if (field.type === 'person-name') return textCell(formatName(value as unknown as PersonName));
  const plain = contracts[field.type].toFormula(value as never, field as never);
  if ((field.type === 'number' || field.type === 'money') && typeof plain === 'string')
    return numberCell(plain);
  if ((field.type === 'date' || field.type === 'birth-date') && typeof plain === 'string')
    return dateCell(plain);
  if (formulaTypeOf(field) === 'datetime' && typeof plain === 'string') return timeCell(plain);
  return textCell(withoutSealed(field, value));
}

/** Lines are printed whole; a sealed field of a line is left out of them. */
function withoutSealed(field: Field, value: Json): string {
  if (field.fields === undefined) return printAnswer(field, value, 'ja');
  const open = field.fields.filter((one) => one.classification !== 'sealed');
  return (value as unknown as Line[])
    .map((line) =>
      open
        .map((one) => printAnswer(one, line.values[String(one.id)] ?? null, 'ja'))
        .filter((text) => text !== '')
        .join('、'),
    )
    .join('\n');
}

function momentCell(at: Date): Cell {
  const { date, hour, minute } = tokyoDateTimeParts(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return { kind: 'time', value: `${date} ${two(hour)}:${two(minute)}` };
}

/** The app whose fields an export of this filter can hold: that of the one procedure it names. */
export function appOfFilter(definitions: Definitions, filter: InboxFilter, today: string): App | null {
  if (filter.procedure === '') return null;
  const id = definitions.procedure(filter.procedure, { on: today })?.body.app;
  return id === undefined ? null : (definitions.app(id, { on: today })?.body ?? null);
}

export async function caseSource(
  desk: Desk,
  query: Record<string, string>,
  keys: readonly string[],
): Promise<Source> {
  const today = tokyoDate(new Date());
  const filter = readFilter(new URLSearchParams(query));
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  const app = appOfFilter(definitions, filter, today);
  const core = coreQuery(filter, today, desk.actor.postId);
  const columns = pick(caseColumns(app), keys);
  const departments = new Map(definitions.organisation(today).departments.map((one) => [one.code, one.name]));
  return {
    noun: 'case',
    columns,
    count: () => countAllCases(desk, core, open),
    leftOut: async () =>
      (await countAllCases(desk, core, { ...open, protectedToo: true })) -
      (await countAllCases(desk, core, open)),
    async *walk() {
      for await (const rows of walkCases(desk, core, open)) {
        const records = await recordsOf(desk, definitions, rows);
        const lines = rows.map((row) => ({
          row,
          record: records.get(row.record_id),
          words: {
            procedure:
              definitions.procedure(row.procedure_id, { version: row.procedure_version })?.body.title.ja ??
              '',
            department: departments.get(row.department) ?? row.department,
          },
        }));
        yield {
          cells: lines.map((line) => columns.map((column) => column.cell(line))),
          persons: lines.flatMap((line) => personsIn(definitions, line, keys)),
          ids: rows.map((row) => row.id),
        } satisfies Rows;
      }
    },
  };
}

/** One statement per app of the batch, with the fields of its version. */
async function recordsOf(
  desk: Desk,
  definitions: Definitions,
  rows: CaseRow[],
): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>();
  const versions = Map.groupBy(rows, (row) => `${row.app_id} ${row.app_version}`);
  for (const group of versions.values()) {
    const { app_id: id, app_version: version } = group[0]!;
    const app = definitions.app(id, { version })?.body;
    if (app === undefined) continue;
    const records = await loadRecords(
      desk.tx,
      app,
      group.map((row) => row.record_id),
    );
    for (const [recordId, record] of records) found.set(recordId, record);
  }
  return found;
}

/** Made whole once per version: classifications and the standard fields of household members are not all written out. */
const fieldsOf = (definitions: Definitions, app: App, version: number): Field[] =>
  definitions.derived(`export-fields:${app.id}:${version}`, () =>
    completeFields(app.fields as DefinedField[]),
  );

/** The applicant, and whoever stands in lines that are exported. */
function personsIn(definitions: Definitions, { row, record }: CaseLine, keys: readonly string[]): string[] {
  const app = definitions.app(row.app_id, { version: row.app_version })?.body;
  const answers = record?.answers ?? {};
  const fields = app === undefined ? [] : fieldsOf(definitions, app, row.app_version);
  const birth = app === undefined ? null : fieldByCode(app, app.applicant?.birthDate);
  const born = birth === null ? null : answers[String(birth.id)];
  const persons = [personKey(row.applicant_name, typeof born === 'string' ? born : null, row.id)];
  for (const field of fields) {
    const value = answers[String(field.id)];
    if (field.fields === undefined || !keys.includes(`f${field.id}`) || !Array.isArray(value)) continue;
    const names = field.fields.filter((one) => one.type === 'person-name');
    const births = field.fields.filter((one) => one.type === 'birth-date');
    for (const line of value as unknown as Line[])
      for (const one of names) {
        const name = line.values[String(one.id)] as unknown as PersonName | null | undefined;
        if (name === null || name === undefined) continue;
        const day = births.length === 1 ? line.values[String(births[0]!.id)] : null;
        const date = typeof day === 'string' ? day : null;
        persons.push(personKey(formatName(name), date, `${row.id}/${field.id}/${line.key}/${one.id}`));
      }
  }
  return persons;
}
