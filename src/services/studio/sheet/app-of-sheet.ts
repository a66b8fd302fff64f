/** The app that columns of a spreadsheet make: fields, one page, a list, and what names a record. Pure. */
import type { App } from '#core/definitions';
import type { PlannedColumn } from './plan-columns.ts';

const shownColumns = 8;
/** Types whose values can name a record or be told apart by. */
const naming: ReadonlySet<string> = new Set([
  'text',
  'number',
  'date',
  'choice',
  'person-name',
  'corporate-number',
]);

/** `key`: the column in which no value comes twice, counted from 0; the import finds records again by it. */
export function appOfSheet(columns: readonly PlannedColumn[], key: number | null): Partial<App> | null {
  const used = columns.filter((one) => one.use);
  if (used.length === 0) return null;
  const fields = used.map((one) => one.field);
  const keyed = key === null || columns[key]?.use !== true ? undefined : columns[key].field.code;
  const title = keyed ?? used.find((one) => naming.has(one.type))?.field.code ?? fields[0]!.code;
  const [first] = fields.map((one) => one.code);
  return {
    fields,
    form: {
      pages: [
        {
          id: 'page',
          title: { ja: '内容' },
          minutes: 1,
          items: fields.map((field) => ({ field: field.code })),
        },
      ],
    },
    work: {
      title: [title],
      unique: keyed === undefined ? [] : [[keyed]],
      views: [
        {
          id: 'all',
          kind: 'table',
          title: { ja: 'すべて' },
          columns: fields.slice(0, shownColumns).map((field) => field.code),
          sort: [],
          frozen: first === title ? 1 : 0,
          totals: [],
          defaultFor: [],
        },
      ],
    },
  } as unknown as Partial<App>;
}
