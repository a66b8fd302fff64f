/** What is asked of dates: a day, or where a day lies as seen from today. Weeks begin on Monday, fiscal years in April. */
import type { Operator } from './operator.ts';

const units = { week: 'W', month: 'M', year: 'Y', fiscalYear: 'F' } as const;
const steps = { week: '7, "D"', month: '1, "M"', year: '1, "Y"', fiscalYear: '1, "Y"' } as const;

/** The period that `unit` away contains the day: the same as today's, the one before, the one after. */
function within(day: string, label: string, unit: keyof typeof units, by: '' | '-' | '+'): Operator {
  const start = `STARTOF(TODAY(), "${units[unit]}")`;
  const wanted = by === '' ? start : `DATEADD(${start}, ${by === '-' ? '-' : ''}${steps[unit]})`;
  return { label: `が${label}`, takes: 'nothing', form: `STARTOF(${day}, "${units[unit]}") = ${wanted}` };
}

/** `day` is what a formula says for the day of the field: of a date with time, that of its date. */
export const dateOperators = (day: string) =>
  ({
    today: { label: 'が今日', takes: 'nothing', form: `${day} = TODAY()` },
    yesterday: { label: 'が昨日', takes: 'nothing', form: `${day} = DATEADD(TODAY(), -1, "D")` },
    tomorrow: { label: 'が明日', takes: 'nothing', form: `${day} = DATEADD(TODAY(), 1, "D")` },
    thisWeek: within(day, '今週', 'week', ''),
    lastWeek: within(day, '先週', 'week', '-'),
    nextWeek: within(day, '来週', 'week', '+'),
    thisMonth: within(day, '今月', 'month', ''),
    lastMonth: within(day, '先月', 'month', '-'),
    nextMonth: within(day, '来月', 'month', '+'),
    thisFiscalYear: within(day, '今年度', 'fiscalYear', ''),
    lastFiscalYear: within(day, '昨年度', 'fiscalYear', '-'),
    nextFiscalYear: within(day, '来年度', 'fiscalYear', '+'),
    thisYear: within(day, '今年（1月から）', 'year', ''),
    lastYear: within(day, '昨年（1月から）', 'year', '-'),
    pastDays: {
      label: 'が過去の次の日数（今日まで）',
      takes: 'days',
      form: `AND(${day} > DATEADD(TODAY(), -A, "D"), ${day} <= TODAY())`,
    },
    withinDays: {
      label: 'が今日から次の日数以内',
      takes: 'days',
      form: `AND(${day} >= TODAY(), ${day} <= DATEADD(TODAY(), A, "D"))`,
    },
    beforeDays: {
      label: 'が次の日数より前',
      takes: 'days',
      form: `${day} < DATEADD(TODAY(), -A, "D")`,
    },
    past: { label: 'が今日より前', takes: 'nothing', form: `${day} < TODAY()` },
    future: { label: 'が今日より後', takes: 'nothing', form: `${day} > TODAY()` },
    on: { label: 'が次の日', takes: 'date', form: `${day} = A` },
    onOrAfter: { label: 'が次の日以後', takes: 'date', form: `${day} >= A` },
    onOrBefore: { label: 'が次の日以前', takes: 'date', form: `${day} <= A` },
    betweenDays: { label: 'が次の期間', takes: 'date', count: 2, form: `AND(${day} >= A, ${day} <= B)` },
  }) satisfies Record<string, Operator>;
