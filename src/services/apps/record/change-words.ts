/** Differences of records as people read them: one row per field, lines by what is in them. Pure. */
import { type Answers, type Field, type Json, printAnswer, type Reader } from '#core/fields';

export interface ChangeRow {
  /** Field id, or the path into lines. */
  path: string;
  label: string;
  before: string;
  after: string;
}

type Diff = Readonly<Record<string, readonly [Json, Json]>>;

/** Fields that are not among `fields` are left out: whoever reads may not know of them. */
export function changeRows(diff: Diff, fields: readonly Field[], reader: Reader): ChangeRow[] {
  const rows: ChangeRow[] = [];
  for (const field of fields) {
    const id = String(field.id);
    const own = diff[id];
    if (own !== undefined) rows.push(rowOf(id, field.label.ja, field, own, reader));
    if (field.fields !== undefined) rows.push(...lineRows(diff, field, reader));
  }
  return rows;
}

function lineRows(diff: Diff, field: Field, reader: Reader): ChangeRow[] {
  const keys = new Set<string>();
  for (const path of Object.keys(diff)) {
    const [id, key] = path.split('/');
    if (id === String(field.id) && key !== undefined) keys.add(key);
  }
  return [...keys].flatMap((key): ChangeRow[] => {
    const at = `${field.id}/${key}`;
    const place = diff[at];
    const cells = (field.fields ?? []).flatMap((child) => {
      const pair = diff[`${at}/${child.id}`];
      return pair === undefined ? [] : [{ child, pair }];
    });
    if (place !== undefined && (place[0] === null || place[1] === null)) {
      const side = place[0] === null ? 1 : 0;
      const text = cells
        .map(({ child, pair }) => `${child.label.ja}：${print(child, pair[side], reader)}`)
        .join('、');
      const label = `${field.label.ja}の行`;
      return [
        {
          path: at,
          label,
          before: side === 0 ? text || '空の行' : '',
          after: side === 1 ? text || '空の行' : '',
        },
      ];
    }
    return cells.map(({ child, pair }) =>
      rowOf(`${at}/${child.id}`, `${field.label.ja}・${child.label.ja}`, child, pair, reader),
    );
  });
}

const rowOf = (
  path: string,
  label: string,
  field: Field,
  [before, after]: readonly [Json, Json],
  reader: Reader,
): ChangeRow => ({
  path,
  label,
  before: print(field, before, reader),
  after: print(field, after, reader),
});

/** What a path of a difference holds, printed; a line itself has no value to print. */
export function printAt(path: string, value: Json, fields: readonly Field[], reader: Reader): string {
  const { field, child } = fieldAt(path, fields);
  if (field === undefined || value === null) return '';
  if (field.fields === undefined) return print(field, value, reader);
  return child === undefined ? '行あり' : print(child, value, reader);
}

export function labelAt(path: string, fields: readonly Field[]): string {
  const { field, child } = fieldAt(path, fields);
  if (field === undefined) return '';
  if (child !== undefined) return `${field.label.ja}・${child.label.ja}`;
  return field.fields === undefined ? field.label.ja : `${field.label.ja}の行`;
}

function fieldAt(path: string, fields: readonly Field[]): { field?: Field; child?: Field } {
  const [id, , inner] = path.split('/');
  const field = fields.find((one) => String(one.id) === id);
  const child = field?.fields?.find((one) => String(one.id) === inner);
  return { ...(field && { field }), ...(child && { child }) };
}

/** Sealed values are told apart by nothing. */
function print(field: Field, value: Json, reader: Reader): string {
  if (typeof value === 'object' && value !== null && 'sealed' in value) return '（保護された項目）';
  return printAnswer(field, value, reader);
}

/** Everything that differences point at, so that names are looked up once. */
export function valuesIn(diffs: readonly Diff[]): Answers[] {
  return diffs.flatMap((diff) =>
    [0, 1].flatMap((side): Answers[] => {
      const answers: Answers = {};
      const lines = new Map<string, Answers>();
      for (const [path, pair] of Object.entries(diff)) {
        const [id = '', key, inner] = path.split('/');
        const value = pair[side] ?? null;
        if (value === null) continue;
        if (key === undefined) answers[id] = value;
        else if (inner !== undefined)
          lines.set(`${id}/${key}`, { ...lines.get(`${id}/${key}`), [inner]: value });
      }
      for (const [at, values] of lines) {
        const [id = '', key = ''] = at.split('/');
        const before = (answers[id] ?? []) as Json[];
        answers[id] = [...before, { key, values }] as unknown as Json;
      }
      return [answers];
    }),
  );
}
