/** Who may see one record, and why: for whoever manages the app and sees the record. */
import { useState } from 'react';
import { Link, useLoaderData } from 'react-router';
import type { WorkApp } from '#core/definitions';
import { whoSees } from '#core/entries.server';
import { guardStaff } from '#core/people.server';
import { actWords, type StaffPermission } from '#core/policy';
import { openApp, titlesOf } from '#core/views.server';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Field, ScrollBox, Section } from '#ui/staff';
import { whoNames } from '../access/people.server.ts';
import { sayAccess } from '../access/say-access.ts';
import { deskOf } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

/** Beyond that, a list says less than its rules. */
const most = 500;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const [appId, record] = [scene.params.app ?? '', scene.params.record ?? ''];
  const { head, app } = must(await studioHead(desk, appId));
  const { people, open, rules } = must(await whoSees(desk, appId, record));
  const opened = must(await openApp(desk, appId));
  const title = (await titlesOf(opened, [record])).get(record) ?? '';
  const body = (app.published?.body ?? app.body) as WorkApp;
  const say = sayAccess(body, await whoNames(desk, body));
  scene.touched('record', [head.appId, record], [], 'record.whoSees');
  const acts = ['view', 'edit', 'delete'] as const;
  return {
    head,
    title,
    total: people.length,
    rules: rules.map((rule, index) => ({
      number: index + 1,
      who: rule.who.map(say.who).join('、'),
      may: rule.may.map((act) => actWords[act]).join('・'),
      when: body.work.access[index]?.when === undefined ? '' : say.when(body.work.access[index].when),
      open: open.includes(index),
    })),
    // Whoever may do most is what one looks for.
    people: people
      .toSorted((a, b) => Object.keys(b.by).length - Object.keys(a.by).length)
      .slice(0, most)
      .map((one) => ({
        id: `${one.staffId}${one.department}${one.position}`,
        name: one.name,
        office: `${one.department} ${one.position}`,
        by: acts.map((act) =>
          [
            ...(one.by[act] ?? []).map(({ rule, who }) => `きまり${rule + 1}（${say.who(who)}）`),
            ...(act === 'view' && one.seat ? ['決裁・操作の順番がある、または行った'] : []),
          ].join('、'),
        ),
      })),
  };
});

export default function AccessRecord() {
  const { head, title, people, rules, total } = useLoaderData<typeof loader>();
  const [words, setWords] = useState('');
  const shown = people.filter((one) =>
    `${one.name}${one.office}`.replaceAll(' ', '').includes(words.replaceAll(/\s/g, '')),
  );
  return (
    <StudioPage head={head} tab="access" name="このレコードを見られる人" wide>
      <Section title={`「${title || 'レコード'}」を見られる人（${total}）`} id="people">
        <p className="quiet">
          公開中のきまりと今日の所属・職・グループで調べました。役職ごとに一行です。
          <Link to={href(staffPaths.studioAccess, { app: head.appId })}>アクセス権を直す</Link>　
          <Link to={staffPaths.groups}>職員グループ</Link>
        </p>
        {rules.some((rule) => rule.open) && (
          <p className="note">
            {rules
              .filter((rule) => rule.open)
              .map((rule) => `きまり${rule.number}`)
              .join('、')}
            は、あなたが読めない項目を条件に使っています。当てはまるかどうかで中身が分かってしまうので、このきまりで見られる人は出していません。
          </p>
        )}
        <Field label="絞り込み" help="名前・所属・職の一部">
          <input
            type="search"
            value={words}
            autoComplete="off"
            onChange={(event) => setWords(event.target.value)}
          />
        </Field>
        <p role="status" className="quiet">
          {words === '' ? '' : `${shown.length}人`}
        </p>
        <ScrollBox label="見られる人とその理由">
          <table className="table who-table">
            <thead>
              <tr>
                <th scope="col">氏名</th>
                <th scope="col">所属・職</th>
                <th scope="col">見る理由</th>
                <th scope="col">直す理由</th>
                <th scope="col">消す理由</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.name}</th>
                  <td>{one.office}</td>
                  {one.by.map((text, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: acts stand in a fixed order
                    <td key={at}>{text === '' ? <span className="quiet">できない</span> : text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
        {total > people.length && <p className="note">はじめの{people.length}人を出しています。</p>}
      </Section>
      <Section title="きまり" id="rules">
        <ol className="matrix-notes">
          {rules.map((rule) => (
            <li key={rule.number}>
              {rule.who}：{rule.may}
              {rule.when !== '' && `（${rule.when}）`}
            </li>
          ))}
        </ol>
      </Section>
    </StudioPage>
  );
}
