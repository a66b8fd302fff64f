import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actorOfLogin, selectStandIns } from '#core/people.server';
import { addDays, tokyoDate } from '#kernel/dates';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { deleteAbsence, selectAbsences } from './absences.sql.ts';
import { selectAudit } from './audit-list.sql.ts';
import { candidates, registerAbsence } from './register-absence.server.ts';
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
      await deleteAbsence(tx, row!.id, standIn.post_id);
      expect(await selectAbsences(tx, manager.departments, today)).toHaveLength(1);
      await deleteAbsence(tx, row!.id, manager.postId!);
      expect(await selectAbsences(tx, manager.departments, today)).toHaveLength(0);
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

test('the audit list: newest first, by record and by person, paged by id', async () => {
  await asStaff(async (tx) => {
    const manager = await actorOf(tx, 'gakuji-kacho');
    for (const ids of [['a'], ['b'], ['a', 'b']]) {
      await sql`
        INSERT INTO audit (zone, actor_kind, actor_id, post_id, act, noun, ids)
        VALUES ('staff', 'staff', ${manager.id}, ${manager.postId}, 'case.read', 'case', ${ids})`.execute(tx);
    }
    const all = await selectAudit(tx, { limit: 10 });
    expect(all.map((row) => row.ids)).toEqual([['a', 'b'], ['b'], ['a']]);
    expect(all[0]).toMatchObject({ name: '深町 和泉', post: '学事課 課長' });
    expect(await selectAudit(tx, { record: 'a', limit: 10 })).toHaveLength(2);
    expect(await selectAudit(tx, { login: 'gakuji-kacho', before: all[1]!.id, limit: 10 })).toHaveLength(1);
    expect(await selectAudit(tx, { login: 'nobody', limit: 10 })).toHaveLength(0);
  });
});
