/** What the editor of views posted. */
import { z } from 'zod';
import { readCondition } from '#core/conditions';
import type { Who } from '#core/definitions';
import { staffRoles } from '#core/definitions.server';
import type { ViewBody, ViewWish } from '#core/saved-views';
import { aggregates, periods } from '#core/views';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';

const code = z.string().max(200);
const grouping = z.strictObject({ field: code, by: z.enum(periods).default('value') });
const measure = z.strictObject({ by: z.enum(aggregates), field: code.optional() });
const bodySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(code).max(60),
    sort: z.array(z.strictObject({ field: code, descending: z.boolean().default(false) })).max(4),
    frozen: z.int().min(0).max(5),
    totals: z.array(measure).max(20),
  }),
  z.strictObject({
    kind: z.literal('pivot'),
    rows: z.array(grouping).max(3),
    columns: z.array(grouping).max(2),
    measures: z.array(measure).max(5),
  }),
  z.strictObject({
    kind: z.literal('chart'),
    chart: z.enum(['bar', 'line', 'pie', 'stacked']),
    x: grouping,
    series: grouping.optional(),
    measure,
  }),
]);

export function wishIn(form: FormData): Result<ViewWish> {
  const { formula, issues } = readCondition(form, 'filter');
  const body = bodySchema.safeParse(jsonIn(form.get('view')));
  if (!body.success) return fail('invalid');
  const wrong = [...issues, ...chartIssues(body.data)];
  if (wrong.length > 0) return fail('invalid', undefined, wrong);
  const view = { ...body.data, ...(formula === '' ? {} : { filter: formula }) } as ViewBody;
  const roles = form.getAll('firstFor').map(String);
  return ok({
    title: String(form.get('title') ?? ''),
    view,
    shared: form.get('shared') === 'yes',
    audience: roles.length === 0 ? {} : { defaultFor: roles.flatMap(whoOf) },
    first: form.get('first') === 'yes',
  });
}

function whoOf(role: string): Who[] {
  if (role === 'everyone') return [{ everyone: true }];
  const known = staffRoles.find((one) => one === role);
  return known === undefined ? [] : [{ role: known }];
}

function chartIssues(body: z.output<typeof bodySchema>): Issue[] {
  if (body.kind !== 'chart') return [];
  if (body.x.field === '') return [{ path: 'x', message: '何ごとに分けるかを選んでください。' }];
  if (body.chart === 'stacked' && body.series === undefined)
    return [{ path: 'series', message: '積み上げるものの分け方を選んでください。' }];
  return [];
}

function jsonIn(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
