import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOfLogin, selectStandIns } from '#core/people.server';
import { addDays, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { selectAbsences } from './absences.sql.ts';
import { type AuditFilter, selectAudit } from './audit-list.sql.ts';
import { readSearch } from './audit-search.ts';
import { candidates, dropAbsence, registerAbsence } from './register-absence.server.ts';
import { selectDepartments, selectLogin, selectRoster } from './roster.sql.ts';

let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city.close());

const today = tokyoDate(new Date());
const asStaff = <T>(work: (tx: Tx) => Promise<T>, code = city.code) => city.staff.tenant(code, 'staff', work);

const actorOf = (tx: Tx, login: string) => actorOfLogin(tx, login, today);

describe('absence', () => {
  test('a colleague of the same department stands in, one at a time, and only for one’s own post', async () => {
    await asStaff(async (tx) => {
      const manager = await actorOf(tx, 'gakuji-kacho');
      const names = (await candidates(tx, manager, today)).map((one) => one.login);
      expect(names).toContain('gakuji-kakaricho');
      expect(names).not.toContain('gakuji-kacho');
      expect(names).not.toContain('shiminzei-kacho');
      const standIn = (await candidates(tx, manager, today)).find((one) => one.login === 'gakuji-kakaricho')!;
      const typed = { from: today, to: addDays(today, 3), standIn: standIn.post_id };
      expect(await registerAbsence(tx, manager, typed)).toMatchObject({ ok: true });
      expect(await selectStandIns(tx, standIn.post_id, today)).toMatchObject([
        { postId: manager.postId, position: '課長' },
      ]);
      expect(
        await registerAbsence(tx, manager, { ...typed, from: addDays(today, 3), to: addDays(today, 9) }),
      ).toMatchObject({ ok: false, error: { code: 'conflict' } });

      const [row] = await selectAbsences(tx, manager.departments, today);
      const other = await actorOf(tx, 'gakuji-kakaricho');
      await dropAbsence(tx, other, row!.id);
      expect(await selectAbsences(tx, manager.departments, today)).toHaveLength(1);
      await dropAbsence(tx, manager, row!.id);
      await dropAbsence(tx, manager, row!.id);
      expect(await selectAbsences(tx, manager.departments, today)).toHaveLength(0);
    });
    // Seats of running approvals follow both at once.
    await city.admin.tenant(city.code, 'owner', async (tx) => {
      const { rows } = await sql<{ why: string }>`
        SELECT payload->>'why' AS why FROM outbox WHERE kind = 'process.reseat' ORDER BY id`.execute(tx);
      expect(rows.map((one) => one.why)).toEqual(['不在の登録', '不在の取消し']);
    });
  });

  test('what is wrong is said beside its field, all at once', async () => {
    const refused = await asStaff(async (tx) =>
      registerAbsence(tx, await actorOf(tx, 'gakuji-kacho'), {
        from: '令和8年2月30日',
        to: addDays(today, -1),
        standIn: 'nobody',
      }),
    );
    expect(refused.ok ? [] : refused.error.issues?.map((one) => one.path)).toEqual(['from', 'to', 'standIn']);
  });
});

test('roster and departments of a day; another city’s staff are not among them', async () => {
  await asStaff(async (tx) => {
    const roster = await selectRoster(tx, today, 'KYOI-GAKUJI');
    expect(roster.map((one) => one.login)).toEqual(
      expect.arrayContaining(['gakuji-kacho', 'kosodate-shunin']),
    );
    expect(new Set(roster.map((one) => one.department))).toEqual(new Set(['KYOI-GAKUJI']));
    const department = (await selectDepartments(tx, today)).find((one) => one.code === 'KYOI-GAKUJI');
    expect(department?.staff).toBe(roster.length);
    expect(await selectLogin(tx, roster[0]!.staff_id)).toBe(roster[0]!.login);
    await sql`UPDATE staff SET suspended_at = now() WHERE login = 'gakuji-shunin'`.execute(tx);
    expect((await selectRoster(tx, today)).map((one) => one.login)).not.toContain('gakuji-shunin');
  });
  const mine = await asStaff((tx) => selectRoster(tx, today));
  const theirs = await asStaff((tx) => selectRoster(tx, today), city.other);
  expect(theirs.some((one) => mine.some((other) => other.staff_id === one.staff_id))).toBe(false);
});

test('the audit list: newest first, by record, person, act, purpose and day, paged by key', async () => {
  await asStaff(async (tx) => {
    const manager = await actorOf(tx, 'gakuji-kacho');
    for (const [nth, ids] of [['a'], ['b'], ['a', 'b']].entries()) {
      await sql`
        INSERT INTO audit (at, zone, actor_kind, actor_id, post_id, act, noun, ids, purpose)
        VALUES (${`2026-11-2${nth} 00:00+09`}, 'staff', 'staff', ${manager.id}, ${manager.postId},
          ${nth === 1 ? 'account.self!' : 'case.read'}, 'case', ${ids}, ${nth === 0 ? 'stand-in' : 'duty'})`.execute(
        tx,
      );
    }
    const all = await selectAudit(tx, { limit: 10 });
    expect(all.map((row) => row.ids)).toEqual([['a', 'b'], ['b'], ['a']]);
    expect(all[0]).toMatchObject({
      name: '深町 和泉',
      login: 'gakuji-kacho',
      post: '学事課 課長',
      purpose: 'duty',
    });
    const found = async (filter: Omit<AuditFilter, 'limit'>) =>
      (await selectAudit(tx, { ...filter, limit: 10 })).map((row) => row.ids.join());
    expect(await found({ ids: ['a', 'x'] })).toEqual(['a,b', 'a']);
    expect(await found({ login: 'gakuji-kacho', before: all[1]!.id })).toEqual(['a']);
    expect(await found({ login: 'nobody' })).toEqual([]);
    expect(await found({ act: 'account.self' })).toEqual(['b']);
    expect(await found({ purpose: 'stand-in' })).toEqual(['a']);
    // Days are Japan's: midnight there belongs to the day that begins.
    expect(await found({ from: '2026-11-21', to: '2026-11-21' })).toEqual(['b']);
    expect(await found({ to: '2026-11-20' })).toEqual(['a']);
  });
});

test('the search of the audit list reads dates as people write them and says which it cannot read', () => {
  const read = (query: string) => readSearch(new URLSearchParams(query), '2026-11-21');
  expect(read('from=R8.11.1&to=令和8年11月20日&before=12&login=%20x%20')).toMatchObject({
    from: '2026-11-01',
    to: '2026-11-20',
    before: '12',
    typed: { login: 'x' },
    issues: [],
  });
  expect(read('from=2026-11-20&to=2026-11-19').issues.map((one) => one.path)).toEqual(['to']);
  expect(read('from=十一月&before=x;y').issues.map((one) => one.path)).toEqual(['from']);
});
