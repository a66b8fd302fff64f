/** Whether a second person will be asked, said before one asks. The worker counts; this says no more than is sure. */
import { isPersonal, type RecordOffer, secondPersonAbove } from '#core/exports';

const who = '同じ所属か上の所属の、係長・課長などが確かめます。';

export function secondPersonWords(
  { columns, rows, personsAre }: Pick<RecordOffer, 'columns' | 'rows' | 'personsAre'>,
  keys: readonly string[],
): string {
  const personal = columns.filter((one) => keys.includes(one.key)).some(isPersonal);
  if (!personal) return '個人情報の項目を選んでいないので、ほかの人の承認は要りません。';
  if (rows <= secondPersonAbove)
    return `個人情報を書き出します。${secondPersonAbove}人までなので、ほかの人の承認は要りません。`;
  const most = `${rows.toLocaleString('ja-JP')}人`;
  if (personsAre === 'rows')
    return `個人情報を${most}分書き出します。${secondPersonAbove}人を超えるので、ほかの人の承認が要ります。${who}`;
  return `個人情報を、多くて${most}分書き出します。同じ氏名と生年月日の人は一人と数え、${secondPersonAbove}人を超えるときは、ほかの人の承認が要ります。${who}`;
}
