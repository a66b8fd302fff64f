/** From when and until when something is to be done. */
import {
  type ClosedDays,
  type DeadlineSteps,
  deadlineSteps,
  isPlainDate,
  type PeriodLength,
  type PlainDate,
} from '#kernel/dates';
import { isUnknown } from '#kernel/formula/kleene';
import type { Check, PreparedVersion } from './graph.ts';
import type { FactRow, Scene } from './rows.ts';

export interface Dates {
  /** First day on which it can be done; absent: any. */
  earliest?: PlainDate;
  /** Last day; absent: none, or not known (`open`). */
  due?: PlainDate;
  /** How the last day came about. */
  steps?: DeadlineSteps;
  /** It was moved off a closed day. */
  moved: boolean;
  /** Hangs on something nobody knows yet. */
  open: boolean;
}

/** By the version's own rule; days it cannot work out stay open. */
export function datesOf(version: PreparedVersion, scene: Scene, row: FactRow, closed: ClosedDays): Dates {
  const rule = version.body.deadlineRule;
  const none: Dates = { moved: false, open: false };
  if (rule === undefined) return closesOn(version, none);
  const read = (check: Check | undefined) => (check === undefined ? undefined : dayOf(scene, check, row));
  const earliest = read(version.earliest);
  const until = read(version.until);
  const from = read(version.from);
  const length = lengthOf(rule);
  const open = earliest === null || until === null || (from === null && length !== undefined);
  const dates: Dates = { ...none, open, ...(earliest ? { earliest } : {}) };
  if (until) return { ...dates, due: until };
  if (!from || length === undefined) return dates;
  const steps = deadlineSteps({
    from,
    length,
    firstDayCounts: rule.countsFirstDay,
    rollOver: rule.rollsOver,
    closedDays: closed,
  });
  return { ...dates, due: steps.due, steps, moved: steps.due !== steps.nominal };
}

/** Without a rule of its own, the days the procedure itself names hold for everybody. */
function closesOn({ body }: PreparedVersion, dates: Dates): Dates {
  const { opensOn, closesOn } = body.deadline;
  return {
    ...dates,
    ...(opensOn === undefined ? {} : { earliest: opensOn }),
    ...(closesOn === undefined ? {} : { due: closesOn }),
  };
}

/** Null where it is not known; undefined where it is empty. */
function dayOf(scene: Scene, check: Check, row: FactRow): PlainDate | null | undefined {
  const value = scene.value(check, row);
  if (isUnknown(value)) return null;
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  return isPlainDate(day) ? day : undefined;
}

function lengthOf(rule: NonNullable<PreparedVersion['body']['deadlineRule']>): PeriodLength | undefined {
  if (rule.days !== undefined) return { days: rule.days };
  if (rule.weeks !== undefined) return { weeks: rule.weeks };
  if (rule.months !== undefined) return { months: rule.months };
  return rule.years === undefined ? undefined : { years: rule.years };
}
