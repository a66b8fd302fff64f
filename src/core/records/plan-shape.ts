/**
 * What has to change in the tables when an app is published. Pure. Forward only: columns are added and
 * retired, never dropped (1 600 add and drop cycles end a table for good) and never retyped.
 */

import { completeFields, type Field, columnOf as fieldColumn } from '#core/fields';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';
import type { RecordApp, Shape, ShapeChild, ShapeColumn, ShapeConversion } from './model.ts';
import { columnName, lineTable, nameProblem, recordTable, systemColumns } from './naming.ts';
import { planSearch, sorted } from './search-terms.ts';
import { storageOf } from './storage.ts';

/** Physical columns of a table at most; 500 wide text columns fail with "row is too big". */
export const maxPhysicalColumns = 350;
/** id, revision, created_at, updated_at, overflow, and the system columns. */
export const ownColumns = 5 + Object.keys(systemColumns).length;

export interface ShapePlan {
  shape: Shape;
  /** Null when the table is new. */
  before: Shape | null;
  newColumns: ShapeColumn[];
  newChildren: ShapeChild[];
  newChildColumns: { child: ShapeChild; column: ShapeColumn }[];
  /** The side table of search is not there yet. */
  newSearch?: boolean;
  /** System columns that a new table gets; all unless a restore lays out a table from before there were any. */
  system?: readonly string[];
  /** Nothing differs: no statement is needed. */
  unchanged: boolean;
}

/** The plan from the current shape to the app's; refuses what would lose or reinterpret stored values. */
export function planShape(
  app: RecordApp,
  current: Shape | null,
  conversions: ShapeConversion[] = current?.conversions ?? [],
): Result<ShapePlan> {
  const issues: Issue[] = [];
  const problem = nameProblem(app.id);
  if (problem !== null) issues.push({ path: 'id', message: problem });

  const columns = new Map((current?.columns ?? []).map((one) => [one.fieldId, { ...one, retired: true }]));
  const children = new Map((current?.children ?? []).map((one) => [one.fieldId, retireChild(one)]));
  const newColumns: ShapeColumn[] = [];
  const newChildren: ShapeChild[] = [];
  const newChildColumns: ShapePlan['newChildColumns'] = [];
  let physical = ownColumns + [...columns.values()].filter((one) => one.place === 'column').length;

  for (const [index, field] of completeFields(app.fields).entries()) {
    const path = `fields[${index}].type`;
    if (fieldColumn(field).unstored === true) continue;
    const storage = storageOf(field);
    if (storage === null) {
      if (columns.has(field.id)) issues.push({ path, message: retyped(field) });
      const existing = children.get(field.id);
      const child = existing ?? emptyChild(app.id, field);
      if (existing !== undefined && existing.type !== field.type)
        issues.push({ path, message: retyped(field) });
      Object.assign(child, { code: field.code, label: field.label.ja, retired: false });
      children.set(field.id, child);
      for (const [lineIndex, lineField] of (field.fields ?? []).entries()) {
        const linePath = `fields[${index}].fields[${lineIndex}].type`;
        const lineStorage = storageOf(lineField);
        if (lineStorage === null) {
          issues.push({ path: linePath, message: '明細の中に明細は置けません。' });
          continue;
        }
        if (lineStorage.system !== undefined) {
          issues.push({ path: linePath, message: '明細の行には、この種類の項目を置けません。' });
          continue;
        }
        const known = child.columns.find((one) => one.fieldId === lineField.id);
        const fresh = columnOf(lineField, lineStorage, 'column');
        if (known === undefined) {
          child.columns.push(fresh);
          if (existing !== undefined) newChildColumns.push({ child, column: fresh });
        } else if (isRetype(known, fresh)) issues.push({ path: linePath, message: retyped(lineField) });
        else Object.assign(known, { code: fresh.code, label: fresh.label, retired: false });
      }
      if (existing === undefined) newChildren.push(child);
      continue;
    }
    if (children.has(field.id)) issues.push({ path, message: retyped(field) });
    const known = columns.get(field.id);
    if (known === undefined) {
      const wanted = placeOf(storage, physical);
      const spare = wanted === 'overflow' ? spareOf(columns, storage, app) : undefined;
      const place = spare === undefined ? wanted : 'column';
      if (place === 'column' && spare === undefined) physical += 1;
      const fresh = columnOf(field, storage, place);
      if (spare !== undefined) {
        fresh.column = columnName(spare);
        columns.delete(spare.fieldId);
      } else if (place === 'column') {
        // A field that comes back may find its old column with somebody else.
        const taken = new Set([...columns.values()].filter((one) => one.place === 'column').map(columnName));
        for (let turn = 2; taken.has(columnName(fresh)); turn += 1) fresh.column = `f${field.id}_${turn}`;
      }
      columns.set(field.id, fresh);
      newColumns.push(fresh);
    } else if (isRetype(known, columnOf(field, storage, known.place)))
      issues.push({ path, message: retyped(field) });
    else {
      Object.assign(known, { code: field.code, label: field.label.ja, retired: false });
      delete known.free;
    }
  }
  if (issues.length > 0)
    return fail('invalid', `業務アプリ「${app.title.ja}」の表を変えられません。`, issues);

  const shape: Shape = {
    appId: app.id,
    title: app.title.ja,
    table: recordTable(app.id),
    columns: [...columns.values()],
    children: [...children.values()],
    ...(conversions.length === 0 ? {} : { conversions }),
  };
  const search = planSearch(app, current);
  if (search !== undefined) shape.search = search;
  const newSearch = search !== undefined && current?.search === undefined;
  const unchanged = current !== null && fingerprint(current) === fingerprint(shape);
  return ok({ shape, before: current, newColumns, newChildren, newChildColumns, newSearch, unchanged });
}

