/** Which part of a 決裁箱 is asked for, as it stands in an address: codes and ids, never words of a record. Browser-safe. */
import { type Box, boxes } from './model.ts';

export const boxAges = ['late', 'days3', 'week', 'month'] as const;
export type BoxAge = (typeof boxAges)[number];
export const boxAgeWords: Readonly<Record<BoxAge, string>> = {
  late: '期限を過ぎたもの',
  days3: '3日以上待っているもの',
  week: '1週間以上待っているもの',
  month: '1か月以上待っているもの',
};
export const daysWaited: Readonly<Record<BoxAge, number>> = { late: 0, days3: 3, week: 7, month: 30 };

export const boxAmounts = ['to100k', 'to500k', 'to1m', 'over1m'] as const;
export type BoxAmount = (typeof boxAmounts)[number];
export const boxAmountWords: Readonly<Record<BoxAmount, string>> = {
  to100k: '10万円未満',
  to500k: '10万円以上50万円未満',
  to1m: '50万円以上100万円未満',
  over1m: '100万円以上',
};
const bounds: Readonly<Record<BoxAmount, readonly [number, number]>> = {
  to100k: [Number.NEGATIVE_INFINITY, 100_000],
  to500k: [100_000, 500_000],
  to1m: [500_000, 1_000_000],
  over1m: [1_000_000, Number.POSITIVE_INFINITY],
};

/** Yen as a record holds them; what is empty is of no amount. */
export function isAmount(yen: unknown, amount: BoxAmount): boolean {
  if (typeof yen !== 'string' && typeof yen !== 'number') return false;
  const [from, below] = bounds[amount];
  const value = Number(yen);
  return value >= from && value < below;
}

/** Null: whichever. */
export interface BoxFilter {
  app: string | null;
  /** Id of a member of staff. */
  drafter: string | null;
  age: BoxAge | null;
  amount: BoxAmount | null;
}

export interface BoxAsked extends BoxFilter {
  box: Box;
  /** Behind this place of it; null: from its beginning. */
  after: string | null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const oneOf = <const T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((one) => one === text) ?? null;

/** What does not fit is not asked: an old address shows more, never nothing. */
export function readBoxAsked(search: URLSearchParams): BoxAsked {
  const drafter = search.get('drafter');
  return {
    box: oneOf(boxes, search.get('box')) ?? 'turn',
    app: search.get('app') || null,
    drafter: drafter !== null && uuid.test(drafter) ? drafter : null,
    age: oneOf(boxAges, search.get('age')),
    amount: oneOf(boxAmounts, search.get('amount')),
    after: search.get('after') || null,
  };
}

/** For `href`. */
export const boxQuery = ({ box, app, drafter, age, amount, after }: BoxAsked) => ({
  box,
  app: app ?? undefined,
  drafter: drafter ?? undefined,
  age: age ?? undefined,
  amount: amount ?? undefined,
  after: after ?? undefined,
});

/** Something is left out. */
export const narrows = ({ app, drafter, age, amount }: BoxFilter): boolean =>
  app !== null || drafter !== null || age !== null || amount !== null;
