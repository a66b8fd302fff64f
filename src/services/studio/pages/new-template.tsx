/** A new app from a template: what it holds, and what the city decides itself. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import type { AppDesk } from '#core/apps.server';
import { definitionsOf } from '#core/definitions.server';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { appError, sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { Refusal } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, KeptForm, Page, Section, Submit } from '#ui/staff';
import { beginApp } from '../begin-app.server.ts';
import { beginningIn, beginningOffer } from '../beginning-form.server.ts';
import { deskOf } from '../desk.server.ts';
import { viewWords } from '../labels.ts';
import { BeginningFields } from '../views/beginning-fields.tsx';
import { studioApp } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

async function templateOf({ tx, municipality }: AppDesk, id: string | undefined) {
  const found = (await definitionsOf(tx, municipality)).appTemplates().find((one) => one.id === id);
  if (found === undefined) throw new Refusal(appError('notFound'));
  return found;
}

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { title, description, audience, app } = await templateOf(desk, scene.params.template);
  return {
    title: title.ja,
    description: description.ja,
    audience,
    pages: app.form.pages.map((page) => ({
      id: page.id,
      title: page.title.ja,
      fields: page.items.flatMap((item) => {
        const field = 'field' in item ? app.fields.find((one) => one.code === item.field) : undefined;
        return field === undefined ? [] : [{ code: field.code, label: field.label.ja }];
      }),
    })),
    views: app.work.views.map((view) => ({ id: view.id, title: view.title.ja, kind: viewWords[view.kind] })),
    offer: await beginningOffer(desk),
  };
});

export const action = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { app, description } = await templateOf(desk, scene.params.template);
  const begun = await beginApp(desk, beginningIn(scene.form), { ...app, description } as never);
  if (begun.ok) throw redirect(studioApp(begun.value.appId), { status: 303 });
  return data(
    { message: begun.error.issues ? undefined : sentenceOf(begun.error), issues: begun.error.issues ?? [] },
    { status: statusOf(begun.error) },
  );
});

export default function NewFromTemplate() {
  const { title, description, audience, pages, views, offer } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <Page
      title={`ひな形「${title}」から作る`}
      crumb={title}
      crumbs={[
        { to: staffPaths.studio, text: 'アプリを作る' },
        { to: staffPaths.studioNew, text: '新しいアプリ' },
      ]}
      errors={failed?.issues.length ?? 0}
    >
      <ErrorSummary message={failed?.message} issues={failed?.issues} />
      <p>{description}</p>
      <div className="two">
        <Section title="決めること" id="beginning">
          <KeptForm name="template">
            <Csrf />
            <BeginningFields offer={offer} issues={failed?.issues} title={title} audience={audience} />
            <Submit>このひな形で作りはじめる</Submit>
          </KeptForm>
        </Section>
        <Section title="はじめから入っているもの" id="content">
          <p className="quiet">どれも、あとから変えたり、なくしたりできます。</p>
          {pages.map((page) => (
            <div key={page.id} className="studio-template-part">
              <h3>{page.title}</h3>
              <ul className="plain-list studio-template-fields">
                {page.fields.map((field) => (
                  <li key={field.code}>{field.label}</li>
                ))}
              </ul>
            </div>
          ))}
          <div className="studio-template-part">
            <h3>一覧・グラフ</h3>
            <ul className="plain-list studio-template-fields">
              {views.map((view) => (
                <li key={view.id}>
                  {view.title}
                  <span className="quiet">{view.kind}</span>
                </li>
              ))}
            </ul>
          </div>
        </Section>
      </div>
    </Page>
  );
}
