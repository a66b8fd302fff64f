/** A hand-over note about every few patients in care. Pure. */
import type { Json } from '#core/fields';
import { drawOf } from '../random.ts';
import type { SamplePatient, World } from './model.ts';

const everyNth = 9;
const texts = [
  '日中は仕事で電話に出られません。夕方6時からかけてください。',
  '熱が下がりきっていません。次の連絡で酸素飽和度をもう一度聞いてください。',
  '一人暮らしで、食べ物が足りないとのこと。配食の手配中です。',
  '同じ家に高齢の家族がいます。家族の体調も聞いてください。',
  'きのうから3回かけて不在です。つながらなければ訪問を相談してください。',
];

/** Null: there is nothing to hand over. */
export function noteOf(
  n: number,
  { state, values }: SamplePatient,
  { officers }: World,
): { state: 'waiting' | 'read'; values: Record<string, Json> } | null {
  const draw = drawOf(n, 3);
  if (state !== 'recovering' || n % everyNth !== 0) return null;
  return {
    state: draw.chance(0.5) ? 'waiting' : 'read',
    values: {
      引継ぎ先: draw.chance(0.6) ? values.担当! : draw.one(officers),
      勤務: draw.one(['日勤から夜勤へ', '夜勤から日勤へ', '休みの間']),
      急ぎ: draw.chance(0.3),
      内容: draw.one(texts),
    },
  };
}
