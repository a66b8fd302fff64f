/** Before writing: what to have at hand, for whom, what may be taken over, and that one may stop at any time. */
import { data, redirect } from 'react-router';
import { formOf, offerPrefill, startDraft } from '#core/applications.server';
import { limitKey, selectHeld } from '#core/people/accounts.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import type { ProcedurePage } from '#core/procedures';
import { procedurePage } from '#core/procedures.server';
import { appError } from '#kernel/errors';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import type { RouteHandle } from '#platform/http';
import { hit, must } from '#platform/http.server';
import { href, portalPaths } from '#ui/paths';
import { applicantScene } from '../applicant-scene.server.ts';
import { ensureVisit } from '../session.server.ts';
import { today } from '../site.server.ts';
import { useT } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form, Link } from '../views/link.tsx';
import { Notice } from '../views/notice.tsx';
import { Page, Section } from '../views/page.tsx';
import { Deadline } from '../views/procedure-list.tsx';
import { Run } from '../views/run.tsx';

export const handle = { permission: 'public' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  page: ProcedurePage;
  signedIn: boolean;
  known: { label: Picked; text: string }[];
  mandates: { id: string; giver: string }[];
}

export const loader = guardResident(handle, async (scene): Promise<Data> => {
  const { tx, actor, params, info } = scene;
  const applicant = await applicantScene(scene);
  const id = params.procedure ?? '';
  const page = procedurePage(applicant.definitions, id, today(), info.language);
  const found = applicant.definitions.procedure(id, { on: today() });
  const app =
    found?.body.app === undefined ? null : applicant.definitions.app(found.body.app, { on: today() });
  if (page === null || app === null || !page.online) throw data(appError('notFound'), { status: 404 });
  const offered =
    actor.id === null
      ? null
      : await offerPrefill(applicant, formOf(applicant.definitions, app.body, app.version));
  const held = actor.id === null ? [] : await selectHeld(tx, actor.id);
  return {
    page,
    signedIn: actor.kind === 'account',
    known: (offered?.shown ?? []).map(({ label, text }) => ({ label: pick(label, info.language), text })),
    mandates: held
      .filter(
        (one) => one.state === 'accepted' && (one.procedures.length === 0 || one.procedures.includes(id)),
      )
      .map((one) => ({ id: one.id, giver: one.giver ?? one.proxyName })),
  };
});

export const action = guardResident(handle, async (scene) => {
  const { tx, runtime, actor, form, params, info, touched } = scene;
  // Generous, because a school or an office is one address; still nobody fills the table with drafts.
  if (!(await hit(tx, limitKey(runtime.keyring, `start:${info.ip}`), 120, 600)))
    throw data(appError('tooMany'), { status: 429 });
  const applicant = await applicantScene(scene);
  const visit = await ensureVisit(tx, runtime, actor);
  const begun = await startDraft(
    { ...applicant, actor: { ...actor, sessionHash: visit.hash } },
    {
      procedureId: params.procedure ?? '',
      sessionHash: visit.hash,
      mandateId: String(form.get('mandate') ?? '') || null,
      prefill: form.get('prefill') === 'yes',
    },
  );
  const { draftId } = must(begun);
  touched('draft', [draftId], [], 'draft.start');
  return redirect(href(portalPaths.draft, { draft: draftId }), { headers: visit.headers });
});

export default function Start({ loaderData: { page, signedIn, known, mandates } }: { loaderData: Data }) {
  const t = useT();
  const self = href(portalPaths.start, { procedure: page.id });
  const back = { to: href(portalPaths.procedure, { procedure: page.id }) };
  if (!page.mayStart) {
    return (
      <Page title={page.title.text} titleLang={page.title.lang} back={back}>
        <Notice kind="warning" title={<Deadline procedure={page} />} />
      </Page>
    );
  }
  return (
    <Page
      title={t('start.title')}
      over={<Run text={page.title} />}
      back={back}
      lead={t('procedure.start.minutes', { minutes: page.minutes })}
    >
      {page.bring.length > 0 && (
        <Section title={t('start.ready')}>
          <ul className="plain">
            {page.bring.map(({ item, when }) => (
              <li key={item.text}>
                <Run text={item} />
                {when !== null && (
                  <span className="when">
                    <Run text={when} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('start.pause')}>
        <p>{t(signedIn ? 'start.pause.account' : 'start.pause.paper')}</p>
        {!signedIn && (
          <p>
            <Link to={href(portalPaths.signIn, undefined, { return: self })}>{t('start.signIn')}</Link>
          </p>
        )}
      </Section>
      <Form method="post" className="stack">
        <Csrf />
        {mandates.length > 0 && (
          <fieldset className="form-group">
            <legend className="form-label">{t('start.forWhom')}</legend>
            <div className="form-options">
              <Choice name="mandate" value="" label={t('start.forMe')} first />
              {mandates.map((one) => (
                <Choice
                  key={one.id}
                  name="mandate"
                  value={one.id}
                  label={t('start.forOther', { name: one.giver })}
                />
              ))}
            </div>
          </fieldset>
        )}
        {known.length > 0 && (
          <fieldset className="form-group">
            <legend className="form-label">{t('start.known')}</legend>
            <ul className="plain">
              {known.map((one) => (
                <li key={one.label.text}>
                  <Run text={one.label} />: {one.text}
                </li>
              ))}
            </ul>
            <div className="form-options">
              <div className="form-option">
                <input type="checkbox" id="prefill" name="prefill" value="yes" />
                <label htmlFor="prefill">{t('start.known.use')}</label>
              </div>
            </div>
          </fieldset>
        )}
        <button className="button button-primary button-large" type="submit">
          {t('start.begin')}
        </button>
      </Form>
    </Page>
  );
}

function Choice({
  name,
  value,
  label,
  first,
}: {
  name: string;
  value: string;
  label: string;
  first?: boolean;
}) {
  const id = `${name}-${value || 'none'}`;
  return (
    <div className="form-option">
      <input type="radio" id={id} name={name} value={value} defaultChecked={first} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
