/** `madoguchi outbox held [release|drop]`: what a restore found waiting to leave the house. */
import { insertAudit } from '#platform/audit.server';
import type { Tx } from '#platform/db.server';
import { dropHeld, type HeldChoice, releaseHeld, selectHeld } from '#platform/outbox.server';
import { asOperator, municipalityOf, readWords } from './options.server.ts';
import { wrongUse } from './trouble.ts';

export async function runOutbox(words: string[]): Promise<void> {
  const given = readWords(words, { municipality: { type: 'string' }, all: { type: 'boolean' } });
  const [noun, verb, ...ids] = given.positionals;
  const choice: HeldChoice = given.flag('all') ? 'all' : ids;
  if (noun !== 'held' || !(verb === undefined || verb === 'release' || verb === 'drop'))
    throw wrongUse('outbox held [release|drop] と書いてください。', 'Write: outbox held [release|drop].');
  if (verb !== undefined && (choice.length === 0 || ids.some((id) => !/^\d{1,18}$/.test(id))))
    throw wrongUse('番号を並べるか --all を付けてください。', 'Name numbers, or --all.');
  await asOperator(async (admin) => {
    const municipality = await municipalityOf(admin, given.text('municipality'));
    const asWorker = <T>(work: (tx: Tx) => Promise<T>) =>
      admin.asZone('worker').tenant(municipality, 'worker', work);
    if (verb === undefined) {
      const held = await asWorker(selectHeld);
      for (const one of held) console.log(`${one.id}\t${one.kind}\t${one.createdAt.toISOString()}`);
      console.log(`${held.length} 件を止めてあります。 / held`);
      return;
    }
    const done = await asWorker(async (tx) => {
      const changed = await (verb === 'release' ? releaseHeld(tx, choice) : dropHeld(tx, choice));
      await insertAudit(tx, {
        zone: 'admin',
        actorKind: 'operator',
        actorId: null,
        postId: null,
        act: verb === 'release' ? 'outbox.release' : 'outbox.drop',
        noun: 'outbox',
        ids: changed,
        fieldClasses: [],
        purpose: null,
        requestId: null,
      });
      return changed;
    });
    console.log(
      verb === 'release'
        ? `${done.length} 件を送ります。 / released`
        : `${done.length} 件は送りません。 / dropped`,
    );
  });
}
