/** The guided tutorial 「落とし物管理」: led step by step through the real screens; the steps look at the real app. */
import { Link, useLoaderData } from 'react-router';
import { guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import type { RouteHandle } from '#platform/http';
import { href, staffPaths } from '#ui/paths';
import { type GuideStep, Mark, Page, startGuide } from '#ui/staff';
import { deskOf } from '../desk.server.ts';
import { readTutorial } from '../tutorial/read-tutorial.server.ts';
import { currentStep } from '../tutorial/steps.ts';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const { appId, steps } = await readTutorial(deskOf(scene));
  const now = currentStep(steps);
  const guide: GuideStep | null =
    now === null
      ? null
      : {
          number: steps.indexOf(now) + 1,
          of: steps.length,
          title: now.title,
          text: now.text,
          checks: now.checks,
          to: now.to,
          toText: now.toText,
        };
  return { appId, steps, guide };
});

export default function Tutorial() {
  const { appId, steps, guide } = useLoaderData<typeof loader>();
  return (
    <Page
      title="練習：落とし物管理を作る"
      crumbs={[
        { to: staffPaths.home, text: 'ホーム' },
        { to: staffPaths.studio, text: 'アプリを作る' },
      ]}
    >
      <p>
        ほんものの画面で、小さな業務アプリを一つ作ってみます。10分ほどで終わります。途中でやめても、ここに戻れば続きからできます。まちがえて困ることはありません。
      </p>
      {guide === null && (
        <div className="done" role="status">
          <p>できました。アプリを作って使うところまで、すべて終わりました。</p>
        </div>
      )}
      <ol className="studio-steps">
        {steps.map((step, index) => {
          const now = guide?.number === index + 1;
          return (
            <li key={step.id} aria-current={now ? 'step' : undefined}>
              <h2>
                <span className="studio-step-number">{index + 1}</span>
                {step.title}
                <Mark tone={step.done ? 'done' : now ? 'work' : 'waiting'}>
                  {step.done ? '終わり' : now ? 'いまここ' : 'これから'}
                </Mark>
              </h2>
              {(now || !step.done) && (
                <>
                  <p>{step.text}</p>
                  <ul className="plain-list studio-checks">
                    {step.checks.map((check) => (
                      <li key={check.text}>
                        <Mark tone={check.done ? 'done' : 'waiting'}>{check.done ? 'できた' : 'まだ'}</Mark>
                        {check.text}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              {now && (
                <p className="button-row">
                  <Link className="button button-primary" to={step.to} onClick={() => startGuide()}>
                    {step.toText}
                  </Link>
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {guide === null && appId !== null && (
        <p className="button-row">
          <Link className="button button-primary" to={staffPaths.studioNew}>
            自分の仕事のアプリを作る
          </Link>
          <Link className="button button-plain" to={href(staffPaths.studioRetire, { app: appId })}>
            練習のアプリを片づける
          </Link>
        </p>
      )}
    </Page>
  );
}
