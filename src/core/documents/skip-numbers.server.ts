import { fiscalYearOf, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import type { IssuedNumber } from './number-journal.server.ts';
import { insertGaps, selectLastNumbers } from './numbers.sql.ts';

/** So many numbers are passed over in each section when nobody knows how many were issued since. */
const unknown = 1_000;

/**
 * After a restore: numbers that were issued after the backup are not given again; they stand in the register as 欠番 with
 * the reason. `issued` null: the journal is lost. Gives how many numbers were passed over.
 */
export async function skipNumbers(
  tx: Tx,
  issued: readonly IssuedNumber[] | null,
  takenAt: Date,
  now = new Date(),
): Promise<number> {
  const known = await selectLastNumbers(tx);
  const lastOf = ({ department, fiscalYear }: Omit<IssuedNumber, 'serial'>) =>
    known.find((one) => one.department === department && one.fiscalYear === fiscalYear)?.serial ?? 0;
  const gaps = (issued ?? guessed(known, takenAt, now))
    .map((one) => ({ ...one, first: lastOf(one) + 1, last: one.serial }))
    .filter(({ first, last }) => first <= last);
  const when = tokyoDate(takenAt);
  await insertGaps(
    tx,
    gaps,
    issued === null
      ? `${when}のバックアップから復元。その後に使った番号の控えがないため、使わない番号`
      : `${when}のバックアップから復元。その後に使われた番号で、文書の控えがない`,
  );
  return gaps.reduce((all, { first, last }) => all + last - first + 1, 0);
}

/** Every section may have issued in each fiscal year between the backup and now. */
function guessed(known: readonly IssuedNumber[], takenAt: Date, now: Date): IssuedNumber[] {
  const [from, to] = [fiscalYearOf(tokyoDate(takenAt)), fiscalYearOf(tokyoDate(now))];
  return [...new Set(known.map((one) => one.department))].flatMap((department) =>
    Array.from({ length: to - from + 1 }, (_, n) => {
      const fiscalYear = from + n;
      const last = known.find((one) => one.department === department && one.fiscalYear === fiscalYear);
      return { department, fiscalYear, serial: (last?.serial ?? 0) + unknown };
    }),
  );
}
