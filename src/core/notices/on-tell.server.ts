/** The worker's half: who of those meant may be told, how they want it, and the mail at once. */
import { randomUUID } from 'node:crypto';
import { definitionsOf } from '#core/definitions.server';
import { post, read } from '#core/exchange.server';
import { actorsOfStaff } from '#core/people.server';
import { tokyoDate } from '#kernel/dates';
import type { Deliver, Handlers } from '#platform/outbox.server';
import { mailText } from './mail-text.ts';
import { isKind, type NoticeKind, type NoticeRules, type NoticeWay, quietLets } from './model.ts';
import { insertNotice } from './notices.sql.ts';
import { selectMail, selectRules } from './rules.sql.ts';
import { seesChange } from './who-sees.server.ts';

/** `staffOrigin`: where links of mails lead. */
export function noticeHandlers({ staffOrigin }: { staffOrigin: string }): Handlers {
  return { 'notice.tell': { zone: 'staff', handle: (deliver) => onTell(deliver, staffOrigin) } };
}

async function onTell({ tx, municipality, message }: Deliver, staffOrigin: string): Promise<void> {
  const told = read('notice.tell', message.payload);
  // Of a kind that this version does not know any more.
  if (!isKind(told.kind)) return;
  const { kind, appId, recordId, aboutId, by, fields } = told;
  for (const staffId of told.to) {
    const actors = staffId === by ? [] : await actorsOfStaff(tx, staffId);
    if (actors.length === 0) continue;
    const way = wayOf(await selectRules(tx, staffId), kind, appId);
    if (way === 'none') continue;
    if (
      appId !== null &&
      recordId !== null &&
      !(await seesChange({ tx, municipality }, actors, appId, recordId, fields))
    )
      continue;
    const fresh = await insertNotice(tx, {
      id: randomUUID(),
      messageId: message.id,
      staffId,
      kind,
      appId,
      recordId,
      aboutId,
      by,
      digest: way === 'digest',
    });
    if (!fresh || way !== 'mail') continue;
    const to = await selectMail(tx, staffId);
    if (to === '') continue;
    const definitions = await definitionsOf(tx, municipality);
    const today = tokyoDate(new Date());
    const title = appId === null ? null : (definitions.app(appId, { on: today })?.body.title.ja ?? null);
    const city = definitions.organisation(today).municipality.name;
    const mail = mailText(city, [{ title, counts: [[kind, 1]] }], staffOrigin);
    await post(tx, 'mail.send', { to, ...mail }, `notice:${message.id}:${staffId}`);
  }
}

/** A quiet app is silent, but for who is called by name. */
export function wayOf({ ways, quiet }: NoticeRules, kind: NoticeKind, appId: string | null): NoticeWay {
  return appId !== null && quiet.includes(appId) && !quietLets.includes(kind) ? 'none' : ways[kind];
}
