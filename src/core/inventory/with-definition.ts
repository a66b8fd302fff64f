/** The full definition wins wherever it says something; what only the stock-take knows stays. Pure. */
import type { App, Organisation, Procedure } from '#core/definitions';
import { isReadOnly } from '#core/fields';
import type { Channel, Entry, Kind } from './entry.ts';

/** What a definition says, so that nobody keeps it a second time. */
export const lockedKeys: readonly (keyof Entry)[] = [
  'name',
  'reading',
  'words',
  'kind',
  'department',
  'law',
  'lawId',
  'article',
  'inForce',
  'deadline',
  'summary',
  'place',
  'days',
  'reviewedBy',
  'isPublic',
];

export function withDefinition(
  entry: Entry,
  procedure: Procedure,
  app: App | null,
  department: string,
): Entry {
  const [law] = procedure.legalBasis;
  return {
    ...entry,
    definition: procedure.id,
    name: procedure.title.ja,
    reading: procedure.reading,
    words: procedure.words,
    kind: procedure.procedureKind as Kind,
    department,
    law: law?.law ?? '',
    lawId: law?.lawId ?? '',
    article: law?.article ?? '',
    inForce: law?.inForce ?? '',
    agency: procedure.appeal?.decidingAgency ?? entry.agency,
    deadline: procedure.deadline.text.ja,
    summary: procedure.answer.ja,
    place: procedure.where.ja,
    days: procedure.processing.days,
    channels: channelsOf(entry.channels, procedure),
    visit: entry.visit === 'unknown' && procedure.counterCheck ? 'needed' : entry.visit,
    items: entry.items ?? countFields(app, false),
    attachments: entry.attachments ?? countFields(app, true),
    isPublic: true,
    reviewedBy: procedure.reviewedBy ?? '',
  };
}

function channelsOf(own: Channel[], { online }: Procedure): Channel[] {
  const rest = own.length === 0 ? (['counter'] as Channel[]) : own.filter((one) => one !== 'online');
  return online.available ? ['online', ...rest] : rest;
}

/** What one fills in, or what one attaches; null without a form. */
function countFields(app: App | null, attached: boolean): number | null {
  if (app === null) return null;
  return app.fields.filter(({ type }) => (type === 'file') === attached && !isReadOnly(type as never)).length;
}

/** The department that a definition names: by its code, or by `@duty` as the first that answers for it. */
export function departmentOf(procedure: Procedure, { departments }: Organisation, on: string): string {
  const named = procedure.department;
  const duty = named.startsWith('@') ? named.slice(1) : null;
  const found = departments.find(
    (one) =>
      (duty === null ? one.code === named : one.duties.includes(duty)) &&
      one.validFrom <= on &&
      (one.validTo === undefined || one.validTo >= on),
  );
  return found?.code ?? '';
}
