import { afterAll, beforeAll, expect, test } from 'vitest';
import { purposeOfCases } from '#core/policy.server';
import { type Office, openOffice } from './office-fixture.testing.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('the audit says why somebody reaches a case: own department, one below, or standing in for somebody', async () => {
  const id = await office.newCase('school-received');
  await office.as('gakuji-kacho', async ({ tx, actor }) => {
    const { department } = actor.post!;
    const purpose = (change: Partial<typeof actor>, ids = [id]) =>
      purposeOfCases(tx, { ...actor, ...change }, ids);
    const elsewhere = { ...actor.post!, department: 'KYOI' };
    const standsInFor = [{ postId: 'x', staffId: 'y', department, position: '係長', roles: [] }];
    expect(await purpose({})).toBe('duty');
    expect(await purpose({ post: elsewhere, departments: ['KYOI', department] })).toBe('oversight');
    expect(await purpose({ post: elsewhere, departments: ['KYOI'], standsInFor })).toBe('stand-in');
    // Own tree first: whoever is responsible anyway does not stand in.
    expect(await purpose({ departments: [department, 'KYOI'], standsInFor })).toBe('duty');
    expect(await purpose({}, [])).toBeNull();
    expect(await purpose({ departments: [department, 'KYOI'] }, ['no-uuid'])).toBeNull();
  });
});
