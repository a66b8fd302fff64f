/** Every template of the pack begins an app that can be published at once, and whose views answer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishDraft, readPublication } from '#core/apps.server';
import { type AppTemplate, definitionsOf } from '#core/definitions.server';
import { groupRecords, listRecords, openApp } from '#core/views.server';
import { unwrap } from '#kernel/result';
import { type Building, openBuilding } from '../../../scripts/test/building.ts';
import { beginApp } from './begin-app.server.ts';

let house: Building;
let templates: AppTemplate[];
beforeAll(async () => {
  house = await openBuilding();
  templates = await house.desk(async (desk) =>
    (await definitionsOf(desk.tx, desk.municipality)).appTemplates(),
  );
});
afterAll(() => house.close());

test('every template becomes a published app at once, and each of its views answers', async () => {
  expect(templates.length).toBeGreaterThanOrEqual(6);
  const begun = [];
  for (const { id, title, audience, app } of templates) {
    const department = house.actor.post!.department;
    const draft = await house.desk(async (desk) =>
      unwrap(await beginApp(desk, { title: title.ja, department, audience }, app as never)),
    );
    const asked = await house.desk(async (desk) => unwrap(await publishDraft(desk, draft)));
    begun.push({ id, appId: draft.appId, app, publicationId: asked.publicationId });
  }
  await house.work();
  for (const { id, appId, app, publicationId } of begun) {
    const publication = await house.desk(async (desk) => unwrap(await readPublication(desk, publicationId)));
    expect({ id, state: publication.state, problems: publication.problems }).toMatchObject({
      state: 'published',
    });
    for (const view of app.work.views)
      await house.desk(async (desk) => {
        const open = unwrap(await openApp(desk, appId));
        const answer =
          view.kind === 'table'
            ? await listRecords(open, { view: view.id, limit: 10 })
            : await groupRecords(open, { view: view.id });
        expect(answer, `${id} ${view.id}`).toMatchObject({ ok: true });
      });
  }
});
