/** Terms and lists. Browser-safe. */
import { addDays, addYears, fiscalYearDays, fiscalYearOf, type PlainDate } from '#kernel/dates';

export type Afterwards = 'dispose' | 'transfer' | 'review';
export type DisposalAction = 'dispose' | 'transfer';
export type ItemState = 'listed' | 'excluded' | 'handedOver' | 'done';

export const afterwardsLabels: Record<Afterwards, string> = {
  dispose: '廃棄',
  transfer: '公文書館へ移管',
  review: '満了時に選別',
};

export interface Term {
  startsOn: PlainDate;
  /** Last day kept; null: permanent. */
  endsOn: PlainDate | null;
}

/** 起算日 is 1 April of the year after the fiscal year of 完結 (文書管理規程; 公文書管理法施行令8 has the same day). */
export function termOf(closedOn: PlainDate, years: number | null): Term {
  const startsOn = fiscalYearDays(fiscalYearOf(closedOn) + 1).start;
  return { startsOn, endsOn: years === null ? null : addDays(addYears(startsOn, years), -1) };
}
