/** How long until a case is due, in words. Pure. */
import { diffDays } from '#kernel/dates';

export interface Due {
  text: string;
  late: boolean;
  /** Three days or less. */
  near: boolean;
}

/** Null when nothing is due: no day set, or the case is over. */
export function dueOf(dueOn: string | null, today: string, over = false): Due | null {
  if (dueOn === null || over) return null;
  const days = diffDays(today, dueOn);
  if (days < 0) return { text: `${-days}日超過`, late: true, near: true };
  if (days === 0) return { text: '今日まで', late: false, near: true };
  return { text: `あと${days}日`, late: false, near: days <= 3 };
}
