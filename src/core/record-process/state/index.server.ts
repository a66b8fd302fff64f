/** Where records stand: what `core/entries` and `core/views` need of the process, which itself stands on them. */
export { calendarOf } from './calendar.server.ts';
export {
  type Standing,
  selectSeated,
  selectSeats,
  selectSeers,
  selectStandings,
  startRecords,
} from './standing.sql.ts';
