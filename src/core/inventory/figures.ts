/** What the stock-take adds up to: how much is online, what is left and why, what doing it twice costs, whether it got lighter. Pure. */
import {
  type Burden,
  burdens,
  type Channel,
  isOnline,
  isWhollyDigital,
  type Listed,
  onlineChannels,
  type Reason,
} from './entry.ts';

export interface Rate {
  part: number;
  of: number;
}

export interface Figures {
  procedures: number;
  online: Rate;
  whollyDigital: Rate;
  unknownVisit: number;
  departments: { department: string; procedures: number; online: number; whollyDigital: number }[];
  /** Not online, by reason; `''`: nobody said why. */
  remaining: { reason: Reason | ''; procedures: number; planned: number; cases: number }[];
  years: { year: number; cases: number; online: number; counted: number }[];
  lightness: { burden: Burden; procedures: number; before: number; after: number }[];
}

export const casesIn = (entry: Listed, year: number, ways?: readonly Channel[]): number =>
  Object.entries(entry.volumes[year] ?? {}).reduce(
    (sum, [channel, cases]) => (ways === undefined || ways.includes(channel as Channel) ? sum + cases : sum),
    0,
  );

export const paperChannels: readonly Channel[] = ['counter', 'post'];

export function figuresOf(entries: readonly Listed[], years: readonly number[]): Figures {
  const online = entries.filter(isOnline);
  const of = entries.length;
  const newest = years[0];
  return {
    procedures: of,
    online: { part: online.length, of },
    whollyDigital: { part: entries.filter(isWhollyDigital).length, of },
    unknownVisit: entries.filter((one) => one.visit === 'unknown').length,
    departments: [...groupBy(entries, (one) => one.department)]
      .map(([department, own]) => ({
        department,
        procedures: own.length,
        online: own.filter(isOnline).length,
        whollyDigital: own.filter(isWhollyDigital).length,
      }))
      .sort((a, b) => b.procedures - a.procedures || (a.department < b.department ? -1 : 1)),
    remaining: [
      ...groupBy(
        entries.filter((one) => !isOnline(one)),
        (one) => one.reason,
      ),
    ]
      .map(([reason, own]) => ({
        reason,
        procedures: own.length,
        planned: own.filter((one) => one.plan !== '').length,
        cases: newest === undefined ? 0 : own.reduce((sum, one) => sum + casesIn(one, newest), 0),
      }))
      .sort((a, b) => b.procedures - a.procedures),
    years: years.map((year) => {
      const counted = entries.filter((one) => one.volumes[year] !== undefined);
      const sum = (ways?: readonly Channel[]) =>
        counted.reduce((total, one) => total + casesIn(one, year, ways), 0);
      return { year, cases: sum(), online: sum(onlineChannels), counted: counted.length };
    }),
    lightness: burdens.map((burden) => {
      const both = entries.filter((one) => one.before[burden] !== null && one[burden] !== null);
      const changed = both.filter((one) => one.before[burden] !== one[burden]);
      return {
        burden,
        procedures: changed.length,
        before: changed.reduce((sum, one) => sum + one.before[burden]!, 0),
        after: changed.reduce((sum, one) => sum + one[burden]!, 0),
      };
    }),
  };
}

export interface Parallel {
  entry: Listed;
  online: number;
  paper: number;
  /** Minutes that paper takes more than online, over all its cases; null: nobody measured. */
  extraMinutes: number | null;
}

/** 並行: done online and on paper in the same year. What paper costs more is the price of keeping both; dearest first. */
export function parallelOf(entries: readonly Listed[], year: number): Parallel[] {
  return entries
    .flatMap((entry): Parallel[] => {
      const online = casesIn(entry, year, onlineChannels);
      const paper = casesIn(entry, year, paperChannels);
      if (!isOnline(entry) || paper === 0) return [];
      const { minutesPaper, minutesOnline } = entry;
      const extraMinutes =
        minutesPaper === null || minutesOnline === null
          ? null
          : paper * Math.max(0, minutesPaper - minutesOnline);
      return [{ entry, online, paper, extraMinutes }];
    })
    .sort((a, b) => (b.extraMinutes ?? -1) - (a.extraMinutes ?? -1) || b.paper - a.paper);
}

/** Entries whose burden changed, those that became lightest first. */
export function lightened(entries: readonly Listed[]): { entry: Listed; delta: number }[] {
  return entries
    .flatMap((entry) => {
      const changed = burdens.filter(
        (one) => entry.before[one] !== null && entry[one] !== null && entry.before[one] !== entry[one],
      );
      if (changed.length === 0) return [];
      return [{ entry, delta: changed.reduce((sum, one) => sum + entry[one]! - entry.before[one]!, 0) }];
    })
    .sort((a, b) => a.delta - b.delta || (a.entry.code < b.entry.code ? -1 : 1));
}

function groupBy<T, K>(all: readonly T[], key: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}

export const percent = ({ part, of }: Rate): string =>
  of === 0 ? '–' : `${((part / of) * 100).toFixed(1)}%`;
