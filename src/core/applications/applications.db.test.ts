import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ResidentActor } from '#core/policy';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { findApplication, selectEvents } from './applications.sql.ts';
import { correct, openCorrection } from './correct.server.ts';
import { portalHandlers } from './handlers.server.ts';
import { withdraw } from './letters.server.ts';
import { openDraft } from './open-draft.server.ts';
import { hashSecret, secretFrom as ofBefore, paperSecret, paperSecretOf } from './paper-secret.server.ts';
import { resume } from './resume.server.ts';
import { savePage } from './save-page.server.ts';
import { bodyOf, type Submission, submit } from './submit.server.ts';
import { keyring, ports, putAnswers, readyDraft, sceneOf, visitor } from './testing.server.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city.close());

const asPortal = <T>(work: (tx: Tx) => Promise<T>) => city.portal.tenant(city.code, 'portal', work);

async function bodyNow(actor: ResidentActor, draftId: string): Promise<string> {
  return asPortal(async (tx) => {
    const scene = await sceneOf(tx, city.code, actor);
    return bodyOf(scene, unwrap(await openDraft(scene, draftId))).hash;
  });
}

async function send(actor: ResidentActor, draftId: string, body: string): Promise<Submission> {
  return asPortal(async (tx) => unwrap(await submit(await sceneOf(tx, city.code, actor), draftId, body)));
}

async function arrived() {
  const { actor, draftId } = await readyDraft(city.portal, city.code);
  const sent = await send(actor, draftId, await bodyNow(actor, draftId));
  if (sent.kind !== 'arrived') throw new Error(JSON.stringify(sent));
  return { actor, draftId, id: sent.applicationId, number: sent.receiptNumber };
}

async function deliver(kind: string, payload: unknown, messageId: string): Promise<void> {
  const message = {
    id: messageId,
    kind,
    target: 'portal' as const,
    payload,
    delivered: false,
    attempts: 0,
    afterRestore: false,
  };
  const handler = portalHandlers('http://portal.test')[kind]!;
  await asPortal((tx) => handler.handle({ municipality: city.code, message, tx }));
}

