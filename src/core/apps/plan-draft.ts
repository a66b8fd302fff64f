/** What a draft means for the fields that are there: new ids for changed types, none ever used twice. Pure. */
import type { App } from '#core/definitions';
import { completeField, type Field } from '#core/fields';
import { conversionProblem, keepsColumn, type Shape } from '#core/records';
import type { AppProblem, Retype } from './model.ts';
import { typedApp } from './typed-app.ts';

/** Standard fields of household members have ids from here on. */
const reserved = 9900;

export interface PlannedDraft {
  body: App;
  retypes: Retype[];
  problems: AppProblem[];
}

/** The next id that no field of the app has or had, also inside lines. Null when there is none left. */
export function nextFieldId(shape: Shape | null, apps: readonly Pick<App, 'fields'>[]): number | null {
  const ids = [
    ...apps.flatMap((app) =>
      app.fields.flatMap((field) => [field.id, ...(field.fields ?? []).map((one) => one.id)]),
    ),
    ...(shape?.columns ?? []).map((one) => one.fieldId),
    ...(shape?.children ?? []).flatMap((one) => [
      one.fieldId,
      ...one.columns.map((column) => column.fieldId),
    ]),
    ...(shape?.conversions ?? []).flatMap((one) => [one.from, one.to]),
  ].filter((id) => id < reserved);
  const next = Math.max(0, ...ids) + 1;
  return next < reserved ? next : null;
}

/**
 * Columns are never retyped: a field of another type gets an id of its own, and the values of the old one are converted into
 * it. `retypes`: what earlier savings of this draft decided. Whoever goes back to the old type gets the old field back.
 */
export function planDraft(
  body: App,
  published: App | null,
  shape: Shape | null,
  retypes: readonly Retype[],
): PlannedDraft {
  const problems: AppProblem[] = [];
  if (shape === null || published === null) return { body, retypes: [], problems };
  const add = (path: string, ja: string, en: string) => void problems.push({ path, level: 'error', ja, en });
  const typed = typedApp(body).fields.map((field) => completeField(field));
  const before = new Map(typedApp(published).fields.map((field) => [field.id, completeField(field)]));
  const columns = new Map(shape.columns.map((one) => [one.fieldId, one]));
  const children = new Map(shape.children.map((one) => [one.fieldId, one]));
  const used = new Set(typed.map((field) => field.id));
  const kept: Retype[] = [];
  let next = nextFieldId(shape, [body, published]);
  const fresh = (path: string): number => {
    if (next === null || next >= reserved) {
      add(path, '項目の番号を使い切りました。新しい業務アプリを作ってください。', 'No field id is left.');
      return reserved;
    }
    next += 1;
    return next - 1;
  };
  const ids = typed.map((field, index): number => {
    const path = `fields[${index}].type`;
    const earlier = retypes.find((one) => one.to === field.id);
    const from = earlier === undefined || used.has(earlier.from) ? field.id : earlier.from;
    const column = columns.get(from);
    const child = children.get(from);
    if (child !== undefined && field.fields !== undefined) {
      for (const [at, line] of field.fields.entries()) {
        const known = child.columns.find((one) => one.fieldId === line.id);
        if (known !== undefined && !keepsColumn(known, line))
          add(
            `fields[${index}].fields[${at}].type`,
            `「${line.label.ja}」は明細の中の項目なので、種類を変えられません。新しい項目を加えて、この項目をやめてください。`,
            'A field inside lines cannot change its type: add a new one and retire this one.',
          );
      }
      if (child.type === field.type) return from;
      impossible(path, field, add);
      return field.id;
    }
    if (child !== undefined || (column !== undefined && field.fields !== undefined)) {
      impossible(path, field, add);
      return field.id;
    }
    if (column === undefined || keepsColumn(column, field)) return from;
    const source = before.get(from);
    // What was retired long ago comes back as something new; what is calculated is calculated anew.
    if (source === undefined || field.type === 'formula') return from === field.id ? fresh(path) : field.id;
    const problem = conversionProblem(source, field);
    if (problem !== null) add(path, problem, 'These values cannot be converted: add a new field instead.');
    const to = earlier !== undefined && from !== field.id ? field.id : fresh(path);
    kept.push({ from, to });
    return to;
  });
  const fields = body.fields.map((field, index) => ({ ...field, id: ids[index]! }));
  return { body: { ...body, fields: fields as App['fields'] }, retypes: kept, problems };
}

function impossible(path: string, field: Field, add: (path: string, ja: string, en: string) => void): void {
  add(
    path,
    `「${field.label.ja}」は明細との間で種類を変えられません。新しい項目を加えて、この項目をやめてください。`,
    'A field cannot become lines, nor lines a field: add a new one and retire this one.',
  );
}
