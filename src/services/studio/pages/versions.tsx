/** The versions of an app: who, when, why; two of them compared in words; an older one brought back. */
import { data, Form, redirect, useActionData, useLoaderData } from 'react-router';
import { compareVersions, listVersions, rollBack } from '#core/apps.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, Field, KeptForm, ScrollBox, Section, Submit } from '#ui/staff';
import { deskOf, momentText, staffNames, textIn } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const appId = scene.params.app ?? '';
  const { head } = must(await studioHead(desk, appId));
  const versions = must(await listVersions(desk, appId));
  const nameOf = await staffNames(
    desk,
    versions.map((one) => one.by),
  );
  const search = new URL(scene.request.url).searchParams;
  const [from, to] = [Number(search.get('from')), Number(search.get('to'))];
  const both = [from, to].every((wanted) => versions.some((one) => one.version === wanted));
  const compared = both ? must(await compareVersions(desk, { appId, from, to })) : null;
  return {
    head,
    versions: versions.map((one) => ({
      version: one.version,
      at: momentText(one.at),
      by: one.by === null ? 'パック' : nameOf(one.by),
      note: one.note,
      rolledBackTo: one.rolledBackTo,
      fields: one.fields,
    })),
    compared: compared === null ? null : { from, to, changes: compared.map((one) => one.ja) },
  };
});

export const action = guardStaff(handle, async (scene) => {
  const appId = scene.params.app ?? '';
  const asked = await rollBack(deskOf(scene), {
    appId,
    version: Number(textIn(scene.form, 'version')) || 0,
    note: textIn(scene.form, 'note').slice(0, 500),
  });
  if (asked.ok)
    throw redirect(
      href(staffPaths.studioReview, { app: appId }, { publication: asked.value.publicationId }),
      { status: 303 },
    );
  if (asked.error.code === 'notFound') throw new Refusal(asked.error);
  return data(
    {
      message: sentenceOf(asked.error),
      issues: (asked.error.issues ?? []).map(({ message }) => ({ path: '', message })),
    },
    { status: statusOf(asked.error) },
  );
});

export default function StudioVersions() {
  const { head, versions, compared } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const newest = versions[0]?.version ?? 0;
  return (
    <StudioPage head={head} tab="versions" errors={failed === undefined ? 0 : 1}>
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      {versions.length === 0 ? (
        <p className="empty">まだ公開していません。公開するたびに、ここに版が残ります。</p>
      ) : (
        <ScrollBox label="版の表">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">版</th>
                <th scope="col">公開した日時</th>
                <th scope="col">公開した人</th>
                <th scope="col">メモ</th>
                <th scope="col" className="number optional">
                  項目
                </th>
              </tr>
            </thead>
            <tbody>
              {versions.map((one) => (
                <tr key={one.version}>
                  <th scope="row" className="nowrap">
                    第{one.version}版{one.version === newest && <span className="quiet">（公開中）</span>}
                  </th>
                  <td className="nowrap">{one.at}</td>
                  <td className="nowrap">{one.by}</td>
                  <td>
                    {one.rolledBackTo !== null && `第${one.rolledBackTo}版に戻しました。`}
                    {one.note}
                  </td>
                  <td className="number optional">{one.fields}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      {versions.length > 1 && (
        <>
          <Section title="二つの版をくらべる" id="compare">
            <Form method="get" className="filters" preventScrollReset>
              <VersionSelect
                name="from"
                label="この版から"
                versions={versions}
                chosen={compared?.from ?? newest - 1}
              />
              <VersionSelect name="to" label="この版へ" versions={versions} chosen={compared?.to ?? newest} />
              <button type="submit" className="button button-plain">
                くらべる
              </button>
            </Form>
            {compared !== null &&
              (compared.changes.length === 0 ? (
                <p role="status">
                  第{compared.from}版と第{compared.to}版は、同じ内容です。
                </p>
              ) : (
                <div role="status">
                  <p>
                    第{compared.from}版を第{compared.to}版にする変更：
                  </p>
                  <ul className="studio-effects">
                    {compared.changes.map((one) => (
                      <li key={one}>{one}</li>
                    ))}
                  </ul>
                </div>
              ))}
          </Section>
          <Section title="前の版に戻す" id="back">
            <p>
              選んだ版の内容を、新しい版として公開します。あとから加えた項目は画面から消えますが、値は残ります。
              {head.draft !== null && '公開していない下書きは、そのまま残ります。'}
            </p>
            <KeptForm name="back" className="studio-back">
              <Csrf />
              <VersionSelect
                name="version"
                label="戻す版"
                versions={versions.filter((one) => one.version !== newest)}
                chosen={newest - 1}
              />
              <Field label="戻す理由" optional>
                <input id="note" type="text" name="note" maxLength={500} />
              </Field>
              <Submit kind="plain">この版に戻す</Submit>
            </KeptForm>
          </Section>
        </>
      )}
    </StudioPage>
  );
}

interface SelectProps {
  name: string;
  label: string;
  versions: readonly { version: number; at: string }[];
  chosen: number;
}

function VersionSelect({ name, label, versions, chosen }: SelectProps) {
  return (
    <label className="studio-version">
      {label}
      <select name={name} defaultValue={chosen}>
        {versions.map((one) => (
          <option key={one.version} value={one.version}>
            第{one.version}版（{one.at}）
          </option>
        ))}
      </select>
    </label>
  );
}
