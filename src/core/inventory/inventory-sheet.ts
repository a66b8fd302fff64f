/** The stock-take as a sheet that can be read in again without a change. Pure. */
import { columns, volumeLabel, writeCell, yearsOf } from './columns.ts';
import { channels, type Listed } from './entry.ts';

export function sheetOf(entries: readonly Listed[]): { labels: string[]; lines: string[][] } {
  const counts = yearsOf(entries).flatMap((year) => channels.map((channel) => ({ year, channel })));
  return {
    labels: [
      ...columns.map((one) => one.label),
      ...counts.map(({ year, channel }) => volumeLabel(year, channel)),
    ],
    lines: entries.map((entry) => [
      ...columns.map((one) => writeCell(entry, one)),
      ...counts.map(({ year, channel }) => String(entry.volumes[year]?.[channel] ?? '')),
    ]),
  };
}
