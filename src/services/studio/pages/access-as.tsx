/** The app as one colleague meets it: what they may do, which fields they read, and some records that both may see. */
import { data, Form, useActionData, useLoaderData } from 'react-router';
import { findChoices, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { Csrf, ErrorSummary, errorFor, Field, Section, Submit } from '#ui/staff';
import { type SeenPage, seenPage } from '../access/seen-as.server.ts';
import { SeenView } from '../access/seen-view.tsx';
import { deskOf, textIn, today } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { head, app } = must(await studioHead(deskOf(scene), scene.params.app ?? ''));
  return { head, published: app.published !== null };
});

interface Answer {
  issues: { path: string; message: string }[];
  found?: { value: string; label: string; detail?: string }[];
  seen?: SeenPage;
}

export const action = guardStaff(handle, async (scene) => {
  const appId = scene.params.app ?? '';
  const { head } = must(await studioHead(deskOf(scene), appId));
  const staff = textIn(scene.form, 'staff');
  if (staff === '') {
    const anybody = { id: 0, type: 'user' as const, options: {} };
    const { entries } = await findChoices(scene.tx, anybody, textIn(scene.form, 'words'), today());
    const issues =
      entries.length > 0
        ? []
        : [{ path: 'words', message: '見つかりませんでした。名前・よみ・ログイン名の一部で探せます。' }];
    return data<Answer>({ issues, found: [...entries] });
  }
  const seen = must(await seenPage(deskOf(scene), appId, staff, textIn(scene.form, 'post')));
  // Who looked through whose eyes, and at what.
  scene.touched('staff', [seen.person.id], [], 'app.access.seenAs');
  scene.touched('record', [head.appId, ...seen.ids], seen.classes, 'record.seenAs');
  return data<Answer>({ issues: [], seen });
});

export default function AccessAs() {
  const { head, published } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as Answer | undefined;
  return (
    <StudioPage head={head} tab="access" name="この人として見る" errors={answer?.issues.length ?? 0} wide>
      <ErrorSummary issues={answer?.issues.length ? answer.issues : undefined} />
      <Section title="この人として見る" id="person">
        <p className="quiet">
          公開中のきまりで、その人に何が見えるかを確かめます。あなた自身に見えないものは、その人に見えても出しません。見たことは操作の記録に残ります。
        </p>
        {!published && (
          <p className="note">
            まだ公開していないので、レコードはありません。公開すると、ここで確かめられます。
          </p>
        )}
        <Form method="post" className="who-find">
          <Csrf />
          <Field
            label="職員を探す"
            help="名前・よみ・ログイン名の一部"
            error={errorFor(answer?.issues, 'words')}
          >
            <input id="words" name="words" type="search" autoComplete="off" />
          </Field>
          <Submit kind="plain">探す</Submit>
        </Form>
        {answer?.found !== undefined && answer.found.length > 0 && (
          <ul className="plain-rows" aria-label="見つかった職員">
            {answer.found.map((one) => (
              <li key={one.value}>
                <span>
                  {one.label} {one.detail && <span className="quiet">{one.detail}</span>}
                </span>
                <Form method="post">
                  <Csrf />
                  <input type="hidden" name="staff" value={one.value} />
                  <button type="submit" className="button button-plain">
                    この人として見る<span className="visually-hidden">：{one.label}</span>
                  </button>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {answer?.seen !== undefined && <SeenView seen={answer.seen} />}
    </StudioPage>
  );
}
