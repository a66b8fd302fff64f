/** Functions of days, with unknowns: most keep the order of days, so that bounds stay bounds. */
import { decimal } from '#kernel/decimal';
import { asDay, type Value } from '../value.ts';
import { scalarWorks, type Work } from '../value-scalars.ts';
import type { KleeneOf, KleeneRun } from './frame.ts';
import { anyDay, anyNumber, anything, between, dayRange, numberRange, rangeOf, whole } from './possible.ts';
import { bounded, type Otherwise, scalar } from './scalar.ts';
import { type Abstract, Open } from './unknown.ts';

const at = (values: readonly Abstract[], index: number): Abstract => values[index] ?? null;

/** A function that grows with its day; the other arguments must be known. */
const growing =
  (work: Work, kind: 'number' | 'date'): Otherwise =>
  (values, needs, run) => {
    const day = dayRange(at(values, 0));
    if (day === undefined) return null;
    const rest = values.slice(1);
    if (rest.some((each) => each instanceof Open))
      return kind === 'number' ? anyNumber(needs) : anyDay(needs);
    const on = (end: string) => work([end, ...(rest as Value[])], run);
    return bounded(kind, on(day.from), on(day.to), day.empty, needs);
  };

/** The month or the day of the month: in order as long as the year, or the month, is one. */
const within =
  (work: Work, same: number, most: number): Otherwise =>
  (values, needs, run) => {
    const day = dayRange(at(values, 0));
    if (day === undefined) return null;
    if (day.from.slice(0, same) !== day.to.slice(0, same))
      return between(whole(1), whole(most), day.empty, needs);
    return bounded('number', work([day.from], run), work([day.to], run), day.empty, needs);
  };

const dated: Otherwise = ([year = null, month = null, day = null], needs) => {
  const years = numberRange(year);
  if (years === undefined || numberRange(month) === undefined || numberRange(day) === undefined) return null;
  const clip = (n: number) => String(Math.max(1, Math.min(9999, n))).padStart(4, '0');
  const [first, last] = [Number(years.from.toFixed(0)), Number(years.to.toFixed(0))];
  if (last < 1 || first > 9999) return null;
  return between(`${clip(first)}-01-01`, `${clip(last)}-12-31`, true, needs);
};

const shifted: Otherwise = (values, needs) => {
  const [day, by] = [dayRange(at(values, 0)), numberRange(at(values, 1))];
  const unit = at(values, 2);
  if (day === undefined || by === undefined) return null;
  if (unit instanceof Open) return anyDay(needs);
  const on = (end: string, steps: Value) => scalarWorks.DATEADD([end, steps, unit as Value]);
  return bounded('date', on(day.from, by.from), on(day.to, by.to), day.empty || by.empty, needs);
};

const difference: Otherwise = (values, needs) => {
  const [from, to] = [dayRange(at(values, 0)), dayRange(at(values, 1))];
  const unit = at(values, 2);
  if (from === undefined || to === undefined) return null;
  if (unit instanceof Open) return anyNumber(needs);
  const of = (start: string, end: string) => scalarWorks.DATEDIF([start, end, unit as Value]);
  return bounded('number', of(from.to, to.from), of(from.from, to.to), from.empty || to.empty, needs);
};

/** The oldest is born first and looked at last; before birth there is no age. */
const aged: Otherwise = (values, needs, run) => {
  const birth = dayRange(at(values, 0));
  const on = dayRange(values.length > 1 ? at(values, 1) : asDay(run.today));
  if (birth === undefined || on === undefined || on.to < birth.from) return null;
  const born = on.from >= birth.to;
  const young = born ? scalarWorks.AGE([birth.to, on.from], run) : decimal(0);
  return bounded(
    'number',
    young,
    scalarWorks.AGE([birth.from, on.to], run),
    birth.empty || on.empty || !born,
    needs,
  );
};

/** A day or a moment gives its day; what a text reads as, nobody can say. */
const dayOf: Otherwise = (values, needs) => {
  if (rangeOf(at(values, 0)) === null) return anyDay(needs);
  const day = dayRange(at(values, 0));
  return day === undefined ? null : between(day.from, day.to, day.empty, needs);
};

const dayFunction = (work: Work, otherwise: Otherwise): KleeneOf => scalar(work, otherwise, null);

export const dayFunctions = {
  DATE: dayFunction(scalarWorks.DATE, dated),
  DATEVALUE: dayFunction(scalarWorks.DATEVALUE, dayOf),
  YEAR: dayFunction(scalarWorks.YEAR, growing(scalarWorks.YEAR, 'number')),
  MONTH: dayFunction(scalarWorks.MONTH, within(scalarWorks.MONTH, 4, 12)),
  DAY: dayFunction(scalarWorks.DAY, within(scalarWorks.DAY, 7, 31)),
  STARTOF: dayFunction(scalarWorks.STARTOF, growing(scalarWorks.STARTOF, 'date')),
  DATEADD: dayFunction(scalarWorks.DATEADD, shifted),
  DATEDIF: dayFunction(scalarWorks.DATEDIF, difference),
  AGE: dayFunction(scalarWorks.AGE, aged),
  FISCALYEAR: dayFunction(scalarWorks.FISCALYEAR, growing(scalarWorks.FISCALYEAR, 'number')),
  WAREKI: dayFunction(scalarWorks.WAREKI, (_values, needs) => anything(true, needs)),
} satisfies Record<string, KleeneOf>;

/** What is known whoever is asked about: the moment and who asks. */
const given =
  (work: Work): KleeneOf =>
  (_args, frame: { run: KleeneRun }) =>
    work([], frame.run);

export const momentFunctions = {
  TODAY: given(scalarWorks.TODAY),
  NOW: given(scalarWorks.NOW),
  ME: given(scalarWorks.ME),
  MYDEPARTMENT: given(scalarWorks.MYDEPARTMENT),
  MYDEPARTMENTS: given(scalarWorks.MYDEPARTMENTS),
  MYGROUPS: given(scalarWorks.MYGROUPS),
} satisfies Record<string, KleeneOf>;
