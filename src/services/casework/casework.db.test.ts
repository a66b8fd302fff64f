import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, enterCase, readCase } from '#core/cases.server';
import { type Answers, filesIn, type Json } from '#core/fields';
import { checkAnswers, createFormState, onePage, submittedAnswers } from '#core/forms';
import { actorOfLogin } from '#core/people.server';
import { openAnswers, recordPlace } from '#core/sealing.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { createKeyring, sealsOf } from '#platform/crypto.server';
import type { Tx } from '#platform/db.server';
import { createFileStore } from '#platform/files.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { actOnCase } from './act-on-case.server.ts';
import { rowsOf } from './answer-rows.ts';
import { casePage } from './case-page.server.ts';
import { entryForm } from './enter-form.server.ts';
import { filesToEnter, keepFiles, openState, sealState } from './entry-state.server.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city.close());

const today = tokyoDate(new Date());
const keyring = createKeyring('a secret for tests that is long enough');
const typed: Answers = {
  1: { family: '試験', given: '紙子' },
  2: '1990-01-01',
  10: [{ key: 'k1', values: { 11: { family: '試験', given: '子' } } }] as unknown as Json,
  40: '1000000',
  70: { bank: '0001', branch: '001', kind: '1', number: '7654321', holder: 'ｼｹﾝ ｶﾐｺ' },
};
const procedure = 'school-expense-assistance';

const deskOf = async (tx: Tx, login: string): Promise<Desk> => ({
  tx,
  municipality: city.code,
  actor: await actorOfLogin(tx, login, today),
});
const as = <T>(login: string, work: (desk: Desk) => Promise<T>) =>
  city.staff.tenant(city.code, 'staff', async (tx) => work(await deskOf(tx, login)));
const formOf = (tx: Tx) =>
  entryForm({ tx, info: { municipality: city.code } as never, params: { procedure } });

const seals = (tx: Tx) => sealsOf({ tx, keyring, municipality: city.code }, 'staff');

test('all pages of a form stand on one, with the same conditions', async () => {
  await as('gakuji-shuji', async ({ tx }) => {
    const { form, context } = await formOf(tx);
    expect(form.problems.filter((one) => one.severity === 'error')).toEqual([]);
    expect(form.pages.map((page) => page.id)).toEqual([onePage]);
    const empty = checkAnswers(createFormState(form, {}, context), context);
    expect(empty.length).toBeGreaterThan(5);
    expect(submittedAnswers(form, {}, context)[1]).toBeUndefined();
  });
});

test('between two posts answers and files travel sealed; a forged state begins anew', async () => {
  await as('gakuji-shuji', async ({ tx }) => {
    const { form, fields } = await formOf(tx);
    const store = createFileStore({ dir: mkdtempSync(path.join(tmpdir(), 'madoguchi-entry-')) });
    const bytes = new Uint8Array(
      readFileSync(path.join(import.meta.dirname, '../../../packs/demo/samples/files/rent-contract.pdf')),
    );
    const posted = [
      { name: 'scan', fileName: '申請書.pdf', bytes },
      { name: 'f52', fileName: '契約書.pdf', bytes },
      { name: 'f1', fileName: 'x.pdf', bytes },
    ];
    const kept = await keepFiles(
      store.of(city.code),
      1_000_000,
      form,
      posted,
      { answers: {}, files: [] },
      {},
    );
    expect(kept.issues).toEqual([]);
    expect(kept.state.files.map((file) => file.fieldId)).toEqual([null, 52]);
    expect(filesIn(kept.state.answers[52])).toHaveLength(1);
    const place = { municipality: city.code, procedure, staffId: 's1' };
    const sealed = sealState(keyring, place, kept.state);
    expect(sealed).not.toContain('契約書');
    expect(openState(keyring, place, sealed)).toEqual(kept.state);
    for (const other of [{ procedure: 'another' }, { staffId: 's2' }, { municipality: city.other }])
      expect(openState(keyring, { ...place, ...other }, sealed)).toEqual({ answers: {}, files: [] });
    expect(openState(keyring, place, 'v1.1.forged')).toEqual({ answers: {}, files: [] });
    // A file that the answers let go of does not become part of the case; the scan does.
    expect(filesToEnter(fields, {}, kept.state.files).map((file) => file.fieldId)).toEqual([null]);
  });
});

test('an entered case as its page shows it: sealed closed, acts by name, others see nothing', async () => {
  const id = await as('gakuji-shuji', async (desk) => {
    const entered = await enterCase(desk, seals(desk.tx), {
      procedureId: procedure,
      channel: 'post',
      arrivedAt: new Date().toISOString(),
      answers: typed,
      scans: [],
    });
    return unwrap(entered).caseId;
  });
  await as('gakuji-shuji', async (desk) => {
    const view = unwrap(await readCase(desk, id));
    const page = await casePage(desk.tx, view, today);
    const account = rowsOf(page.groups).find((row) => row.sealed);
    expect(account?.text).not.toMatch(/\d/);
    expect(JSON.stringify(page)).not.toContain('7654321');
    expect(page.calculated.map((one) => one.label)).toContain('世帯の人数');
    expect(page.next.primary).toBe('receive');
    expect(JSON.stringify(page)).not.toContain('"sealed":"');
    const at = recordPlace(view.app.id, view.record.id);
    const open = await openAnswers(seals(desk.tx), at, view.record.answers);
    expect(open[70]).toMatchObject({ number: '7654321' });

    const form = new FormData();
    form.set('intent', 'receive');
    expect(await actOnCase(desk, {} as never, id, form)).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    form.set('revision', String(page.revision));
    expect(await actOnCase(desk, {} as never, id, form)).toMatchObject({ ok: true });
    form.set('intent', 'nonsense');
    expect(await actOnCase(desk, {} as never, id, form)).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
  });
  await as('shiminzei-shuji', async (desk) => {
    expect(await readCase(desk, id)).toMatchObject({ ok: false, error: { code: 'notFound' } });
    const form = new FormData();
    form.set('intent', 'comment');
    form.set('comment', 'x');
    expect(await actOnCase(desk, {} as never, id, form)).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    });
  });
});
