/** The worker's round over regular outputs: runs what is due and approved, warns before an approval lapses. */
import { randomUUID } from 'node:crypto';
import { post } from '#core/exchange.server';
import { formatBoth, tokyoDate } from '#kernel/dates';
import { insertAudit } from '#platform/audit.server';
import type { Database, Tx } from '#platform/db.server';
import { actorInPost, sourceFor } from './desk.server.ts';
import { insertRun, moveOn, noteWarned, type RegularRow, selectDue, selectToWarn } from './regular.sql.ts';
import { nextNumber } from './request-export.server.ts';
import { classesOf } from './source.ts';

/** Makes an export of each that is due, once a day at most. Without a valid approval nothing runs. Gives how many began. */
export function runRegulars(
  db: Database,
  municipality: string,
  today = tokyoDate(new Date()),
): Promise<number> {
  return db.tenant(municipality, 'staff', async (tx) => {
    let begun = 0;
    for (const row of await selectDue(tx, today)) {
      if (await runOne(tx, municipality, row, today)) begun += 1;
    }
    for (const row of await selectToWarn(tx, today)) await warn(tx, row, today);
    return begun;
  });
}

async function runOne(tx: Tx, municipality: string, row: RegularRow, today: string): Promise<boolean> {
  const actor = await actorInPost(tx, row.author_staff_id, row.author_post_id, row.author_name);
  // Its author has left the post: it waits, and the list says so.
  const source = actor === null ? null : await sourceFor({ tx, municipality, actor }, row);
  if (source === null) return false;
  const exportId = randomUUID();
  const classes = classesOf(source.columns);
  const began = await insertRun(tx, {
    exportId,
    number: await nextNumber(tx),
    regularId: row.id,
    today,
    labels: source.columns.map((one) => one.label),
    classes,
  });
  await moveOn(tx, row.id, today);
  if (began)
    await insertAudit(tx, {
      zone: 'worker',
      actorKind: 'system',
      actorId: null,
      postId: row.author_post_id,
      act: 'export.regular',
      noun: 'export',
      ids: [exportId, row.id],
      fieldClasses: classes,
      purpose: row.purpose,
      requestId: null,
    });
  return began;
}

/** To its author and to whoever approved it last. The mail names the output and no person in it. */
async function warn(tx: Tx, row: RegularRow, today: string): Promise<void> {
  const day = formatBoth(row.approved_until!);
  for (const to of new Set([row.author_mail, row.approver_mail ?? ''])) {
    if (to === '') continue;
    await post(tx, 'mail.send', {
      to,
      subject: `定例出力「${row.title}」の承認が ${day} に切れます`,
      text: `定例出力「${row.title}」（${row.department_name}、提供先：${row.recipient}）の承認は、${day}までです。\n\n続けるには、課長などの決裁者が、職員用の画面の「書出し」→「定例出力」で、あらためて承認してください。承認されないと、次の日から出力が止まります。\n`,
    });
  }
  await noteWarned(tx, row.id, today);
}
