/** Whom rules of a process mean today, for what is told to people. */
import type { Seat } from '#core/definitions';
import type { ProcessDesk, readByProcess } from '#core/entries.server';
import { currentShapeOf } from '#core/records.server';
import type { Known } from '../approval/find-places.ts';
import { findPlaces } from '../approval/find-places.ts';
import { handsAt, type Organisation, staffed } from '../approval/organisation.ts';
import { selectApprovals } from '../approvals.sql.ts';
import { namedIn } from '../open-process.server.ts';
import { selectPrevious, selectRecordRow } from '../process.sql.ts';
import { worldOf } from '../world.server.ts';

type Found = NonNullable<Awaited<ReturnType<typeof readByProcess>>>;

/** Whoever holds the places, and where nobody works there, whoever the next office above is. */
export async function peopleMeant(
  desk: Pick<ProcessDesk, 'tx'>,
  found: Found,
  rules: readonly Seat[],
): Promise<string[]> {
  const { organisation } = await worldOf(desk.tx, found.open.definitions);
  return holdersOf(rules, await knownOf(desk, found, organisation), organisation);
}

/** Own holders and who stands in for them. */
export function holdersOf(rules: readonly Seat[], known: Known, organisation: Organisation): string[] {
  const places = rules.flatMap((rule) => findPlaces(rule, known, organisation));
  const found = places.flatMap((place) => {
    const at = staffed(place, organisation);
    return at === null ? [] : handsAt(at, organisation);
  });
  return [...new Set(found.map((hand) => hand.staff))];
}

/** What rules refer to, of a record that nobody looks at. */
export async function knownOf(
  { tx }: Pick<ProcessDesk, 'tx'>,
  { open, record }: Found,
  organisation: Organisation,
): Promise<Known> {
  const appId = open.app.id;
  const row = await selectRecordRow(tx, await currentShapeOf(tx, appId), record.id);
  const [newest] = await selectApprovals(tx, appId, record.id);
  const maker = organisation.posts.find((one) => one.staff === row?.createdBy && one.main);
  const drafter = newest?.approval.drafter ?? maker;
  return {
    drafter: drafter === undefined ? null : { staff: drafter.staff, department: drafter.department },
    previous: (await selectPrevious(tx, appId, record.id)) ?? row?.createdBy ?? null,
    named: namedIn(open, record.answers),
  };
}
