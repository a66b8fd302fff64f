/** Who acts for me, for whom I act: ask somebody by mail, accept, end. */
import { data, redirect } from 'react-router';
import { sayIn } from '#core/applications.server';
import { readMail } from '#core/people/accounts';
import {
  acceptMandate,
  endMandate,
  giveMandate,
  type Mandate,
  selectGiven,
  selectHeld,
} from '#core/people/accounts.server';
import { guardResident } from '#core/people.server';
import type { ResidentPermission } from '#core/policy';
import { addDays, parseDate } from '#kernel/dates';
import type { Picked } from '#kernel/localized';
import { pick } from '#kernel/localized';
import { normaliseTypedLine } from '#kernel/text';
import type { RouteHandle } from '#platform/http';
import { must } from '#platform/http.server';
import { FormGroup, OptionList } from '#ui';
import { portalPaths } from '#ui/paths';
import { definitionsFor, today } from '../site.server.ts';
import { useT, useWord } from '../site-context.tsx';
import { Csrf } from '../views/csrf.tsx';
import { Form } from '../views/link.tsx';
import { MandateList } from '../views/mandates.tsx';
import { Page, Section } from '../views/page.tsx';
import { Run } from '../views/run.tsx';
import { ErrorSummary, TextField } from '../views/text-field.tsx';

export const handle = { permission: 'account.write' } satisfies RouteHandle<ResidentPermission>;

interface Data {
  given: Mandate[];
  held: (Mandate & { giver: string | null })[];
  procedures: { id: string; title: Picked }[];
  usual: string;
}
interface Wrong {
  faults: { name: string; fault: string }[];
  typed: { name: string; mail: string; until: string; scope: string; procedures: string[] };
}

export const loader = guardResident(handle, async ({ tx, info, actor }): Promise<Data> => {
  const definitions = await definitionsFor(tx, info);
  const procedures = definitions
    .procedures(today())
    .filter((one) => one.body.app !== undefined && one.body.online.available);
  return {
    given: await selectGiven(tx, actor.id ?? ''),
    held: await selectHeld(tx, actor.id ?? ''),
    procedures: procedures.map(({ body }) => ({ id: body.id, title: pick(body.title, info.language) })),
    usual: addDays(today(), 365),
  };
});

export const action = guardResident(handle, async ({ tx, info, form, actor, runtime, touched }) => {
  const accountId = actor.id ?? '';
  const mandate = String(form.get('mandate') ?? '');
  const act = String(form.get('act') ?? '');
  if (act === 'accept' || act === 'end') {
    must(await (act === 'accept' ? acceptMandate : endMandate)(tx, accountId, mandate));
    touched('mandate', [mandate], [], `mandate.${act}`);
    return redirect(portalPaths.proxies);
  }
  const typed = {
    name: normaliseTypedLine(String(form.get('name') ?? '')).slice(0, 80),
    mail: String(form.get('mail') ?? '').slice(0, 320),
    until: String(form.get('until') ?? '').slice(0, 40),
    scope: String(form.get('scope') ?? ''),
    procedures: form.getAll('procedures').map(String).slice(0, 100),
  };
  const definitions = await definitionsFor(tx, info);
  const mail = readMail(typed.mail.trim());
  const until = parseDate(typed.until);
  const last = until.ok ? until.value.date : '';
  const known = typed.procedures.filter((id) => definitions.procedure(id, { on: today() }) !== null);
  const faults = [
    typed.name === '' && { name: 'name', fault: 'name' },
    typeof mail === 'string' && { name: 'mail', fault: 'mail' },
    (last < today() || last > addDays(today(), 366 * 3)) && { name: 'until', fault: 'until' },
    typed.scope !== 'all' && known.length === 0 && { name: 'scope', fault: 'scope' },
  ].filter((one) => one !== false);
  if (faults.length > 0 || typeof mail === 'string') return data<Wrong>({ faults, typed }, { status: 422 });
  const say = sayIn(definitions, info.language);
  const city = definitions.organisation(today()).municipality;
  const values = {
    city: info.language === 'en' ? city.nameEn : city.name,
    url: `${runtime.origin}${info.prefix}${portalPaths.proxies}`,
    phone: city.phone,
  };
  const letter = { subject: say('mail.proxy.subject', values), text: say('mail.proxy.text', values) };
  const procedures = typed.scope === 'all' ? [] : known;
  const given = must(
    await giveMandate(tx, runtime.keyring, {
      accountId,
      name: typed.name,
      mail,
      procedures,
      validTo: last,
      letter,
    }),
  );
  touched('mandate', [given.id], [], 'mandate.give');
  return redirect(portalPaths.proxies);
});

export default function Proxies({ loaderData, actionData }: { loaderData: Data; actionData?: Wrong }) {
  const t = useT();
  const word = useWord();
  const { given, held, procedures, usual } = loaderData;
  const fault = (name: string) => {
    const found = actionData?.faults.find((one) => one.name === name);
    return found && word('proxy.fault', found.fault);
  };
  const typed = actionData?.typed;
  return (
    <Page
      title={t('proxy.title')}
      lead={t('proxy.lead')}
      back={{ to: portalPaths.me, text: t('myPage.title') }}
      errors={actionData?.faults.length}
    >
      <ErrorSummary
        errors={(actionData?.faults ?? []).map((one) => ({
          name: one.name,
          text: word('proxy.fault', one.fault),
        }))}
      />
      {held.length > 0 && (
        <Section title={t('proxy.held')}>
          <MandateList mandates={held} procedures={procedures} side="held" />
        </Section>
      )}
      <Section title={t('proxy.given')}>
        {given.length === 0 ? (
          <p>{t('proxy.none')}</p>
        ) : (
          <MandateList mandates={given} procedures={procedures} side="given" />
        )}
      </Section>
      <Section title={t('proxy.add')}>
        <Form method="post" className="stack" noValidate>
          <Csrf />
          <TextField
            name="name"
            label={t('proxy.name')}
            error={fault('name')}
            defaultValue={typed?.name}
            autoComplete="off"
            maxLength={80}
          />
          <TextField
            name="mail"
            label={t('proxy.mail')}
            hint={t('proxy.mail.hint')}
            error={fault('mail')}
            defaultValue={typed?.mail}
            autoComplete="off"
            maxLength={320}
          />
          <FormGroup id="scope" label={t('proxy.scope')} error={fault('scope')} focusable>
            <OptionList
              type="radio"
              id="scope-choice"
              name="scope"
              chosen={[typed?.scope === 'all' ? 'all' : 'some']}
              options={[
                { value: 'all', label: t('proxy.scope.all') },
                { value: 'some', label: t('proxy.scope.some') },
              ]}
            />
            <div className="choices-inner">
              <OptionList
                type="checkbox"
                id="procedures"
                name="procedures"
                chosen={typed?.procedures ?? []}
                options={procedures.map((one) => ({ value: one.id, label: <Run text={one.title} /> }))}
              />
            </div>
          </FormGroup>
          <TextField
            name="until"
            label={t('proxy.until')}
            hint={t('form.date.hint')}
            error={fault('until')}
            defaultValue={typed?.until ?? usual}
            autoComplete="off"
            maxLength={40}
          />
          <button className="button button-primary" type="submit">
            {t('proxy.ask')}
          </button>
        </Form>
      </Section>
    </Page>
  );
}
