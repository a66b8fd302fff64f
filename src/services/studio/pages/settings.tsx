/** Settings of an app: name, department, what names a record, what must not repeat, legal basis, declared relation. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import type { WorkApp } from '#core/definitions';
import { departmentTree, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, Done, ErrorSummary, errorFor, Field, KeptForm, Submit } from '#ui/staff';
import { changeSettings, relations } from '../change-settings.server.ts';
import { deskOf, officesOf, textIn } from '../desk.server.ts';
import { nameable, settingsIn } from '../settings-form.ts';
import { studioHead } from '../studio-head.server.ts';
import { OfflineField } from '../views/offline-field.tsx';
import { FieldPicks, UniqueKeys } from '../views/settings-fields.tsx';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  const offices = await officesOf(desk);
  const body = app.body as WorkApp;
  const department = offices.codeOf(body.work.department);
  const listed = departmentTree(offices.all).map(({ department: one, depth }) => ({
    code: one.code,
    name: `${'　'.repeat(depth)}${one.name}`,
  }));
  return {
    head,
    departments: listed.some((one) => one.code === department)
      ? listed
      : [{ code: department, name: offices.nameOf(department) }, ...listed],
    fields: nameable(body),
    now: {
      title: body.title?.ja ?? '',
      description: body.description?.ja ?? '',
      department,
      titleFields: body.work.title ?? [],
      unique: body.work.unique ?? [],
      legalBasis: body.work.legalBasis ?? '',
      offlineHours: body.work.offline?.hours ?? null,
      individualNumberBasis: body.individualNumberBasis ?? '',
      standardisedSystem: body.standardisedSystem ?? 'out-of-scope',
    },
    relations: Object.entries(relations).map(([value, words]) => ({ value, ...words })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const appId = scene.params.app ?? '';
  const done = await changeSettings(deskOf(scene), {
    appId,
    revision: Number(textIn(scene.form, 'revision')),
    settings: settingsIn(scene.form),
  });
  if (done.ok)
    throw redirect(`${href(staffPaths.studioSettings, { app: appId })}?done=saved`, { status: 303 });
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

const words = {
  saved: '下書きに保存しました。「見直して公開」を押すまで、使っている人には影響しません。',
  copied: 'コピーしました。名前と所管を確かめてください。記録はコピーしていません。',
  created: 'アプリの下書きができました。',
};

export default function StudioSettings() {
  const { head, departments, fields, now, relations } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const issues = failed?.issues;
  return (
    <StudioPage head={head} tab="settings" errors={issues?.length ?? 0}>
      <Done words={words} />
      <ErrorSummary message={failed?.message} issues={issues} />
      <KeptForm name="settings" className="studio-settings" key={head.draft?.revision ?? 0}>
        <Csrf />
        <input type="hidden" name="revision" value={head.draft?.revision ?? 0} />
        <Field label="アプリの名前" error={errorFor(issues, 'title')}>
          <input id="title" type="text" name="title" maxLength={100} defaultValue={now.title} />
        </Field>
        <Field
          label="説明"
          optional
          help="何のためのアプリか、誰がいつ入力するかを書いておくと、異動してきた人が迷いません。"
          error={errorFor(issues, 'description')}
        >
          <textarea id="description" name="description" rows={3} defaultValue={now.description} />
        </Field>
        <Field
          label="所管"
          help="アプリがならぶフォルダーと、業務アプリ台帳での持ち主になります。誰が使えるかは「アクセス権」で決めます。"
          error={errorFor(issues, 'department')}
        >
          <select id="department" name="department" defaultValue={now.department}>
            {departments.map((one) => (
              <option key={one.code} value={one.code}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <FieldPicks
          legend="記録の呼び名"
          help="一覧や関連する記録からリンクするとき、この項目の値を記録の名前として見せます。"
          name="titleField"
          most={3}
          fields={fields}
          chosen={now.titleFields}
        />
        <UniqueKeys fields={fields} keys={now.unique} issues={issues} />
        <fieldset className="field">
          <legend>標準化対象業務との関係</legend>
          {errorFor(issues, 'standardisedSystem') && (
            <p className="error">{errorFor(issues, 'standardisedSystem')}</p>
          )}
          {relations.map((one) => (
            <div key={one.value} className="studio-radio">
              <label className="choice">
                <input
                  type="radio"
                  name="standardisedSystem"
                  value={one.value}
                  defaultChecked={one.value === now.standardisedSystem}
                  aria-describedby={`relation-${one.value}`}
                />
                {one.label}
              </label>
              <p className="help" id={`relation-${one.value}`}>
                {one.help}
              </p>
            </div>
          ))}
        </fieldset>
        <Field
          label="根拠となる法令・条例"
          optional
          help="口座番号など、厳重に守る項目を置くアプリには欠かせません。例：あかつき市空家等対策条例 第5条"
          error={errorFor(issues, 'legalBasis')}
        >
          <input
            id="legalBasis"
            type="text"
            name="legalBasis"
            maxLength={300}
            defaultValue={now.legalBasis}
          />
        </Field>
        <Field
          label="個人番号（マイナンバー）を扱う根拠"
          optional
          help="マイナンバーの項目を置くアプリにだけ要ります。番号法の条項。例：番号法 別表 8の項"
          error={errorFor(issues, 'individualNumberBasis')}
        >
          <input
            id="individualNumberBasis"
            type="text"
            name="individualNumberBasis"
            maxLength={300}
            defaultValue={now.individualNumberBasis}
          />
        </Field>
        <OfflineField app={head.appId} hours={now.offlineHours} issues={issues} />
        <Submit>下書きに保存する</Submit>
      </KeptForm>
    </StudioPage>
  );
}
