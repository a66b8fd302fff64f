/** What the form of an entry says. Pure. */
import {
  type CellIssue,
  type Channel,
  channels,
  channelWords,
  columns,
  type Entry,
  type EntryChange,
  type Listed,
  lockedKeys,
  type ReadingOffice,
  readEntry,
  wholeNumber,
} from '#core/inventory';

export const volumeControl = (year: number, channel: Channel): string => `cases-${year}-${channel}`;

interface Read {
  entry: Entry;
  volumes: EntryChange['volumes'];
  issues: CellIssue[];
}

/** `base`: as it stands; `listed`: null when it is new. Controls that are not there change nothing. */
export function readForm(
  form: FormData,
  base: Entry,
  listed: Listed | null,
  years: readonly number[],
  office: ReadingOffice,
): Read {
  const given: Record<string, string> = {};
  for (const { key } of columns) {
    if (listed !== null && (key === 'code' || (listed.full && lockedKeys.includes(key)))) continue;
    if (key === 'channels') {
      if (!form.has('channels-shown')) continue;
      given.channels = form
        .getAll('channels')
        .map((one) => channelWords[String(one) as Channel] ?? String(one))
        .join('、');
    } else if (form.has(key)) given[key] = String(form.get(key));
    else if (key === 'isPublic' && form.has('channels-shown')) given.isPublic = '';
  }
  if (listed === null) given.code ??= '';
  if (listed === null) given.name ??= '';
  const { entry, issues } = readEntry(given, base, office);
  const volumes: EntryChange['volumes'] = [];
  for (const year of years)
    for (const channel of channels) {
      const control = volumeControl(year, channel);
      if (!form.has(control)) continue;
      const typed = String(form.get(control)).trim();
      const cases = typed === '' ? null : wholeNumber(typed);
      if (typed !== '' && cases === null)
        issues.push({
          key: control,
          message: `「${typed}」は件数として読めません。0以上の整数で書いてください。`,
        });
      else if (cases !== (listed?.volumes[year]?.[channel] ?? null)) volumes.push({ year, channel, cases });
    }
  return { entry, volumes, issues };
}