describe('sending', () => {
  test('200 parallel duplicates give one application, one receipt number, one message', async () => {
    const { actor, draftId } = await readyDraft(city.portal, city.code);
    const body = await bodyNow(actor, draftId);
    const all = await Promise.all(Array.from({ length: 200 }, () => send(actor, draftId, body)));
    const numbers = new Set(all.map((one) => (one.kind === 'arrived' ? one.receiptNumber : one.kind)));
    expect(numbers.size).toBe(1);
    expect(all.filter((one) => one.kind === 'arrived' && !one.again)).toHaveLength(1);
    const id = all[0]!.kind === 'arrived' ? all[0]!.applicationId : '';
    const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
      sql<{ applications: string; messages: string }>`
        SELECT (SELECT count(*) FROM applications WHERE id = ${id}) AS applications,
          (SELECT count(*) FROM outbox WHERE payload->>'applicationId' = ${id}) AS messages`.execute(tx),
    );
    expect(rows[0]).toEqual({ applications: '1', messages: '1' });
  });

  test('another body under a used key is told what stands', async () => {
    const { actor, draftId, id } = await arrived();
    expect(await send(actor, draftId, 'another body')).toEqual({ kind: 'different', applicationId: id });
    const saved = await asPortal(async (tx) =>
      savePage(
        await sceneOf(tx, city.code, actor),
        draftId,
        { pageId: 'contact', typed: { f4: ['0931234567'] }, uploads: [] },
        ports,
      ),
    );
    expect(saved).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  test('answers changed after the review are reviewed again', async () => {
    const { actor, draftId } = await readyDraft(city.portal, city.code);
    const body = await bodyNow(actor, draftId);
    await asPortal(async (tx) =>
      putAnswers(await sceneOf(tx, city.code, actor), draftId, { 電話番号: '093-000-0000' }),
    );
    expect((await send(actor, draftId, body)).kind).toBe('changed');
  });

  test('what is missing is said, nothing arrives', async () => {
    const { actor, draftId } = await readyDraft(city.portal, city.code);
    await asPortal(async (tx) =>
      putAnswers(await sceneOf(tx, city.code, actor), draftId, { 電話番号: null }),
    );
    const sent = await send(actor, draftId, await bodyNow(actor, draftId));
    expect(sent).toMatchObject({ kind: 'incomplete', issues: [{ page: 'contact', path: 'f4' }] });
  });

  test('sealed answers lie nowhere in clear', async () => {
    const { actor, draftId } = await readyDraft(city.portal, city.code);
    const typed = {
      'f70.bank': ['9990'],
      'f70.branch': ['101'],
      'f70.kind': ['1'],
      'f70.number': ['7654321'],
      'f70.holder': ['カナリア'],
    };
    await asPortal(async (tx) =>
      savePage(
        await sceneOf(tx, city.code, actor),
        draftId,
        { pageId: 'bank-account', typed, uploads: [] },
        ports,
      ),
    );
    const whole = () =>
      city.admin.tenant(city.code, 'owner', (tx) =>
        sql<{ text: string }>`
          SELECT (SELECT coalesce(string_agg(d::text, ''), '') FROM drafts d) || (SELECT coalesce(string_agg(a::text, ''), '') FROM applications a)
            || (SELECT coalesce(string_agg(o::text, ''), '') FROM outbox o) AS text`.execute(tx),
      );
    expect((await whole()).rows[0]!.text).not.toMatch(/7654321|カナリア|ｶﾅﾘｱ/);
    await send(actor, draftId, await bodyNow(actor, draftId));
    expect((await whole()).rows[0]!.text).not.toMatch(/7654321|カナリア|ｶﾅﾘｱ/);
  });
});

describe('number and secret', () => {
  const tryIt = (number: string, secret: string) => asPortal((tx) => resume(tx, keyring, { number, secret }));

  test('open the application; every failure reads the same, and too many lock even the right one out', async () => {
    const { draftId, number } = await arrived();
    const secret = paperSecret(keyring, draftId);
    expect((await tryIt(number.replace(/-/g, ' '), secret.toLowerCase())).ok).toBe(true);
    const unknown = await tryIt('00000-00000-0', secret);
    for (let attempt = 0; attempt < 8; attempt++) expect(await tryIt(number, 'AAAA-AAAA-A')).toEqual(unknown);
    expect(await tryIt(number, secret)).toEqual(unknown);
  });

  test('the secret is kept slow to guess; one that was kept fast opens and is kept anew', async () => {
    const { draftId, number } = await arrived();
    const secret = paperSecret(keyring, draftId);
    const kept = () =>
      asPortal(async (tx) => {
        const { rows } = await sql<{ id: string; hash: string }>`
          SELECT id, secret_hash AS hash FROM applications WHERE receipt_number = ${number}`.execute(tx);
        return rows[0]!;
      });
    const { id, hash } = await kept();
    expect(hash).toMatch(/\$argon2id\$/);
    await asPortal((tx) =>
      sql`UPDATE applications SET secret_hash = ${keyring.hmac('paper-secret-hash', secret)} WHERE id = ${id}`.execute(
        tx,
      ),
    );
    expect(await asPortal((tx) => paperSecretOf(tx, keyring, 'application', id))).toBe(secret);
    expect((await tryIt(number, 'AAAA-AAAA-A')).ok).toBe(false);
    expect((await tryIt(number, secret)).ok).toBe(true);
    expect((await kept()).hash).toMatch(/\$argon2id\$/);
    expect((await tryIt(number, secret)).ok).toBe(true);
    expect(await asPortal((tx) => paperSecretOf(tx, keyring, 'application', id))).toBe(secret);
  });
});

test('an application of before, with a secret of its own, still tells it', async () => {
  const { draftId, number } = await arrived();
  const { rows } = await asPortal((tx) =>
    sql<{ id: string; key: string }>`
      SELECT id, submit_key AS key FROM applications WHERE receipt_number = ${number}`.execute(tx),
  );
  const { id, key } = rows[0]!;
  const own = ofBefore(keyring.hmac('paper-secret', `application:${key}`));
  const hash = await hashSecret(keyring, own);
  await asPortal((tx) => sql`UPDATE applications SET secret_hash = ${hash} WHERE id = ${id}`.execute(tx));
  expect(own).not.toBe(paperSecret(keyring, draftId));
  expect(await asPortal((tx) => paperSecretOf(tx, keyring, 'application', id))).toBe(own);
});

describe('other people', () => {
  test('find neither draft nor application, whatever the id; nor does another city', async () => {
    const mine = await arrived();
    const draft = await readyDraft(city.portal, city.code);
    await asPortal(async (tx) => {
      const stranger = await visitor(tx);
      const scene = await sceneOf(tx, city.code, stranger);
      expect(await openDraft(scene, draft.draftId)).toMatchObject({ ok: false, error: { code: 'notFound' } });
      expect(await openDraft(scene, "' or 1=1")).toMatchObject({ ok: false, error: { code: 'notFound' } });
      expect(await findApplication(tx, stranger, mine.id)).toBeNull();
      expect(await submit(scene, mine.draftId, 'x')).toMatchObject({
        ok: false,
        error: { code: 'notFound' },
      });
      expect(await withdraw(tx, stranger, mine.id, '')).toMatchObject({
        ok: false,
        error: { code: 'notFound' },
      });
    });
    await city.portal.tenant(city.other, 'portal', async (tx) => {
      expect(await findApplication(tx, mine.actor, mine.id)).toBeNull();
    });
  });

  test.each([
    'cases',
    'decisions',
    'case_comments',
    'case_actions',
    'documents',
    'staff',
    'record_history',
    'audit',
    'outbox',
  ])('the portal role may not read %s', async (table) => {
    await expect(
      asPortal((tx) => sql`SELECT 1 FROM ${sql.table(table)} LIMIT 1`.execute(tx)),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('messages of the office', () => {
  test('a state arrives once; an older one that comes late changes nothing', async () => {
    const { actor, id } = await arrived();
    const later = new Date(Date.now() + 60_000).toISOString();
    const earlier = new Date(Date.now() + 30_000).toISOString();
    await deliver('case.state', { applicationId: id, state: 'issued', at: later }, '9001');
    await deliver('case.state', { applicationId: id, state: 'issued', at: later }, '9001');
    await deliver('case.state', { applicationId: id, state: 'underReview', at: earlier }, '9002');
    await asPortal(async (tx) => {
      expect((await findApplication(tx, actor, id))?.state).toBe('issued');
      expect((await selectEvents(tx, id)).filter((one) => one.kind === 'issued')).toHaveLength(1);
    });
  });

  test('a correction changes exactly the returned fields and sends only them', async () => {
    const { actor, id } = await arrived();
    const asked = {
      applicationId: id,
      at: new Date(Date.now() + 1000).toISOString(),
      fields: [{ path: 'f4', reason: '番号が違います' }],
      message: '',
      answerBy: null,
    };
    await deliver('case.correctionAsked', asked, '9101');
    const typed = {
      f4: ['０９３－１１１－２２２２'],
      'f1.family': ['別人'],
      'f1.given': ['太郎'],
      f40: ['1'],
    };
    const result = await asPortal(async (tx) =>
      correct(await sceneOf(tx, city.code, actor), id, { typed, uploads: [] }, ports),
    );
    expect(unwrap(result).kind).toBe('sent');
    await asPortal(async (tx) => {
      const now = await findApplication(tx, actor, id);
      expect(now).toMatchObject({ state: 'corrected', correction: null });
      expect(JSON.stringify(now?.answers)).not.toContain('別人');
      expect(await openCorrection(await sceneOf(tx, city.code, actor), id)).toMatchObject({
        ok: false,
        error: { code: 'conflict' },
      });
    });
    const { rows } = await city.admin.tenant(city.code, 'owner', (tx) =>
      sql<{ answers: Record<string, unknown> }>`
        SELECT payload->'answers' AS answers FROM outbox WHERE kind = 'application.corrected' AND payload->>'applicationId' = ${id}`.execute(
        tx,
      ),
    );
    expect(rows[0]!.answers).toEqual({ '4': '093-111-2222' });
  });

  test('a correction that does not hold is kept, not sent', async () => {
    const { actor, id } = await arrived();
    const asked = {
      applicationId: id,
      at: new Date(Date.now() + 1000).toISOString(),
      fields: [{ path: 'f4', reason: '番号が違います' }],
      message: '',
      answerBy: null,
    };
    await deliver('case.correctionAsked', asked, '9201');
    const result = await asPortal(async (tx) =>
      correct(await sceneOf(tx, city.code, actor), id, { typed: { f4: ['12'] }, uploads: [] }, ports),
    );
    expect(unwrap(result)).toMatchObject({ kind: 'kept', issues: [{ path: 'f4' }] });
    const open = await asPortal(async (tx) =>
      unwrap(await openCorrection(await sceneOf(tx, city.code, actor), id)),
    );
    expect(open.typed).toMatchObject({ f4: ['12'] });
  });

  test('what is withdrawn stays withdrawn', async () => {
    const { actor, id } = await arrived();
    unwrap(await asPortal((tx) => withdraw(tx, actor, id, 'ほかの市へ移るため')));
    await deliver(
      'case.state',
      { applicationId: id, state: 'underReview', at: new Date(Date.now() + 5000).toISOString() },
      '9301',
    );
    await asPortal(async (tx) => expect((await findApplication(tx, actor, id))?.state).toBe('withdrawn'));
  });
});
