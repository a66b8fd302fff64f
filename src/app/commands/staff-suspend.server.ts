/** `madoguchi staff suspend <login>` and `resume`: nobody waits for the next import when somebody has to stop today. */
import { post } from '#core/exchange.server';
import { setSuspended } from '#core/people.server';
import { insertAudit } from '#platform/audit.server';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { Trouble, wrongUse } from './trouble.ts';

export async function suspendStaff(verb: 'suspend' | 'resume', words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' } });
  const login = given.positionals[0];
  if (login === undefined) throw wrongUse('ログイン名を指定してください。', 'Name the login.');
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    await admin.asZone('staff').tenant(municipality, 'staff', async (tx) => {
      const id = await setSuspended(tx, login, verb === 'suspend');
      if (id === null)
        throw new Trouble(`職員「${login}」は登録されていません。`, `There is no member of staff ${login}.`);
      await post(tx, 'process.reseat', {
        why: verb === 'suspend' ? '職員のサインインの停止' : '職員のサインインの再開',
      });
      await insertAudit(tx, {
        zone: 'admin',
        actorKind: 'operator',
        actorId: null,
        postId: null,
        act: `staff.${verb}`,
        noun: 'staff',
        ids: [id],
        fieldClasses: [],
        purpose: null,
        requestId: null,
      });
    });
  });
  console.log(
    verb === 'suspend'
      ? `${login} のサインインを止めました。次の操作から使えません。 / Suspended; the next request is refused.`
      : `${login} はまたサインインできます。 / May sign in again.`,
  );
}
