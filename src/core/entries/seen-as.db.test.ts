/**
 * Looking as another person, and asking who sees a record, never tell the one who looks more than they may see: over random rules and
 * pairs of people, against what each of the two reads alone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StaffActor } from '#core/policy';
import { openApp as openView, readRecord, seeAsPerson } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { field, openStudio, type Studio, workApp } from './fixture.testing.ts';
import { addRecord, whoSees } from './index.server.ts';
import { appOf, randomOf, randomRules, randomValues } from './oracle.testing.ts';

let studio: Studio;
let people: StaffActor[];
beforeAll(async () => {
  studio = await openStudio();
  people = [];
  for (const login of ['gakuji-shuji', 'gakuji-kacho', 'shiminzei-shuji', 'kosodate-shunin'])
    people.push(await studio.actor(login));
});
afterAll(() => studio.city.close());

const everyone = [{ everyone: true as const }];

test('what is shown as another person is what both see, over random rules', async () => {
  const random = randomOf(7);
  let shown = 0;
  for (let round = 0; round < 3; round += 1) {
    const rules = randomRules(random, people);
    const app = { ...appOf(rules), id: `seen-${round}` };
    await studio.publish({
      ...app,
      work: { ...app.work, access: [{ who: everyone, may: ['view', 'add', 'edit'] }] },
    });
    const ids: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      const made = await studio.as(people[0]!, (desk) =>
        addRecord(desk, app.id, randomValues(random, people)),
      );
      if (made.ok) ids.push(made.value.id);
    }
    const real = { ...app, effectiveFrom: '2026-04-02' };
    await studio.publish(real);
    for (const own of people)
      for (const person of people) {
        const seen = await studio.as(own, (desk) => seeAsPerson(desk, app.id, person));
        if (typeof seen.records === 'string') continue;
        for (const { record, may } of seen.records.rows) {
          shown += 1;
          const alone = async (who: StaffActor) =>
            studio.as(who, async (desk) => {
              const open = unwrap(await openView(desk, app.id));
              return readRecord(open, record.id);
            });
          const [mine, theirs] = [unwrap(await alone(own)), unwrap(await alone(person))];
          for (const [id, value] of Object.entries(record.answers)) {
            expect(mine.answers[id]).toEqual(value);
            expect(theirs.answers[id]).toEqual(value);
          }
          for (const act of may) expect(['edit', 'delete', 'export']).toContain(act);
          expect(ids).toContain(record.id);
        }
      }
  }
  expect(shown).toBeGreaterThan(10);
});

test('records and columns that hang on what the one who looks may not read are not shown, and people not named', async () => {
  const [reader, blind, other] = people as [StaffActor, StaffActor, StaffActor];
  const app = workApp('hanging', [field(1, '件名'), field(2, '内密'), field(3, '備考')], {
    access: [
      { who: [{ user: reader.id! }, { user: blind.id! }], may: ['view', 'add', 'edit', 'manage'] },
      { who: [{ user: other.id! }], may: ['view'], when: '内密 = "はい"' },
      { who: [{ department: 'HOFUKU', below: true }], may: ['view'] },
    ],
    fieldAccess: [
      { fields: ['内密'], read: [{ who: [{ user: reader.id! }] }] },
      { fields: ['備考'], read: [{ who: everyone, when: '内密 = "はい"' }] },
    ],
  });
  await studio.publish(app);
  const { id } = unwrap(
    await studio.as(reader, (desk) => addRecord(desk, app.id, { 1: 'あ', 2: 'はい', 3: 'メモ' })),
  );
  const seen = (by: StaffActor, person: StaffActor) =>
    studio.as(by, (desk) => seeAsPerson(desk, app.id, person));
  expect((await seen(blind, other)).records).toBe('hangs-on-hidden');
  expect((await seen(reader, other)).records).toMatchObject({ rows: [{ record: { id } }] });
  const mine = await seen(blind, reader);
  expect(mine.records).toMatchObject({ leftOut: ['備考'], columns: [{ field: { code: '件名' } }] });
  expect(mine.records).toMatchObject({ rows: [{ record: { answers: { 1: 'あ' } }, may: ['edit'] }] });
  const asked = (by: StaffActor) => studio.as(by, async (desk) => unwrap(await whoSees(desk, app.id, id)));
  const told = await asked(blind);
  expect(told.open).toEqual([1]);
  expect(told.people.map((one) => one.staffId)).not.toContain(other.id);
  expect(told.people.find((one) => one.staffId === reader.id)?.by).toEqual({
    view: [{ rule: 0, who: { user: reader.id } }],
    edit: [{ rule: 0, who: { user: reader.id } }],
  });
  expect(told.people.length).toBeGreaterThan(2);
  const known = await asked(reader);
  expect(known.open).toEqual([]);
  expect(known.people.find((one) => one.staffId === other.id)?.by.view).toEqual([
    { rule: 1, who: { user: other.id } },
  ]);
  // Who does not see the record is not told who does.
  expect(await studio.as(people[3]!, (desk) => whoSees(desk, app.id, id))).toMatchObject({ ok: false });
});
