import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRecord } from '#core/entries.server';
import { endPaper, issuePaper } from '#core/record-documents.server';
import { unwrap } from '#kernel/result';
import { field, keyring, openStudio, type Studio, workApp } from '../../../../scripts/test/work-app.ts';
import type { StaffScene } from '../record/desk.server.ts';
import { papersPart } from './papers.server.ts';

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio();
  await studio.publish(app);
});
afterAll(() => studio?.city.close());

const app = workApp('hidden-papers', [field(1, '件名'), field(2, '相手')], {
  department: 'KYOI-GAKUJI',
  access: [{ who: [{ everyone: true }], may: ['view', 'add', 'edit'] }],
  fieldAccess: [{ fields: ['相手'], read: [{ who: [{ position: '課長' }] }] }],
  documents: [
    {
      id: 'letter',
      title: { ja: '通知' },
      orientation: 'portrait',
      numbered: true,
      verifiable: true,
      blocks: [{ type: 'text', text: '{相手}', align: 'left' }],
    },
  ],
} as never);

test('who may not read what stands on a paper does not read the reason kept with it', async () => {
  const kacho = await studio.actor('gakuji-kacho');
  const { id } = unwrap(
    await studio.as(kacho, (desk) => addRecord(desk, app.id, { 1: '相談', 2: '𪛖山' } as never)),
  );
  const key = randomUUID();
  unwrap(await studio.as(kacho, (desk) => issuePaper(desk, app.id, id, { id: key, template: 'letter' })));
  const why = '印字できない字を置きかえました：𪛖→竜';
  unwrap(await studio.as(kacho, (desk) => endPaper(desk, app.id, id, key, why)));
  const reasonFor = async (login: string) => {
    const actor = await studio.actor(login);
    return studio.as(actor, async ({ tx }) => {
      const scene = { tx, info: { municipality: studio.city.code }, actor, runtime: { keyring } };
      const part = unwrap(await papersPart(scene as unknown as StaffScene, app.id, id));
      return part.documents.map((one) => [one.title, one.state, one.reason]);
    });
  };
  expect(await reasonFor('gakuji-kacho')).toEqual([['通知', 'void', why]]);
  expect(await reasonFor('gakuji-shuji')).toEqual([['通知', 'void', '']]);
});
