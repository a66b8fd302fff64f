/** What is wrong with a view that is to be kept, in words beside its controls. Pure. */
import { checkQuestion, type Planned } from '#core/views';
import type { Issue } from '#kernel/errors';
import { groupQuestion, listQuestion, titleLimit, type ViewWish } from './model.ts';

export function checkWish(wish: Pick<ViewWish, 'title' | 'view'>, open: Planned): Issue[] {
  const { view } = wish;
  const title = wish.title.trim();
  const issues: Issue[] = [];
  if (title === '') issues.push({ path: 'title', message: '名前を入れてください。' });
  else if ([...title].length > titleLimit)
    issues.push({ path: 'title', message: `名前は${titleLimit}文字までにしてください。` });
  if (view.kind === 'table') {
    if (view.columns.length === 0)
      issues.push({ path: 'columns', message: '表示する項目を選んでください。' });
    if (view.columns.length > 60) issues.push({ path: 'columns', message: '表示する項目は60個までです。' });
    if (new Set(view.columns).size < view.columns.length)
      issues.push({ path: 'columns', message: '同じ項目が二度入っています。' });
    return [...issues, ...checkQuestion(open, { list: listQuestion(view) })];
  }
  const question = groupQuestion(view)!;
  if (question.rows.length === 0) issues.push({ path: 'rows', message: '分ける項目を選んでください。' });
  if (question.measures.length === 0)
    issues.push({ path: 'measures', message: '集計するものを選んでください。' });
  if (
    view.kind === 'chart' &&
    (view.chart === 'pie' || view.chart === 'stacked') &&
    ['average', 'min', 'max'].includes(view.measure.by)
  )
    issues.push({
      path: 'measures',
      message: '円と積み上げは、件数か合計でかきます。平均や最大・最小は足し合わせられません。',
    });
  return [...issues, ...checkQuestion(open, { groups: question })];
}
