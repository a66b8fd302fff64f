/** Keys change while the city works: nothing is lost, nothing stays behind, old keys end. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCase } from '#core/cases.server';
import { openAnswers, recordPlace } from '#core/sealing.server';
import { unwrap } from '#kernel/result';
import { createKeyring, marksOf, sealsOf, selectDataKeys } from '#platform/crypto.server';
import { renewSealed } from './renew-sealed.server.ts';
import { keyStatus, rewrapDataKeys, rotateDataKey } from './rotate-keys.server.ts';
import * as rows from './sealed-house.sql.ts';
import { openSealedHouse, type SealedHouse } from './sealed-house.testing.ts';

let house: SealedHouse;
beforeAll(async () => {
  house = await openSealedHouse();
});
afterAll(() => house?.close());

const bank = (number: string) => ({
  'f70.bank': ['0001'],
  'f70.branch': ['001'],
  'f70.kind': ['1'],
  'f70.number': [number],
  'f70.holder': ['ｼｹﾝ ﾊﾅｺ'],
});
const bankPage = (number: string) => ({ pageId: 'bank-account', typed: bank(number) });
const again = { batch: 3, pauseMs: 0 };

/** The account number in the office's record, as staff who unseal it see it. */
async function accountOf(caseId: string): Promise<string> {
  return house.asStaff('gakuji-shuji', async (desk) => {
    const { app, record } = unwrap(await readCase(desk, caseId));
    const seals = sealsOf({ tx: desk.tx, keyring: house.keyring, municipality: house.city.code }, 'staff');
    const open = await openAnswers(seals, recordPlace(app.id, record.id), record.answers);
    return (open['70'] as { number: string }).number;
  });
}

async function rotateBoth(): Promise<void> {
  for (const zone of ['portal', 'staff'] as const) await rotateDataKey(house.tools, house.city.code, zone);
}

const dump = () =>
  house.city.admin.tenant(house.city.code, 'owner', (tx) => rows.dumpLines(tx, `m${house.city.code}`));

/** Whether the dump holds a value under a key; it shows columns of bytes in hexadecimal. */
function under(lines: string[], keyId: string): string[] {
  const marks = marksOf([keyId]);
  const plain = [...marks.json, ...marks.text, ...marks.hex]
    .map((mark) => mark.replaceAll('%', '').replaceAll('"', ''))
    .map((mark) => mark.replace(/^sealed: /, ''));
  return lines.filter((line) => !line.includes('data_keys') && plain.some((mark) => line.includes(mark)));
}

test('a change of keys reaches every place that seals: afterwards no table holds anything under the old key', async () => {
  const draft = await house.apply(undefined, bankPage('7650001'));
  await house.askFor('gakuji-shuji', draft.caseId, ['f70']);
  // Kept, not sent: what was typed and the answers held beside the request.
  await draft.correct({ ...bank('7650002'), _action: ['save'] });
  const sent = await house.apply(undefined, bankPage('7650003'));
  await house.askFor('gakuji-shuji', sent.caseId, ['f70']);
  await sent.correct({ ...bank('7650004'), _action: ['next'] });
  await house.write(undefined, bankPage('7650006'));
  await house.city.staff.tenant(house.city.code, 'staff', (tx) =>
    rows.addSealedTotp({ tx, keyring: house.keyring, municipality: house.city.code }),
  );
  const before = await house.city.worker.tenant(house.city.code, 'worker', selectDataKeys);
  const old = before.filter((key) => key.state === 'active').map((key) => key.id);
  expect(old).toHaveLength(2);
  const held = await dump();
  const tables = new Set(
    old.flatMap((id) => under(held, id)).map((line) => line.split(' ')[0]!.split('.')[1]),
  );
  expect([...tables].sort()).toEqual([
    'applications',
    'drafts',
    'outbox',
    'r_school_expense_assistance',
    'record_history',
    'staff_credentials',
  ]);

  await rotateBoth();
  const status = await keyStatus(house.tools, house.city.code);
  const leaving = status.filter((one) => one.key.state === 'old');
  expect(leaving.flatMap((one) => one.left.map((each) => each.store))).toHaveLength(6);
  // On its way under the old key while the new one is in use already.
  const done = await renewSealed(house.tools, house.city.code, again);
  expect(done).toMatchObject({ broken: 0, left: 0 });
  expect(done.retired.map((name) => name.split('/')[1]).sort()).toEqual([...old].sort());
  const after = await dump();
  for (const id of old) expect(under(after, id)).toEqual([]);
  await house.deliver();
  expect(await accountOf(sent.caseId)).toBe('7650004');
  expect(await accountOf(draft.caseId)).toBe('7650001');
  await draft.correct({ ...bank('7650005'), _action: ['next'] });
  await house.deliver();
  expect(await accountOf(draft.caseId)).toBe('7650005');
  const keys = await house.city.worker.tenant(house.city.code, 'worker', selectDataKeys);
  expect(keys.filter((key) => key.state === 'retired').every((key) => key.wrapped === null)).toBe(true);
});

