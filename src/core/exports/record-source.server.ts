/** Records of a work app, as its rules let this person export them: what they may not read is not among the columns. */
import type { Desk } from '#core/cases.server';
import {
  type Answers,
  contracts,
  type Field,
  formulaTypeOf,
  type Json,
  type Names,
  pointersIn,
  printAnswer,
} from '#core/fields';
import { namesOf } from '#core/people.server';
import { isHeld } from '#core/policy';
import { omitted, withoutSecrets } from '#core/protection';
import { heldIn, secretsIn } from '#core/protection.server';
import { filterWords, viewsFor } from '#core/saved-views.server';
import {
  type Asked,
  countExactly,
  listRecords,
  mostRows,
  type OpenApp,
  openApp,
  type Position,
  stateNames,
} from '#core/views.server';
import type { Expr } from '#kernel/formula';
import { formatKana, formatName, type PersonName } from '#kernel/names';
import { unwrap } from '#kernel/result';
import { type Cell, dateCell, numberCell, textCell, timeCell } from './cells.ts';
import { isPersonal, type RecordOffer } from './model.ts';
import { namesOutside } from './names-outside.server.ts';
import { personKey } from './persons.ts';
import { type Column, pick, type Rows, type Source } from './source.ts';
import { exportable, viewOfExport, type WantedView } from './view-of-export.server.ts';

interface RecordLine {
  id: string;
  answers: Answers;
  names: Names;
  /** Somebody in it is under a measure 支援措置: where they are does not leave the house. */
  held?: { secrets: readonly string[] } | undefined;
}

/** Not in a cell: files and drawings, and what is shown of other apps. */
const unfit: ReadonlySet<string> = new Set(['file', 'photo', 'signature', 'related']);

const recordId: Column<RecordLine> = {
  key: 'id',
  label: 'レコードID',
  classification: 'internal',
  cell: (line) => textCell(line.id),
};

function recordColumns(open: OpenApp): (Column<RecordLine> & { code?: string })[] {
  const fields = open.fields.map((one) => one.field).filter((field) => !unfit.has(field.type));
  return [
    recordId,
    ...fields.flatMap((field) => {
      const value = ({ answers }: RecordLine): Json => answers[String(field.id)] ?? null;
      const base = { label: field.label.ja, classification: field.classification, code: field.code };
      const hidden = open.prepared.sheltered.has(field.id);
      const plain = {
        ...base,
        key: `f${field.id}`,
        cell: (line: RecordLine) => heldBack(hidden, line.held, cellOf(field, value(line), line.names)),
      };
      if (field.type !== 'person-name' || field.options.kana !== 'optional') return [plain];
      const kana = (line: RecordLine) =>
        formatKana((value(line) as unknown as PersonName | null)?.kana) ?? '';
      const reading = {
        ...base,
        key: `f${field.id}kana`,
        label: `${base.label}（フリガナ）`,
        cell: (line: RecordLine) => textCell(kana(line)),
      };
      return [plain, reading];
    }),
  ];
}

/** What says where somebody under a measure is, whether there is anything, also in the words of another field. */
function heldBack(hidden: boolean, held: RecordLine['held'], cell: Cell): Cell {
  if (held === undefined) return cell;
  if (hidden) return textCell(omitted);
  return cell === null ? null : withoutSecrets(cell, held.secrets);
}

/** As an import reads it again: numbers and days as such, choices by their labels, points as two numbers. */
function cellOf(field: Field, value: Json, names: Names): Cell {
  if (value === null) return null;
  if (field.type === 'person-name') return textCell(formatName(value as unknown as PersonName));
  const plain = contracts[field.type].toFormula(value as never, field as never);
  if (field.type === 'map-point' && typeof plain === 'string') return textCell(plain);
  if (typeof plain === 'string') {
    if (['number', 'money', 'formula'].includes(field.type) && /^-?\d+(?:\.\d+)?$/.test(plain))
      return numberCell(plain);
    if (field.type === 'date' || field.type === 'birth-date')
      return plain === value ? dateCell(plain) : textCell(printAnswer(field, value, 'ja'));
    if (formulaTypeOf(field) === 'datetime') return timeCell(plain);
    if (field.type === 'lookup') return textCell(plain);
  }
  return textCell(printAnswer(field, value, { language: 'ja', names }));
}

interface Opened extends WantedView {
  open: OpenApp;
  also: Expr[];
  asked: Asked;
}

/** Null: no such app, or nothing of it may be exported. */
async function opened(desk: Desk, query: Record<string, string>): Promise<Opened | null> {
  const open = await openApp(desk, query.app ?? '');
  if (!open.ok) return null;
  const grant = open.value.access.rows('export');
  if (grant === false) return null;
  const wanted = await viewOfExport(open.value, query);
  if (wanted === null) return null;
  const filter = wanted.view?.view.filter;
  return {
    ...wanted,
    open: open.value,
    also: grant === true ? [] : [grant],
    asked: filter === undefined ? {} : { filter },
  };
}

