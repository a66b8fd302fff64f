/** What is wrong with the views of a work app: names that lead nowhere, filters that are no condition. Pure. */
import type { View, WorkApp } from '#core/definitions';
import { completeFields, type Field } from '#core/fields';
import { recordScope } from '#core/forms';
import { readFormula } from '#kernel/formula';
import type { AppProblem } from './model.ts';

export function checkViews(app: WorkApp): AppProblem[] {
  const fields = completeFields(app.fields);
  // `明細.金額` is a field of lines.
  const codes = new Set(fields.flatMap((field) => [field.code, ...inside(field)]));
  const scope = recordScope(app.fields);
  return (app.work.views ?? []).flatMap((view, index) => {
    const at = `work.views[${index}]`;
    const name = `一覧「${view.title.ja}」`;
    const unknown = codesOf(view)
      .filter(({ code }) => !codes.has(code))
      .map(
        ({ path, code }): AppProblem => ({
          path: `${at}.${path}`,
          level: 'error',
          ja: `${name}にある「${code}」という項目はありません。一覧から外すか、fields にある code を書いてください。`,
          en: `The view ${view.id} names ${code}, which is no field.`,
        }),
      );
    return [...unknown, ...filterProblem(view, at, name, scope)];
  });
}

const inside = (field: Field): string[] => (field.fields ?? []).map((one) => `${field.code}.${one.code}`);

function filterProblem(
  view: View,
  at: string,
  name: string,
  scope: ReturnType<typeof recordScope>,
): AppProblem[] {
  if (view.filter === undefined) return [];
  const { expr, type, issues } = readFormula(view.filter, scope);
  if (expr !== undefined && type?.kind === 'boolean') return [];
  const why =
    issues.find((one) => one.severity === 'error')?.message ??
    '条件は、はい・いいえで答えられる式にしてください。';
  return [
    {
      path: `${at}.filter`,
      level: 'error',
      ja: `${name}の条件：${why}`,
      en: `The filter of the view ${view.id} is no condition.`,
    },
  ];
}

function codesOf(view: View): { path: string; code: string }[] {
  const each = (path: string, list: readonly { field?: string | undefined }[]) =>
    list.flatMap(({ field }, index) =>
      field === undefined ? [] : [{ path: `${path}[${index}].field`, code: field }],
    );
  if (view.kind === 'table')
    return [
      ...view.columns.map((code, index) => ({ path: `columns[${index}]`, code })),
      ...each('sort', view.sort ?? []),
      ...each('totals', view.totals ?? []),
    ];
  if (view.kind === 'pivot')
    return [
      ...each('rows', view.rows),
      ...each('columns', view.columns ?? []),
      ...each('measures', view.measures),
    ];
  return [
    { path: 'x.field', code: view.x.field },
    ...(view.series === undefined ? [] : [{ path: 'series.field', code: view.series.field }]),
    ...(view.measure.field === undefined ? [] : [{ path: 'measure.field', code: view.measure.field }]),
  ];
}