test('people write on while keys change again and again: nothing is lost', async () => {
  const cases = await Promise.all(
    Array.from({ length: 6 }, (_, index) => house.apply(undefined, bankPage(`100000${index}`))),
  );
  let writing = true;
  let changes = 0;
  const changing = (async () => {
    while (writing) {
      await rotateBoth();
      await renewSealed(house.tools, house.city.code, again);
      changes += 1;
    }
  })();
  try {
    await Promise.all(
      cases.map(async (one, index) => {
        await house.askFor('gakuji-shuji', one.caseId, ['f70']);
        // As long as three changes take, however slow the machine is.
        for (let round = 0; round < 3 || (changes < 3 && round < 1000); round++) {
          await one.correct({ ...bank(`200${round % 10}00${index}`), _action: ['save'] });
          await pause(20);
        }
        await one.correct({ ...bank(`300000${index}`), _action: ['next'] });
      }),
    );
    await Promise.all([1, 2, 3].map((n) => house.apply(undefined, bankPage(`400000${n}`))));
  } finally {
    writing = false;
  }
  await changing;
  expect(changes).toBeGreaterThan(2);
  await house.deliver();
  for (const [index, one] of cases.entries()) expect(await accountOf(one.caseId)).toBe(`300000${index}`);
  await renewSealed(house.tools, house.city.code, again);
  const last = await renewSealed(house.tools, house.city.code, again);
  expect(last).toMatchObject({ broken: 0, left: 0 });
  const live = await house.city.worker.tenant(house.city.code, 'worker', selectDataKeys);
  expect(live.filter((key) => key.state !== 'retired')).toHaveLength(2);
});

test('killed half-way it goes on where values still lie under the old key', async () => {
  await Promise.all(Array.from({ length: 4 }, () => house.apply(undefined, bankPage('5550001'))));
  await rotateBoth();
  const killed = new AbortController();
  let batches = 0;
  const half = renewSealed(house.tools, house.city.code, {
    batch: 1,
    pauseMs: 0,
    signal: killed.signal,
    onProgress: () => {
      batches += 1;
      if (batches === 3) killed.abort();
    },
  });
  await expect(half).rejects.toThrow();
  const left = (await keyStatus(house.tools, house.city.code)).flatMap((one) => one.left);
  expect(left.length).toBeGreaterThan(0);
  expect(await renewSealed(house.tools, house.city.code, again)).toMatchObject({ broken: 0, left: 0 });
});

test('a value that does not open keeps its key, and keeps no other value waiting', async () => {
  const [good, bad] = [
    await house.apply(undefined, bankPage('6660001')),
    await house.apply(undefined, bankPage('6660002')),
  ];
  // Somebody with the rights of the owner copies one person's account over another's.
  await house.city.admin.tenant(house.city.code, 'owner', (tx) =>
    rows.copySealed(tx, good.caseId, bad.caseId),
  );
  await expect(accountOf(bad.caseId)).rejects.toThrow('does not open');
  await rotateBoth();
  const done = await renewSealed(house.tools, house.city.code, again);
  expect(done).toMatchObject({ broken: 1, left: 1 });
  expect(await accountOf(good.caseId)).toBe('6660001');
  await house.city.admin.tenant(house.city.code, 'owner', (tx) => rows.emptySealed(tx, bad.caseId));
  expect(await renewSealed(house.tools, house.city.code, again)).toMatchObject({ broken: 0, left: 0 });
});

test('after a change of the secret keys are wrapped anew, and the old secret opens nothing any more', async () => {
  const one = await house.apply(undefined, bankPage('8880001'));
  const secret = 'a secret for tests that is long enough';
  const next = 'another secret of tests, also long enough';
  const { db } = house.tools;
  const both = { db, keyring: createKeyring([next, secret]) };
  await expect(rewrapDataKeys({ db, keyring: createKeyring(next) }, house.city.code)).rejects.toThrow(
    'not configured',
  );
  expect(await rewrapDataKeys(both, house.city.code)).toBeGreaterThan(1);
  expect(await rewrapDataKeys(both, house.city.code)).toBe(0);
  await expect(accountOf(one.caseId)).rejects.toThrow('not configured');
  await house.asStaff('gakuji-shuji', async (desk) => {
    const { app, record } = unwrap(await readCase(desk, one.caseId));
    const scene = { tx: desk.tx, keyring: createKeyring(next), municipality: house.city.code };
    const open = await openAnswers(sealsOf(scene, 'staff'), recordPlace(app.id, record.id), record.answers);
    expect(open['70']).toMatchObject({ number: '8880001' });
  });
  const back = { db, keyring: createKeyring([secret, next]) };
  await rewrapDataKeys(back, house.city.code);
});

test('values of a city from before data keys open, are sealed anew, and then no longer open the old way', async () => {
  const one = await house.apply(undefined, bankPage('9990001'));
  const { code } = house.city;
  const old = house.keyring.seal(
    new TextEncoder().encode(
      JSON.stringify({ bank: '0001', branch: '001', kind: '1', number: '9990009', holder: 'ﾑｶｼ' }),
    ),
    { municipality: code, purpose: 'answer:school-expense-assistance:70' },
  );
  const plant = () => house.city.admin.tenant(code, 'owner', (tx) => rows.plantSealed(tx, one.caseId, old));
  await plant();
  await expect(accountOf(one.caseId)).rejects.toThrow('does not open');
  await house.city.admin.tenant(code, 'owner', rows.addLegacyKey);
  expect(await accountOf(one.caseId)).toBe('9990009');
  expect((await renewSealed(house.tools, code, again)).retired).toEqual(['staff/v1']);
  expect(await accountOf(one.caseId)).toBe('9990009');
  await plant();
  await expect(accountOf(one.caseId)).rejects.toThrow('does not open');
});
