import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '#core/fields';
import { unwrap } from '#kernel/result';
import { draftDecision, readCase, receiveCase } from './index.server.ts';
import { insertStaffFile } from './log.sql.ts';
import { type Office, openOffice } from './office-fixture.testing.ts';
import { settleFile } from './settle-files.server.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

let content = 0;
/** A case whose paper waits for the scanner. */
async function withFile(inAnswer = true) {
  const id = randomUUID();
  const sha256 = String(++content).padStart(64, '0');
  const file = { fileId: id, name: '手当証書.pdf', type: 'application/pdf', bytes: 10 };
  const caseId = await office.newCase('school-received', inAnswer ? { 71: [file] as Json } : {});
  await office.city.staff.tenant(office.city.code, 'staff', (tx) =>
    insertStaffFile(tx, {
      ...{ id, caseId, sha256, name: file.name, type: file.type, bytes: 10, scan: 'waiting', postId: null },
      fieldId: inAnswer ? 71 : null,
    }),
  );
  office.crossed.length = 0;
  return { caseId, id, sha256 };
}
const settle = (sha256: string, scan: 'clean' | 'infected') =>
  office.city.staff.tenant(office.city.code, 'staff', (tx) => settleFile(tx, office.city.code, sha256, scan));
const view = (id: string) => office.as('gakuji-shuji', async (desk) => unwrap(await readCase(desk, id)));

describe('a file that came while the scanner was down', () => {
  test('is released once the scanner says it is clean, and nobody is told', async () => {
    const { caseId, sha256 } = await withFile();
    expect((await view(caseId)).files[0]?.scan).toBe('waiting');
    await settle(sha256, 'clean');
    expect((await view(caseId)).files[0]?.scan).toBe('clean');
    expect(await office.deliver()).toBe(0);
  });

  test('goes back to the applicant by its field when it is infected, once', async () => {
    const { caseId, id, sha256 } = await withFile();
    await settle(sha256, 'infected');
    await settle(sha256, 'infected');
    await office.deliver();
    const after = await view(caseId);
    expect([after.row.state, after.files[0]?.scan]).toEqual(['awaitingCorrection', 'infected']);
    expect(after.corrections.map((one) => one.fields.map((field) => field.path))).toEqual([['f71']]);
    expect(after.actions.filter((one) => one.verb === 'refuseFile')).toMatchObject([
      { actor_kind: 'system', note: expect.stringContaining('手当証書.pdf'), detail: { files: [id] } },
    ]);
    expect(office.crossed).toMatchObject([
      {
        kind: 'case.correctionAsked',
        payload: { fields: [{ path: 'f71', reason: expect.stringContaining('ウイルス') }] },
      },
    ]);
  });

  test('is told by letter when the case is too far for a correction; the case stays where it is', async () => {
    const { caseId, sha256 } = await withFile();
    unwrap(await office.as('gakuji-shuji', (desk) => receiveCase(desk, caseId)));
    const { row } = await view(caseId);
    const content = { validFrom: '2026-11-01', validTo: '2027-03-31' };
    unwrap(
      await office.as('gakuji-shuji', (desk) =>
        draftDecision(desk, office.issuer, caseId, {
          ...{ revision: row.revision, outcome: 'granted', reasons: '', content },
        }),
      ),
    );
    await office.deliver();
    office.crossed.length = 0;
    const before = (await view(caseId)).row.state;
    await settle(sha256, 'infected');
    await office.deliver();
    expect((await view(caseId)).row.state).toBe(before);
    expect(office.crossed).toMatchObject([
      { kind: 'case.message', payload: { body: expect.stringContaining('ウイルス') } },
    ]);
  });

  test('that no answer names (a scan of the paper) is noted for staff', async () => {
    const { caseId, sha256 } = await withFile(false);
    await settle(sha256, 'infected');
    const after = await view(caseId);
    expect(after.row.state).toBe('received');
    expect(after.actions.some((one) => one.verb === 'refuseFile')).toBe(true);
  });
});
