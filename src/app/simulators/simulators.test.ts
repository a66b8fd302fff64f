import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmsSender } from '#platform/sms.server';
import { createAnswers } from './registers.ts';
import { loadSamples, type Samples } from './samples.ts';
import { defaults, type Simulators, startSimulators } from './simulators.ts';

const person = {
  addresseeNumber: '1001',
  name: '見本 髙子',
  birthDate: '1990-04-01',
  address: '福岡県あかつき市港町一丁目2番3号',
};
const samples: Samples = {
  staff: [{ login: 'shimin-shuji', name: '見本 花子', note: '市民課 主事' }],
  residents: [
    { ...person, householdNumber: 'h1', status: 'resident' },
    {
      addresseeNumber: '1002',
      name: '見本 太郎',
      birthDate: '2020-01-01',
      address: person.address,
      householdNumber: 'h1',
      status: 'resident',
    },
    {
      addresseeNumber: '1003',
      family: '同姓',
      given: '同名',
      formerFamily: '旧氏',
      alias: 'Ｍｉｈｏｎ',
      birthDate: '1980-01-01',
      address: 'あかつき市東町1-1',
    },
    { addresseeNumber: '1004', name: '同姓 同名', birthDate: '1980-01-01', address: 'あかつき市西町2-2' },
  ],
  tax: [
    { ...person, fiscalYear: 2026, totalIncome: 2_000_000 },
    { ...person, fiscalYear: 2025, declared: false },
    { ...person, fiscalYear: 2024, declared: false, residentOnJanuary1: false },
  ],
  vaccination: [{ ...person, secretNumber: '7310482951', doses: [] }],
};
let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators({ port: 0, samples });
});
afterAll(() => simulators.close());

const call = async (path: string, body: unknown, token = defaults.registerToken, signal?: AbortSignal) => {
  const response = await fetch(simulators.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test('vaccination: number, name and birth date must all match, and which was wrong is not told', async () => {
  const query = { secretNumber: '7310-4829-51', name: '見本　高子', birthDate: '1990-04-01' };
  expect((await call('/registers/vaccination/match', query)).body).toMatchObject({
    status: 'matched',
    record: { addresseeNumber: '1001' },
  });
  for (const wrong of [
    { secretNumber: '7310482952' },
    { name: '見本 花子' },
    { birthDate: '1990-04-02' },
    { secretNumber: '' },
  ])
    expect((await call('/registers/vaccination/match', { ...query, ...wrong })).body).toEqual({
      status: 'notMatched',
    });
  expect((await call('/registers/vaccination/match', { name: 'x', birthDate: 'y' })).status).toBe(422);
  expect((await call('/registers/vaccination/match', query, 'wrong')).status).toBe(401);
});

test('tax and resident: by number or by name, birth date and address; undeclared and ambiguous are answers', async () => {
  const who = { name: '見本高子', birthDate: '1990-04-01', address: 'あかつき市港町1-2-3' };
  expect((await call('/registers/tax/query', { ...who, year: 2026 })).body).toMatchObject({
    status: 'found',
    record: { totalIncome: 2_000_000 },
  });
  expect((await call('/registers/tax/query', { addresseeNumber: '1001', year: '2025' })).body.status).toBe(
    'undeclared',
  );
  expect((await call('/registers/tax/query', who)).body).toMatchObject({
    record: { fiscalYear: 2026, address: person.address },
  });
  expect((await call('/registers/tax/query', { ...who, year: 2024 })).body.status).toBe('notResident');
  expect((await call('/registers/tax/query', { ...who, year: 2020 })).body).toEqual({ status: 'notFound' });
  const family = (await call('/registers/resident/query', who)).body;
  expect([family.status, (family.household as unknown[]).length]).toEqual(['found', 2]);
  const same = { name: '同姓同名', birthDate: '1980-01-01' };
  expect((await call('/registers/resident/query', same)).body).toEqual({ status: 'ambiguous' });
  expect(
    (await call('/registers/resident/query', { ...same, address: 'あかつき市西町2番2号' })).body,
  ).toMatchObject({ resident: { addresseeNumber: '1004' } });
  for (const name of ['旧氏 同名', 'MIHON'])
    expect((await call('/registers/resident/query', { ...same, name })).body).toMatchObject({
      resident: { addresseeNumber: '1003' },
    });
  expect((await call('/registers/resident/query', {})).status).toBe(422);
});

test('each service can be told to fail, stall or be slow, the others go on', async () => {
  const query = { addresseeNumber: '1001' };
  await call('/_control/tax', { mode: 'error' });
  expect((await call('/registers/tax/query', query)).status).toBe(503);
  expect((await call('/registers/resident/query', query)).status).toBe(200);
  await call('/_control/registers', { mode: 'timeout' });
  await expect(
    call('/registers/resident/query', query, undefined, AbortSignal.timeout(150)),
  ).rejects.toThrow();
  await call('/_control/registers', { mode: 'slow', ms: 120 });
  const started = performance.now();
  expect((await call('/registers/tax/query', query)).status).toBe(200);
  expect(performance.now() - started).toBeGreaterThan(110);
  await call('/_control/registers', { mode: 'ok' });
  expect((await call('/_control/nobody', { mode: 'ok' })).status).toBe(422);
  expect(await (await fetch(`${simulators.url}/_control`)).json()).toMatchObject({ tax: { mode: 'ok' } });
});

test('the SMS gateway speaks the protocol of our client, keeps messages and sends none twice', async () => {
  const sender = createSmsSender({ gateway: { url: `${simulators.url}/sms`, token: defaults.smsToken } });
  const one = await sender.sendSms({ id: 'o-1', to: '090-1111-2222', text: '<b>確認番号 123456</b>' });
  expect(one).toEqual(await sender.sendSms({ id: 'o-1', to: '090-1111-2222', text: 'again' }));
  expect(await sender.sendSms({ id: 'o-2', to: '090-1111-0000', text: 'x' })).toMatchObject({
    error: { kind: 'bounced' },
  });
  await call('/_control/sms', { mode: 'error' });
  expect(await sender.sendSms({ id: 'o-3', to: '090-1111-2222', text: 'x' })).toMatchObject({
    error: { kind: 'temporary' },
  });
  await call('/_control/sms', { mode: 'ok' });
  const page = await (await fetch(`${simulators.url}/sms`)).text();
  expect(page).toContain('&#60;b&#62;確認番号 123456');
  const list = await (
    await fetch(`${simulators.url}/sms`, { headers: { accept: 'application/json' } })
  ).json();
  expect(list).toHaveLength(1);
});

test('the samples of the demo city load and are found by what is written in them', async () => {
  const demo = loadSamples(fileURLToPath(new URL('../../../packs/demo', import.meta.url)));
  expect(Object.values(demo).map((rows) => rows.length > 10)).toEqual([true, true, true, true]);
  const answers = createAnswers(demo);
  for (const row of demo.vaccination)
    expect(
      answers.vaccination({ secretNumber: row.secretNumber, name: row.name, birthDate: row.birthDate })
        .status,
    ).toBe('matched');
  for (const row of demo.residents)
    expect(answers.resident({ name: row.name, birthDate: row.birthDate, address: row.address }).status).toBe(
      'found',
    );
  const statuses = new Set(
    demo.tax.map((row) => answers.tax({ addresseeNumber: row.addresseeNumber, year: row.fiscalYear }).status),
  );
  expect(statuses).toEqual(new Set(['found', 'undeclared', 'notResident']));
});
