/** What the editor of views posted. */
import { z } from 'zod';
import { readCondition } from '#core/conditions';
import type { Who } from '#core/definitions';
import { whoSchema } from '#core/definitions.server';
import type { ViewBody, ViewWish } from '#core/saved-views';
import { aggregates, periods } from '#core/views';
import type { Issue } from '#kernel/errors';
import { fail, ok, type Result } from '#kernel/result';

const mostNamed = 50;

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
  const finds = form.get('limited') === 'yes' ? whoIn(form, 'finds') : null;
  const firstFor = whoIn(form, 'firstFor');
  const wrong = [...issues, ...chartIssues(body.data)];
  if (finds?.length === 0)
    wrong.push({ path: 'finds', message: 'だれが見つけるかを、1つは選んでください。' });
  if (wrong.length > 0) return fail('invalid', undefined, wrong);
  const view = { ...body.data, ...(formula === '' ? {} : { filter: formula }) } as ViewBody;
  return ok({
    title: String(form.get('title') ?? ''),
    view,
    shared: form.get('shared') === 'yes',
    audience: {
      ...(finds === null ? {} : { who: finds }),
      ...(firstFor.length === 0 ? {} : { defaultFor: firstFor }),
    },
    first: form.get('first') === 'yes',
  });
}

/** Of a record's fields nobody is meant here: a view is found by people. */
function whoIn(form: FormData, name: string): Who[] {
  return form
    .getAll(name)
    .slice(0, mostNamed)
    .flatMap((text) => whoSchema.safeParse(jsonIn(text)).data ?? [])
    .filter((who) => !('field' in who));
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
