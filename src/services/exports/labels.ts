/** Words of this room. */
import type { ExportState } from '#core/exports';
import type { Tone } from '#ui/staff';

export const toneOf: Record<ExportState, Tone> = {
  counting: 'work',
  building: 'work',
  choosing: 'alert',
  waiting: 'waiting',
  ready: 'done',
  refused: 'stopped',
  cancelled: 'stopped',
  failed: 'alert',
  expired: 'stopped',
};

/** Why it could not be made, and what to do. */
export const failures: Record<string, string> = {
  'post-left': '頼んだ人が役職を離れたため、作成しませんでした。',
  'right-lost': '頼んだあとに、項目や権限が変わりました。もう一度、書き出してください。',
  stopped:
    '途中で3回止まりました。もう一度書き出しても止まるときは、システム管理者に出力番号を知らせてください。',
};

export const regularStates: Record<'new' | 'approved' | 'lapsed' | 'ended', { text: string; tone: Tone }> = {
  new: { text: '承認待ち', tone: 'waiting' },
  approved: { text: '承認済み', tone: 'done' },
  lapsed: { text: '承認切れ・停止中', tone: 'alert' },
  ended: { text: '終わりました', tone: 'stopped' },
};
