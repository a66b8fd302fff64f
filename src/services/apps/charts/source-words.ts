/** What stands under a chart: of what, when, how many. Pure. */
export function sourceWords(
  shown: { count: { count: number; exact: boolean }; filter: string; period: string },
  app: string,
  now: string,
): string {
  const { count, filter, period } = shown;
  const [day = '', time = ''] = now.split('T');
  return [
    `出典：${app}`,
    ...(period === '' ? [] : [`期間：${period}`]),
    `n＝${count.exact ? '' : '約'}${count.count.toLocaleString('ja-JP')}件`,
    ...(filter === '' ? [] : [`条件：${filter}`]),
    `${day.replaceAll('-', '/')} ${time.slice(0, 5)} 時点、見る権限のあるレコードから`,
  ].join('　');
}
