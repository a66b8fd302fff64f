/** An app's card in the register: trial or live, whom to ask, what it saves and how that was worked out. */
import { data, redirect, useActionData, useLoaderData } from 'react-router';
import { keepCard, readCard } from '#core/apps.server';
import { choicesOf, guardStaff } from '#core/people.server';
import type { StaffPermission } from '#core/policy';
import { sentenceOf, statusOf } from '#kernel/errors';
import type { RouteHandle } from '#platform/http';
import { must, Refusal } from '#platform/http.server';
import { staffPaths } from '#ui/paths';
import { Csrf, ErrorSummary, errorFor, Field, KeptForm, Submit } from '#ui/staff';
import { deskOf, officesOf, staffNames, textIn, today } from '../desk.server.ts';
import { studioHead } from '../studio-head.server.ts';
import { StudioPage } from '../views/studio-head.tsx';

export const handle = { permission: 'app.build', script: true } satisfies RouteHandle<StaffPermission>;

export const loader = guardStaff(handle, async (scene) => {
  const desk = deskOf(scene);
  const { head, app } = must(await studioHead(desk, scene.params.app ?? ''));
  const card = must(await readCard(desk, scene.params.app ?? ''));
  const department = (await officesOf(desk)).codeOf(app.published!.body.work!.department);
  const field = { id: 1, type: 'user' as const, options: { from: { departments: [department] } } };
  const people = (await choicesOf(desk.tx, [field], today()))['1']?.entries ?? [];
  const nameOf = await staffNames(desk, [card?.contact ?? null, desk.actor.id]);
  const contacts = people.map(({ value, label }) => ({ id: value, name: label }));
  // Whoever is named already, or fills it in, need not belong to the section.
  for (const id of [desk.actor.id, card?.contact ?? null])
    if (id !== null && !contacts.some((one) => one.id === id)) contacts.unshift({ id, name: nameOf(id) });
  return {
    head,
    contacts,
    card: {
      revision: card?.revision ?? 0,
      stage: card?.stage ?? 'trial',
      contact: card === null ? (desk.actor.id ?? '') : (card.contact ?? ''),
      hoursSaved: card?.hoursSaved ?? '',
      hoursBasis: card?.hoursBasis ?? '',
      costAvoided: card?.costAvoided ?? '',
      costBasis: card?.costBasis ?? '',
    },
  };
});

export const action = guardStaff(handle, async (scene) => {
  const { form } = scene;
  const done = await keepCard(deskOf(scene), {
    appId: scene.params.app ?? '',
    revision: Number(textIn(form, 'revision')) || 0,
    stage: textIn(form, 'stage'),
    contact: textIn(form, 'contact'),
    hoursSaved: textIn(form, 'hoursSaved'),
    hoursBasis: textIn(form, 'hoursBasis'),
    costAvoided: textIn(form, 'costAvoided'),
    costBasis: textIn(form, 'costBasis'),
  });
  if (done.ok) throw redirect(`${staffPaths.studioRegister}?done=kept`, { status: 303 });
  if (done.error.code === 'notFound') throw new Refusal(done.error);
  return data(
    { message: done.error.issues ? undefined : sentenceOf(done.error), issues: done.error.issues ?? [] },
    { status: statusOf(done.error) },
  );
});

const stages = [
  ['trial', '試行', '使い方を試しているところ。元のやり方も残しています。'],
  ['live', '本番', 'この業務は、このアプリで行っています。'],
] as const;

export default function Card() {
  const { head, card, contacts } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const issues = failed?.issues;
  return (
    <StudioPage head={head} tab="settings" name="台帳の記入" errors={issues?.length ?? 0}>
      <ErrorSummary message={failed?.message} issues={issues} />
      <h2>業務アプリ台帳の記入</h2>
      <KeptForm name="card" className="studio-settings">
        <Csrf />
        <input type="hidden" name="revision" value={card.revision} />
        <fieldset className="field">
          <legend>段階</legend>
          {errorFor(issues, 'stage') && <p className="error">{errorFor(issues, 'stage')}</p>}
          {stages.map(([value, label, help]) => (
            <div key={value} className="studio-radio">
              <label className="choice">
                <input
                  type="radio"
                  name="stage"
                  value={value}
                  defaultChecked={value === card.stage}
                  aria-describedby={`stage-${value}`}
                />
                {label}
              </label>
              <p className="help" id={`stage-${value}`}>
                {help}
              </p>
            </div>
          ))}
        </fieldset>
        <Field label="担当者" help="このアプリのことを聞く相手です。">
          <select id="contact" name="contact" defaultValue={card.contact}>
            <option value="">（決まっていない）</option>
            {contacts.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </Field>
        <Field
          label="1年に減らせた時間"
          optional
          help="時間の数。小数は一けたまで"
          error={errorFor(issues, 'hoursSaved')}
        >
          <input
            id="hoursSaved"
            type="text"
            inputMode="decimal"
            name="hoursSaved"
            className="short"
            defaultValue={card.hoursSaved}
          />
        </Field>
        <Field
          label="減らせた時間の根拠"
          optional
          help="例：台帳への転記 1件10分 × 年1,200件 ＝ 200時間"
          error={errorFor(issues, 'hoursBasis')}
        >
          <textarea id="hoursBasis" name="hoursBasis" rows={2} defaultValue={card.hoursBasis} />
        </Field>
        <Field
          label="1年に抑えた委託費"
          optional
          help="円の数。このアプリがなければ、外に頼んでいた費用です。"
          error={errorFor(issues, 'costAvoided')}
        >
          <input
            id="costAvoided"
            type="text"
            inputMode="numeric"
            name="costAvoided"
            className="short"
            defaultValue={card.costAvoided}
          />
        </Field>
        <Field
          label="抑えた委託費の根拠"
          optional
          help="例：令和7年度の見積書（開発費の5分の1と保守費）"
          error={errorFor(issues, 'costBasis')}
        >
          <textarea id="costBasis" name="costBasis" rows={2} defaultValue={card.costBasis} />
        </Field>
        <Submit>台帳に書く</Submit>
      </KeptForm>
    </StudioPage>
  );
}
