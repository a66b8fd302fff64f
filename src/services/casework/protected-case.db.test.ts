/** The page of a protected case, and everything made from it, shows nothing of where somebody is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commentOnCase, readCase } from '#core/cases.server';
import { examineOutput, permitView, recordMeasure } from '#core/protection.server';
import { tokyoDate } from '#kernel/dates';
import { unwrap } from '#kernel/result';
import { type Office, openOffice } from '../../../scripts/test/office.ts';
import { casePage } from './case-page.server.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office?.close());

const secrets = ['風待一丁目', '風待寮', '9080701', '090-0000-1013', 'p00352@', '風待小学校', '転居と転職'];
const shown = (id: string, open = false) =>
  office.as('gakuji-shuji', async (desk) =>
    JSON.stringify(await casePage(desk.tx, unwrap(await readCase(desk, id)), tokyoDate(new Date()), open)),
  );

test('a protected case: names stay, whereabouts go, also out of comments; one look by allowance', async () => {
  const id = await office.newCase('school-protected');
  await office.as('gakuji-shuji', async (desk) =>
    unwrap(await commentOnCase(desk, id, 'ひので県あかつき市風待区風待一丁目4番8号　風待寮12号に電話で確認')),
  );
  const before = await shown(id);
  for (const secret of secrets) expect(before).toContain(secret.replace('9080701', '908-0701'));
  await office.as('koseki-kakaricho', async (desk) =>
    unwrap(
      await recordMeasure(desk, {
        kind: 'stalking',
        validFrom: '2026-01-01',
        validTo: '2027-12-31',
        consulted: '',
        persons: [
          {
            role: 'protected',
            name: { kind: 'two', family: '小鳥遊', given: '楓' },
            birthDate: '2000-12-01',
            addresseeNumber: null,
            addresses: [],
          },
        ],
      }),
    ),
  );
  const masked = await shown(id);
  expect(masked).toContain('小鳥遊');
  for (const secret of [...secrets, '908-0701']) expect(masked).not.toContain(secret);
  const look = () =>
    office.as('gakuji-shuji', (desk) =>
      permitView(desk.tx, id, { output: 'fields', postId: desk.actor.postId }),
    );
  expect((await look()).ok).toBe(false);
  await office.as('koseki-kakaricho', async (desk) =>
    unwrap(
      await examineOutput(desk, id, {
        output: 'fields',
        target: null,
        verdict: 'allow',
        showAddress: false,
        reason: '学校との連絡に必要なため',
        seen: ['電話で本人に確認'],
      }),
    ),
  );
  const both = await Promise.all([look(), look()]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(await shown(id, true)).toContain('風待一丁目');
});
