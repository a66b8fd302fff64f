/** The mail of the day: once for each person, with what they may still see at this moment. The worker's. */
import { type Definitions, definitionsOf } from '#core/definitions.server';
import { post } from '#core/exchange.server';
import { actorsOfStaff } from '#core/people.server';
import { tokyoDate, tokyoDateTimeParts } from '#kernel/dates';
import type { Database, Tx } from '#platform/db.server';
import { mailGroups, mailText } from './mail-text.ts';
import { digestHour, noticeDays } from './model.ts';
import { deleteOldNotices } from './notices.sql.ts';
import { insertDigest, selectDigestPeople, selectMail, takeDigest } from './rules.sql.ts';
import { visibleTo } from './who-sees.server.ts';

const people = 500;

/** Gives the number of mails. Each person is a transaction of their own: one that fails does not hold up the others. */
export async function sendDigests(
  db: Database,
  municipality: string,
  origin: string,
  now: Date = new Date(),
): Promise<number> {
  if (tokyoDateTimeParts(now).hour < digestHour) return 0;
  const day = tokyoDate(now);
  const until = new Date(`${day}T${String(digestHour).padStart(2, '0')}:00:00+09:00`);
  const wanted = await db.tenant(municipality, 'staff', (tx) => selectDigestPeople(tx, until, people));
  let sent = 0;
  for (const staffId of wanted)
    if (
      await db.tenant(municipality, 'staff', (tx) =>
        sendDigest(tx, { municipality, staffId, day, until, origin }),
      )
    )
      sent += 1;
  return sent;
}

/** After the term nobody is reminded any more. */
export function sweepNotices(db: Database, municipality: string, days = noticeDays): Promise<number> {
  return db.tenant(municipality, 'worker', (tx) => deleteOldNotices(tx, days));
}

async function sendDigest(
  tx: Tx,
  one: { municipality: string; staffId: string; day: string; until: Date; origin: string },
): Promise<boolean> {
  const { municipality, staffId, day } = one;
  const waiting = await takeDigest(tx, staffId, one.until);
  const to = await selectMail(tx, staffId);
  if (waiting.length === 0 || to === '') return false;
  const seen = new Set<string>();
  for (const actor of await actorsOfStaff(tx, staffId)) {
    const { sees } = await visibleTo({ tx, municipality }, actor, waiting);
    for (const notice of waiting) if (sees(notice)) seen.add(notice.id);
  }
  const told = waiting.filter((notice) => seen.has(notice.id));
  if (told.length === 0 || !(await insertDigest(tx, staffId, day))) return false;
  const definitions = await definitionsOf(tx, municipality);
  const mail = mailText(
    definitions.organisation(day).municipality.name,
    mailGroups(told, (appId) => titleOf(definitions, appId, day)),
    one.origin,
  );
  await post(tx, 'mail.send', { to, ...mail }, `digest:${staffId}:${day}`);
  return true;
}

const titleOf = (definitions: Definitions, appId: string, on: string): string | null =>
  definitions.app(appId, { on })?.body.title.ja ?? null;
