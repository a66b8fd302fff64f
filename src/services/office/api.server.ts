/** Departments, staff, and the definitions of procedures and apps, for other systems on the staff side. */
import { z } from 'zod';
import { definitionsOf } from '#core/definitions.server';
import { staffRoute } from '#core/integrations.server';
import { procedureItem, procedureItemOf } from '#core/procedures.server';
import { tokyoDate } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import { type ApiRoute, anyJson } from '#platform/api.server';
import { selectDepartments, selectRoster } from './roster.sql.ts';

const definitions = { tag: '手続と業務アプリ', permission: 'case.list', scope: 'definitions:read' } as const;
const organisation = {
  tag: '組織',
  permission: 'organisation.read',
  scope: 'organisation:read',
} as const;
const code = z.string().regex(/^[0-9A-Z-]{2,16}$/);
const definition = z.strictObject({
  id: z.string(),
  version: z.int(),
  effectiveFrom: z.iso.date(),
  definition: z.record(z.string(), anyJson),
});

const today = () => tokyoDate(new Date());

export const officeApi: ApiRoute[] = [
  staffRoute({
    id: 'listProcedures',
    method: 'GET',
    path: '/procedures',
    ...definitions,
    summary: { ja: '手続の一覧', en: 'Procedures in force today' },
    response: z.strictObject({ items: z.array(procedureItem) }),
    errors: [],
    async handle({ tx, info }) {
      const known = await definitionsOf(tx, info.municipality);
      return ok({ items: known.procedures(today()).map(procedureItemOf) });
    },
  }),
  staffRoute({
    id: 'readProcedure',
    method: 'GET',
    path: '/procedures/:procedure',
    ...definitions,
    params: { procedure: 'text' },
    summary: { ja: '手続の定義', en: 'The definition of a procedure' },
    query: z.strictObject({ version: z.coerce.number().int().min(1).max(2_000_000_000).optional() }),
    response: definition,
    errors: [],
    async handle({ tx, info, params, query }) {
      const known = await definitionsOf(tx, info.municipality);
      const at = query.version === undefined ? { on: today() } : { version: query.version };
      const found = known.procedure(params.procedure ?? '', at);
      if (found === null) return fail('notFound');
      const { body, version, effectiveFrom } = found;
      return ok({ id: body.id, version, effectiveFrom, definition: body as never });
    },
  }),
  staffRoute({
    id: 'readApp',
    method: 'GET',
    path: '/apps/:app',
    ...definitions,
    params: { app: 'text' },
    summary: { ja: '業務アプリの定義（項目の符号と種類）', en: 'The definition of an app: its fields' },
    query: z.strictObject({ version: z.coerce.number().int().min(1).max(2_000_000_000).optional() }),
    response: definition,
    errors: [],
    async handle({ tx, info, params, query }) {
      const known = await definitionsOf(tx, info.municipality);
      const at = query.version === undefined ? { on: today() } : { version: query.version };
      const found = known.app(params.app ?? '', at);
      if (found === null) return fail('notFound');
      const { body, version, effectiveFrom } = found;
      return ok({ id: body.id, version, effectiveFrom, definition: body as never });
    },
  }),
  staffRoute({
    id: 'listDepartments',
    method: 'GET',
    path: '/departments',
    ...organisation,
    summary: { ja: '今日の所属', en: 'Departments of today' },
    response: z.strictObject({
      items: z.array(
        z.strictObject({
          code: z.string(),
          name: z.string(),
          parent: z.string().nullable(),
          phone: z.string().nullable(),
          posts: z.int(),
        }),
      ),
    }),
    errors: [],
    async handle({ tx }) {
      const rows = await selectDepartments(tx, today());
      return ok({ items: rows.map(({ staff, ...row }) => ({ ...row, posts: staff })) });
    },
  }),
  staffRoute({
    id: 'listStaff',
    method: 'GET',
    path: '/staff',
    ...organisation,
    summary: { ja: '所属の職員（今日の発令）', en: 'Posts of a department today' },
    query: z.strictObject({ department: code }),
    response: z.strictObject({
      items: z.array(
        z.strictObject({
          post: z.uuid(),
          staff: z.uuid(),
          name: z.string(),
          department: z.string(),
          position: z.string(),
          kind: z.enum(['main', 'concurrent', 'joint']),
        }),
      ),
    }),
    errors: [],
    async handle({ tx, query, touched }) {
      const rows = await selectRoster(tx, today(), query.department);
      touched(
        'staff',
        rows.map((row) => row.staff_id),
        ['internal'],
      );
      return ok({
        items: rows.map((row) => ({
          post: row.post_id,
          staff: row.staff_id,
          name: row.name,
          department: row.department,
          position: row.position,
          kind: row.kind,
        })),
      });
    },
  }),
];
