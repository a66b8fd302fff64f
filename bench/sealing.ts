/**
 * What sealing costs a submission: the answers of a school expense application sealed for draft, application and message,
 * opened and moved by the office into record and history, against the same walk with nothing sealed. No database: reading
 * the keys (one small statement a transaction) is part of `first-journey`. `sealingCost` is for other benches.
 */
import { performance } from 'node:perf_hooks';
import type { Answers, Field } from '#core/fields';
import {
  applicationPlace,
  draftPlace,
  messagePlace,
  moveValue,
  openAnswers,
  placeOf,
  recordPlace,
  sealAnswers,
} from '#core/sealing.server';
import { createKeyring, openedVault, type Seals } from '#platform/crypto.server';

const app = 'school-expense-assistance';
const account = { bank: '0001', branch: '001', kind: '1', number: '1234567', holder: 'ｼｹﾝ ﾊﾅｺ' };
const others = Object.fromEntries(Array.from({ length: 40 }, (_, id) => [id + 1, `answer ${id}`]));
const field = (sealed: boolean) =>
  [{ id: 70, type: sealed ? 'bank-account' : 'text', classification: 'personal' }] as unknown as Field[];

async function journey(seals: Seals, sealed: boolean): Promise<void> {
  const fields = field(sealed);
  const plain: Answers = { ...others, 70: sealed ? account : JSON.stringify(account) };
  const at = [
    draftPlace('d', app),
    applicationPlace('a', app),
    messagePlace('application.submitted', 'a', 't', app),
  ];
  let last: Answers = plain;
  for (const place of at) last = await sealAnswers(seals, place, fields, plain);
  const office = await openAnswers(seals, at[2]!, last);
  const record = await sealAnswers(seals, recordPlace(app, 'r'), fields, office);
  if (!sealed) return;
  const from = placeOf(recordPlace(app, 'r'), '70');
  moveValue(await seals(), from, { ...from, noun: 'history' }, record['70'] as { sealed: string });
}

/** Microseconds a submission, with and without, in turns, the median of each. */
export async function sealingCost(rounds = 2_000, turns = 7): Promise<{ sealed: number; open: number }> {
  const vault = openedVault(createKeyring('a secret for benches that is long enough'), '981001');
  const seals: Seals = async () => vault;
  const times = { sealed: [] as number[], open: [] as number[] };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const kind of ['sealed', 'open'] as const) {
      const since = performance.now();
      for (let round = 0; round < rounds; round += 1) await journey(seals, kind === 'sealed');
      times[kind].push(((performance.now() - since) * 1000) / rounds);
    }
  }
  const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  return { sealed: median(times.sealed), open: median(times.open) };
}

if (process.argv[1]?.endsWith('sealing.ts')) {
  const { sealed, open } = await sealingCost(Number(process.argv[2] ?? 2_000));
  console.log(
    `a submission with one sealed field: ${sealed.toFixed(0)} µs of sealing and opening, ${open.toFixed(0)} µs without; ` +
      `${(sealed - open).toFixed(0)} µs more (4 sealings, 2 openings, each bound to its place)`,
  );
}
