/** A new app: three ways to begin, and the form for beginning with nothing. */
import { data, Link, redirect, useActionData, useLoaderData } from 'react-router';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, KeptForm, Page, Section, Submit } from '#ui/staff';
import { beginApp } from '../begin-app.server.ts';
import { beginningIn, beginningOffer } from '../beginning-form.server.ts';
import { deskOf } from '../desk.server.ts';
import { BeginningFields } from '../views/beginning-fields.tsx';
import { studioApp } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const definitions = await definitionsOf(desk.tx, desk.municipality);
  return {
    offer: await beginningOffer(desk),
    // The tutorial comes with a name.
    title: (new URL(scene.request.url).searchParams.get('title') ?? '').slice(0, 100),
    templates: definitions.appTemplates().map(({ id, title, description }) => ({
      id,
      title: title.ja,
      description: description.ja,
    })),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const begun = await beginApp(deskOf(scene), beginningIn(scene.form));
  if (begun.ok) throw redirect(studioApp(begun.value.appId), { status: 303 });
  return data(
    { message: begun.error.issues ? undefined : sentenceOf(begun.error), issues: begun.error.issues ?? [] },
    { status: statusOf(begun.error) },
  );
});

export default function NewApp() {
  const { offer, templates, title } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title="新しいアプリを作る"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.studio, text: 'アプリを作る' },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <Section title="はじめから作る" id="blank">
        <p>
          名前を決めるだけで始められます。あとからすべて変えられます。公開するまで、ほかの人には見えません。
        </p>
        <KeptForm name="new" className="narrow studio-begin">
          <Csrf />
          <BeginningFields offer={offer} issues={failed?.issues} title={title} />
          <Submit>作りはじめる</Submit>
        </KeptForm>
      </Section>
      <Section title="ExcelやCSVの表から作る" id="sheet">
        <p>
          いま使っている表を選ぶと、列を項目に置き換えます。種類は中の値から見分け、合わないセルを示します。
        </p>
        <p className="studio-begin">
          <Link className="button button-plain" to={staffPaths.studioNewSheet}>
            表を選ぶ
          </Link>
        </p>
      </Section>
      {templates.length > 0 && (
        <Section title="ひな形から作る" id="templates">
          <p>項目・一覧・グラフが入った状態から始めて、自分の課に合わせて直せます。</p>
          <ul className="plain-list studio-templates">
            {templates.map((one) => (
              <li key={one.id}>
                <Link to={href(staffPaths.studioNewTemplate, { template: one.id })}>{one.title}</Link>
                <p className="quiet">{one.description}</p>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}
