/** One form: a word of one's own, and every button that may be pressed now. Those that may not say why. */
import { useState } from 'react';
import type { ActShown, VerbShown } from '#core/record-process';
import { RouteSteps } from '#core/record-process.view';
import { Csrf, Field, KeptForm, Submit } from '#ui/staff';
import type { ProcessPanel } from '../panel.server.ts';

/** Done elsewhere: beside the seat, on the page for corrections. */
const apart = ['reseat', 'correctFormally'];
const first = ['approve', 'agree', 'decide', 'deputyDecide', 'postReview', 'read', 'putIntoEffect'];

const needsNote = (one: ActShown | VerbShown): boolean => one.note === 'required';

export function Acting({ panel, issue }: { panel: ProcessPanel; issue: string | undefined }) {
  const { process, previews } = panel;
  const verbs = (process.approval?.verbs ?? []).filter((one) => !apart.includes(one.verb));
  const mayVerbs = verbs.filter((one) => one.whyNot === null);
  const mayActs = process.acts.filter((one) => one.whyNot === null);
  const not = [...process.acts.filter((one) => one.whyNot !== null)];
  const open = [...mayVerbs, ...mayActs];
  const back = mayVerbs.find((one) => one.verb === 'sendBack')?.backTo ?? [];
  const wanting = open.filter(needsNote);
  const noted = open.some((one) => one.note !== 'none');
  const primary = mayVerbs.find((one) => first.includes(one.verb)) ?? mayActs[0];
  const mine = process.approval?.steps.some((step) => step.seats.some((seat) => seat.mine)) === true;
  return (
    <>
      {open.length > 0 && (
        <KeptForm name={`process-${process.recordId}`} className="process-acting">
          <Csrf />
          <input type="hidden" name="intent" value="process" />
          <input type="hidden" name="revision" value={process.revision} />
          {mine && <p className="process-turn">あなたの番です。</p>}
          {Object.entries(previews).map(([act, route]) => (
            <Preview key={act} title={route.route.title}>
              <RouteSteps approval={route} />
            </Preview>
          ))}
          {noted && (
            <Field
              label="ひとこと"
              optional={wanting.length === 0}
              help={
                wanting.length === 0
                  ? undefined
                  : `${wanting.map((one) => `「${one.title}」`).join('')}のときは、必ず書いてください。`
              }
              error={issue}
            >
              <textarea id="process-note" name="note" rows={2} maxLength={2000} />
            </Field>
          )}
          {back.length > 1 && (
            <Field label="差戻しのときの、戻す先">
              <select name="backTo" defaultValue={back[0]?.id}>
                {back.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title}
                  </option>
                ))}
              </select>
            </Field>
          )}
          <div className="button-row">
            {mayVerbs.map((one) => (
              <Submit
                key={`${one.verb}-${one.seat}`}
                name="press"
                value={`verb/${one.verb}/${one.seat ?? ''}`}
                kind={one === primary ? 'primary' : one.verb === 'drop' ? 'danger' : 'plain'}
              >
                {one.title}
              </Submit>
            ))}
            {mayActs.map((one) => (
              <Submit
                key={one.id}
                name="press"
                value={`act/${one.id}`}
                kind={one === primary ? 'primary' : 'plain'}
              >
                {one.title}
              </Submit>
            ))}
          </div>
        </KeptForm>
      )}
      {not.length > 0 && (
        <ul className="process-not">
          {not.map((one) => (
            <li key={one.id}>
              <b>{one.title}</b>
              <span>
                {one.whyNot}
                {one.missing.length > 0 && `（${one.missing.join('、')}）`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Preview({ title, children }: { title: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(true);
  return (
    <details
      className="process-fold"
      open={open}
      onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}
    >
      <summary>起案すると、この順に回ります：{title}</summary>
      {children}
    </details>
  );
}
