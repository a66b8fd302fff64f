/** The daily logs of a patient: of those in care every one so far, of the others of every twentieth. Pure. */
import type { Json } from '#core/fields';
import { addDays } from '#kernel/dates';
import { type Draw, drawOf } from '../random.ts';
import type { SamplePatient, World } from './model.ts';

const everyNth = 20;

/** Values by code, without the patient; the last one is what the register says of the last contact. */
export function logsOf(n: number, { state, values }: SamplePatient, world: World): Record<string, Json>[] {
  const draw = drawOf(n, 2);
  if (state === 'recovering') {
    const last = String(values.最終連絡);
    const days = Math.min(daysBetween(String(values.届出日), last.slice(0, 10)), 7);
    const earlier = Array.from({ length: Math.max(days, 0) }, (_one, at) =>
      logOf(draw, addDays(last.slice(0, 10), at - days), at / 8),
    );
    return [
      ...earlier,
      {
        ...logOf(draw, last.slice(0, 10), 1, String(values.連絡結果)),
        連絡日時: last,
        次回連絡: values.次回連絡!,
      },
    ];
  }
  if (n % everyNth !== 0 || (state !== 'finished' && state !== 'transferred')) return [];
  const from = String(values.届出日);
  const days = Math.min(daysBetween(from, world.today), draw.int(4, 7));
  return Array.from({ length: days }, (_one, at) => logOf(draw, addDays(from, at + 1), at / days));
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** `better`: 0 ill, 1 well again. */
function logOf(draw: Draw, day: string, better: number, result?: string): Record<string, Json> {
  const outcome = result ?? draw.one(['つながった', 'つながった', 'つながった', 'つながった', '不在']);
  const log: Record<string, Json> = {
    連絡日時: `${day}T${String(draw.int(9, 19)).padStart(2, '0')}:${draw.one(['05', '20', '40', '55'])}:00`,
    方法: draw.chance(0.9) ? '電話' : 'メッセージ',
    結果: outcome,
  };
  if (outcome !== 'つながった') return log;
  const ill = draw.part() * (1.2 - better);
  return {
    ...log,
    体温: (36.2 + ill * 2.6).toFixed(1),
    酸素: String(Math.round(98 - ill * 6)),
    呼吸: ill > 0.95 ? '動くと苦しい' : 'ない',
    せき: ill > 0.6 ? '続いている' : ill > 0.25 ? 'ときどき' : 'ない',
    だるさ: ill > 0.4 ? 'ある' : 'ない',
    飲食: ill > 0.8 ? '少ししかとれない' : 'とれている',
    意識: 'はっきりしている',
  };
}
