import { expect, test } from 'vitest';
import type { DefinedField } from '#core/fields';
import { unwrap } from '#kernel/result';
import { statementsOf } from './ddl.sql.ts';
import { viewColumnNames } from './naming.ts';
import { maxPhysicalColumns, ownColumns, planShape } from './plan-shape.ts';

const field = (id: number, type: string, more: object = {}): DefinedField =>
  ({ id, code: `項目${id}`, type, label: { ja: `項目'${id}` }, options: {}, ...more }) as DefinedField;
const app = (id: string, ...fields: DefinedField[]) => ({ id, title: { ja: 'アプリ' }, fields });

test('a new app gives tables, grants (the office never deletes, the worker disposes), comments and views', () => {
  const plan = unwrap(
    planShape(app('a-b', field(1, 'text'), field(2, 'lines', { fields: [field(3, 'money')] })), null),
  );
  const script = statementsOf(plan).join(';\n');
  expect(script).toContain('CREATE TABLE "r_a_b" (id uuid PRIMARY KEY');
  expect(script).toContain('CREATE TABLE "r_a_b_l2" (record_id uuid NOT NULL REFERENCES "r_a_b" (id)');
  expect(script.match(/GRANT .*/g)).toEqual([
    'GRANT SELECT, INSERT, UPDATE ON "r_a_b" TO {{staff}};',
    'GRANT SELECT (id, deleted_at), DELETE ON "r_a_b" TO {{worker}};',
    'GRANT SELECT, INSERT, UPDATE ON "r_a_b_l2" TO {{staff}};',
    'GRANT SELECT ON "v_a_b" TO {{staff}};',
    'GRANT SELECT ON "v_a_b_l2" TO {{staff}}',
  ]);
  expect(script).toContain("IS '項目1: 項目''1'");
  expect(script).not.toMatch(/DROP COLUMN|ALTER COLUMN/);
});

test('the same app again plans nothing, whatever the order of keys', () => {
  const one = app('same', field(1, 'text'), field(2, 'lines', { fields: [field(3, 'money')] }));
  const { shape } = unwrap(planShape(one, null));
  const stored = JSON.parse(
    JSON.stringify(
      shape,
      Object.keys(shape)
        .concat(...shape.columns.map(Object.keys), 'columns')
        .sort(),
    ),
  );
  stored.children = shape.children;
  expect(unwrap(planShape(one, stored)).unchanged).toBe(true);
});

test('columns beyond the limit go to the overflow and stay there', () => {
  const fields = Array.from({ length: 400 }, (_, index) => field(index + 1, 'text'));
  const first = unwrap(planShape(app('wide', ...fields), null)).shape;
  expect(first.columns.filter((one) => one.place === 'column').length + ownColumns).toBe(maxPhysicalColumns);
  // Retired columns still count: they are there.
  const second = unwrap(planShape(app('wide', ...fields.slice(300), field(401, 'text')), first)).shape;
  expect(second.columns.find((one) => one.fieldId === 400)?.place).toBe('overflow');
  expect(second.columns.find((one) => one.fieldId === 401)?.place).toBe('overflow');
  expect(second.columns.find((one) => one.fieldId === 1)).toMatchObject({ retired: true, place: 'column' });
});

test('retypes are refused with the remedy; long text from text is the same column', () => {
  const { shape } = unwrap(
    planShape(
      app('x', field(1, 'text'), field(2, 'address'), field(3, 'lines', { fields: [field(4, 'text')] })),
      null,
    ),
  );
  const refused = (...fields: DefinedField[]) => {
    const plan = planShape(app('x', ...fields), shape);
    return plan.ok ? [] : plan.error.issues?.map((issue) => issue.path);
  };
  expect(refused(field(1, 'long-text'))).toEqual([]);
  expect(refused(field(1, 'money'))).toEqual(['fields[0].type']);
  expect(refused(field(1, 'text', { classification: 'sealed' }))).toEqual(['fields[0].type']);
  expect(refused(field(2, 'person-name'))).toEqual(['fields[0].type']);
  expect(refused(field(3, 'text'))).toEqual(['fields[0].type']);
  expect(refused(field(1, 'lines', { fields: [] }))).toEqual(['fields[0].type']);
  expect(refused(field(3, 'lines', { fields: [field(4, 'number')] }))).toEqual(['fields[0].fields[0].type']);
});

test('names: ids that would collide are refused, view columns are cut to 63 bytes and stay unique', () => {
  expect(planShape(app('x-l10', field(1, 'text')), null).ok).toBe(false);
  expect(planShape(app(`x${'y'.repeat(60)}`, field(1, 'text')), null).ok).toBe(false);
  const long = 'あ'.repeat(40);
  const names = viewColumnNames(
    [
      { fieldId: 1, code: long },
      { fieldId: 2, code: `${long}い` },
      { fieldId: 3, code: 'revision' },
    ],
    ['revision'],
  );
  expect(new Set(names.values()).size).toBe(3);
  for (const name of names.values()) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
});
