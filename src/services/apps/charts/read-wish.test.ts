import { expect, test } from 'vitest';
import { unwrap } from '#kernel/result';
import { wishIn } from './read-wish.server.ts';

const view = '{"kind":"table","columns":["件名"],"sort":[],"frozen":0,"totals":[]}';
function posted(fields: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of [['title', '一覧'], ['view', view], ['shared', 'yes'], ...fields] as const)
    form.append(name, value);
  return form;
}

test('who finds a view and who meets it first are offices, roles and groups, never a field of a record', () => {
  const wish = wishIn(
    posted([
      ['limited', 'yes'],
      ['finds', '{"department":"KYOI-GAKUJI"}'],
      ['finds', '{"field":"担当"}'],
      ['finds', 'not json'],
      ['firstFor', '{"role":"decide"}'],
    ]),
  );
  expect(unwrap(wish).audience).toEqual({
    who: [{ department: 'KYOI-GAKUJI', below: true }],
    defaultFor: [{ role: 'decide' }],
  });
});

test('a view for chosen people says whom, and one for all forgets who was chosen', () => {
  expect(wishIn(posted([['limited', 'yes']]))).toMatchObject({ error: { issues: [{ path: 'finds' }] } });
  expect(
    unwrap(
      wishIn(
        posted([
          ['limited', 'no'],
          ['finds', '{"role":"decide"}'],
        ]),
      ),
    ).audience,
  ).toEqual({});
});
