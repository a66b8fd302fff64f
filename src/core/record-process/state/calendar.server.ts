import type { Definitions } from '#core/definitions.server';
import { type ClosedDays, closedDays, usualYearEnd } from '#kernel/dates';

/** Days on which the city hall is closed. */
export function calendarOf(definitions: Pick<Definitions, 'organisation'>, on: string): ClosedDays {
  const { weekdays, nationalHolidays, yearEnd } = definitions.organisation(on).closedDays;
  return closedDays({
    weekdays,
    holidays: nationalHolidays,
    yearEnd: yearEnd ? usualYearEnd : undefined,
  });
}
