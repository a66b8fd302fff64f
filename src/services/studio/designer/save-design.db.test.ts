/** What the designer saves: the first change begins the draft, nobody overwrites unknowingly, strangers find nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp, openDraft } from '#core/apps.server';
import { unwrap } from '#kernel/result';
import { type Building, openBuilding } from '../../../../scripts/test/building.ts';
import { addField } from './model/edit-fields.ts';
import { saveDesign } from './save-design.server.ts';

let house: Building;
beforeAll(async () => {
  house = await openBuilding();
});
afterAll(() => house.close());

test('what two people build at once is never lost: the later one is shown what the other saved', async () => {
  const draft = await house.desk(async (desk) => unwrap(await createApp(desk, { title: '備品' })));
  const { appId, revision } = draft;
  const save = (body: unknown, on = revision) =>
    house.desk((desk) => saveDesign(desk, { appId, revision: on, body: JSON.stringify(body) }));
  const mine = addField(draft.body, 'text', 1, { page: 0, index: 0 }).body;
  const theirs = addField(draft.body, 'date', 1, { page: 0, index: 0 }).body;

  const first = unwrap(await save(mine));
  expect(first).toMatchObject({ kind: 'saved', revision: revision + 1, problems: [] });
  const second = unwrap(await save(theirs));
  expect(second).toMatchObject({
    kind: 'conflict',
    revision: revision + 1,
    body: { fields: [{ type: 'text' }] },
  });
  // Whoever chose their own has seen the other's.
  expect(unwrap(await save(theirs, revision + 1))).toMatchObject({ kind: 'saved', revision: revision + 2 });
  expect((await house.desk(async (desk) => unwrap(await openDraft(desk, appId)))).body.fields[0]?.type).toBe(
    'date',
  );
});

test('what is wrong comes back with its place and is kept all the same; what is no app is refused', async () => {
  const { appId, revision, body } = await house.desk(async (desk) =>
    unwrap(await createApp(desk, { title: '計算' })),
  );
  const built = addField(body, 'formula', 1, { page: 0, index: 0 }).body;
  const wrong = {
    ...built,
    fields: built.fields.map((one) => ({ ...one, options: { formula: '無い項目 + 1' } })),
  };
  const save = (text: string, on: number) =>
    house.desk((desk) => saveDesign(desk, { appId, revision: on, body: text }));
  const saved = unwrap(await save(JSON.stringify(wrong), revision));
  expect(saved).toMatchObject({ kind: 'saved', problems: [{ level: 'error' }] });
  expect(saved.kind === 'saved' && saved.problems[0]?.path).toContain('fields[0]');
  for (const text of ['', 'x', '[]', '{"fields":[null]}', '{"fields":[{}],"form":{"pages":[]}}'])
    expect(unwrap(await save(text, revision + 1)).kind, text).toBe('refused');
  const gone = await house.desk((desk) => saveDesign(desk, { appId: 'app-none', revision: 0, body: '{}' }));
  expect(gone).toMatchObject({ ok: false, error: { code: 'notFound' } });
});
