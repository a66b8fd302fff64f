import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unwrap } from '#kernel/result';
import type { Tx } from '#platform/db.server';
import { createTestCity, type TestCity } from '../../../scripts/test/city.ts';
import { actorOfLogin, actorsOfAll, actorsOfStaff, addMember, createGroup } from './index.server.ts';

const today = new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10);
let city: TestCity;
beforeAll(async () => {
  city = await createTestCity();
});
afterAll(() => city?.close());
const act = <T>(work: (tx: Tx) => Promise<T>) => city.staff.tenant(city.code, 'staff', work);

test('everybody at once is everybody one by one: reach, groups and standing in', async () => {
  await act(async (tx) => {
    const kacho = await actorOfLogin(tx, 'gakuji-kacho', today);
    unwrap(await createGroup(tx, kacho, { id: 'flu', name: 'x', department: 'KYOI-GAKUJI' }, today));
    unwrap(await addMember(tx, kacho, 'flu', { department: 'HOFUKU', below: true }, today));
    unwrap(await addMember(tx, kacho, 'flu', { staffId: kacho.id! }, today));
    const other = await actorOfLogin(tx, 'gakuji-kakaricho', today);
    await sql`INSERT INTO absences (id, post_id, stand_in_post_id, from_date, to_date, recorded_by)
      VALUES (gen_random_uuid(), ${kacho.postId}, ${other.postId}, ${today}, ${today}, ${kacho.postId})`.execute(
      tx,
    );
  });
  await act(async (tx) => {
    const all = await actorsOfAll(tx, today);
    expect(all.length).toBeGreaterThan(20);
    const plain = (one: (typeof all)[number]) => ({
      ...one,
      departments: [...one.departments].sort(),
      above: [...one.above].sort(),
      groups: [...(one.groups ?? [])].sort(),
    });
    for (const id of new Set(all.map((one) => one.id!))) {
      const single = (await actorsOfStaff(tx, id)).map(plain);
      const many = all.filter((one) => one.id === id).map(plain);
      expect(many).toHaveLength(single.length);
      for (const one of single) expect(many).toContainEqual(one);
    }
    expect(all.some((one) => one.standsInFor.length > 0)).toBe(true);
    expect(all.some((one) => one.groups?.includes('flu'))).toBe(true);
  });
});