/** A column that a retired field left behind, empty, of the same type; not of a field that comes back just now. */
function spareOf(
  columns: ReadonlyMap<number, ShapeColumn>,
  storage: NonNullable<ReturnType<typeof storageOf>>,
  app: RecordApp,
): ShapeColumn | undefined {
  if (storage.sealed || storage.unique === true) return undefined;
  const back = new Set(app.fields.map((field) => field.id));
  return [...columns.values()].find(
    (one) => one.free === true && one.sqlType === storage.sqlType && !back.has(one.fieldId),
  );
}

/** The overflow column has no unique index: what must be unique has a column of its own. */
function placeOf(
  { system, unique }: NonNullable<ReturnType<typeof storageOf>>,
  physical: number,
): ShapeColumn['place'] {
  if (system !== undefined) return 'system';
  return physical < maxPhysicalColumns || unique === true ? 'column' : 'overflow';
}

/** Whether values of the field go on lying where they are; of another type they have to be converted into a new field. */
export function keepsColumn(known: ShapeColumn, field: Field): boolean {
  const storage = storageOf(field);
  return storage !== null && !isRetype(known, columnOf(field, storage, known.place));
}

/** References and lookups keep ids of records of one app for good. */
function targetOf(field: Field): Pick<ShapeColumn, 'target'> {
  if (field.type !== 'reference' && field.type !== 'lookup') return {};
  return { target: (field.options as { app: string }).app };
}

function columnOf(
  field: Field,
  storage: NonNullable<ReturnType<typeof storageOf>>,
  place: ShapeColumn['place'],
): ShapeColumn {
  return {
    fieldId: field.id,
    type: field.type,
    ...storage,
    ...targetOf(field),
    place,
    code: field.code,
    label: field.label.ja,
    retired: false,
  };
}

function emptyChild(appId: string, field: Field): ShapeChild {
  return {
    fieldId: field.id,
    type: field.type,
    table: lineTable(appId, field.id),
    code: field.code,
    label: field.label.ja,
    retired: false,
    columns: [],
  };
}

function retireChild(child: ShapeChild): ShapeChild {
  return { ...child, retired: true, columns: child.columns.map((one) => ({ ...one, retired: true })) };
}

/** Values that say nothing without their type: JSON, ciphertext, ids. */
const opaque: ReadonlySet<string> = new Set(['jsonb', 'bytea', 'uuid', 'uuid[]']);

/** Values of one type stay readable as the other only where both are the same plain column. */
function isRetype(known: ShapeColumn, wanted: ShapeColumn): boolean {
  if (known.sqlType !== wanted.sqlType || known.sealed !== wanted.sealed) return true;
  if (known.system !== wanted.system || known.target !== wanted.target) return true;
  return known.type !== wanted.type && opaque.has(known.sqlType);
}

function retyped(field: Field): string {
  return `項目「${field.label.ja}」（id ${field.id}）の種類や秘匿は、あとから変えられません。この項目をやめて、新しい id の項目を作ってください。`;
}

/** Independent of key order, which jsonb does not keep. */
function fingerprint(shape: Shape): string {
  const column = (one: ShapeColumn) => [
    one.fieldId,
    one.type,
    one.sqlType,
    one.place,
    one.column,
    one.system,
    one.target,
    one.unique,
    one.sealed,
    one.code,
    one.label,
    one.retired,
  ];
  const child = (one: ShapeChild) => [
    one.fieldId,
    one.type,
    one.table,
    one.code,
    one.label,
    one.retired,
    one.columns.map(column),
  ];
  const { search } = shape;
  const found = search && [
    search.table,
    sorted(search.classes),
    sorted(search.held),
    search.stale === true,
    search.persons,
  ];
  const follows = (shape.conversions ?? []).map((one) => [one.from, one.to]);
  return JSON.stringify([
    shape.table,
    shape.title,
    shape.columns.map(column),
    shape.children.map(child),
    follows,
    found,
  ]);
}