export async function recordSource(
  desk: Desk,
  query: Record<string, string>,
  keys: readonly string[],
): Promise<Source | null> {
  const found = await opened(desk, query);
  if (found === null) return null;
  const { open, also, asked: which, query: kept } = found;
  // A view that asks for what is gone, or not theirs to read, is none.
  if (!(await countExactly(open, which, also)).ok) return null;
  const columns = pick(columnsOf(found), keys) as ReturnType<typeof recordColumns>;
  const personal = columns.some(isPersonal);
  const count = async () => unwrap(await countExactly(open, which, also));
  return {
    noun: 'record',
    columns,
    query: kept,
    count,
    leftOut: async () => 0,
    async *walk() {
      const codes = [...new Set(columns.flatMap((one) => one.code ?? []))];
      const whom = personal ? personFields(open) : [];
      const asked = { ...which, columns: [...new Set([...codes, ...whom.map((one) => one.code)])], sort: [] };
      // Whatever an officer opened to this person: a file leaves the house.
      const held = (await heldIn(desk.tx, open.definitions, [open], null)).get(open.app.id)!;
      const outside = unwrap(await openApp({ ...open.desk, leaving: true }, open.app.id));
      for (let after: Position | undefined; ; ) {
        const page = unwrap(await listRecords(open, { ...asked, limit: mostRows, after }, also));
        const shown = page.columns;
        const all = page.rows.map((row) => row.answers);
        const pointers = pointersIn(
          shown.map((one) => one.field),
          all,
        );
        const names: Names = {
          ...(await namesOf(desk.tx, pointers, open.at.today, 'ja')),
          states: stateNames(open),
          records: await namesOutside(outside, page.rows, shown),
        };
        const ids = page.rows.map((row) => row.id).filter((id) => isHeld(held, id));
        const secrets = await secretsIn(desk.tx, open.app, ids);
        const lines = page.rows.map(({ id, answers }) => {
          const kept = secrets.get(id);
          return { id, answers, names, held: kept === undefined ? undefined : { secrets: kept } };
        });
        if (lines.length > 0)
          yield {
            cells: lines.map((line) => columns.map((column) => column.cell(line))),
            persons: personal ? lines.map((line) => personOf(open, whom, line)) : [],
            ids: [open.app.id, ...lines.map((line) => line.id)],
          } satisfies Rows;
        if (page.next === null) return;
        after = page.next;
      }
    },
  };
}

/** The first name and birth date of the app tell persons apart, where this person may read them; else each record counts. */
function personFields(open: OpenApp): Field[] {
  const first = (type: string) => open.fields.find((one) => one.field.type === type)?.field;
  const [name, birth] = [first('person-name'), first('birth-date')];
  return name === undefined || birth === undefined ? [] : [name, birth];
}

function personOf(open: OpenApp, [name, birth]: Field[], { id, answers }: RecordLine): string {
  const own = `${open.app.id}:${id}`;
  const value = name === undefined ? null : (answers[String(name.id)] ?? null);
  const day = birth === undefined ? null : (answers[String(birth.id)] ?? null);
  const text = value === null ? '' : formatName(value as unknown as PersonName);
  return personKey(text, typeof day === 'string' ? day : null, own);
}

/** Those of the view first, in its order, then the others in the order of the app. */
function columnsOf({ open, view }: Opened): ReturnType<typeof recordColumns> {
  const shown = view?.view.kind === 'table' ? view.view.columns : [];
  const place = (code: string | undefined) => {
    const at = code === undefined ? -1 : shown.indexOf(code);
    return at < 0 ? shown.length : at;
  };
  const [id, ...fields] = recordColumns(open);
  return [id!, ...fields.toSorted((a, b) => place(a.code) - place(b.code))];
}

/** What somebody may choose from, before they ask; null: not for them, or no such view. */
export async function recordsOffered(desk: Desk, query: Record<string, string>): Promise<RecordOffer | null> {
  const found = await opened(desk, query);
  if (found === null) return null;
  const { open, view, also, asked } = found;
  const rows = await countExactly(open, asked, also);
  if (!rows.ok) return null;
  const shown = view?.view.kind === 'table' ? view.view.columns : null;
  return {
    columns: columnsOf(found).map(({ key, label, classification, code }) => ({
      key,
      label,
      classification,
      chosen: code === undefined || (shown === null ? classification === 'internal' : shown.includes(code)),
    })),
    rows: rows.value,
    view:
      view === null
        ? null
        : {
            id: view.id,
            revision: found.query.revision ?? '',
            words: await filterWords(open, view.view.filter),
          },
    views: (await viewsFor(open)).filter(exportable).map(({ id, title, origin }) => ({ id, title, origin })),
    personsAre: personFields(open).length > 0 ? 'people' : 'rows',
  };
}
