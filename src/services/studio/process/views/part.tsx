/** Pieces that the forms of the process editor share. */
import type { ReactNode } from 'react';
import type { Seat } from '#core/definitions';
import { Glyph } from '#ui/staff';
import { WhenBox } from '../../access/when-box.tsx';
import { WhoList } from '../../access/who-list.tsx';
import { NumberSetting, SomeSetting } from '../../designer/views/setting-controls.tsx';
import type { Said } from '../gaps.ts';
import type { Deadline } from '../model.ts';
import { issuesAt, useEditing } from './editing.ts';
import { TrialRow } from './trial-row.tsx';

export const firstIssue = (issues: readonly Said[], path: string): string | undefined =>
  issuesAt(issues, path)[0]?.message;

/** What is said of a place and of no control of it that says its own; `alone`: of nothing within it either. */
export function Told({
  path,
  but = [],
  alone = false,
}: {
  path: string;
  but?: readonly string[];
  alone?: boolean;
}) {
  const { issues } = useEditing();
  const own = issuesAt(issues, path).filter(
    (one) =>
      (!alone || one.path === path) && !but.some((part) => issuesAt([one], `${path}.${part}`).length > 0),
  );
  if (own.length === 0) return null;
  return (
    <ul className="process-told">
      {own.map((one) => (
        <li key={one.path + one.message} data-level={one.level}>
          <Glyph name="alert" />
          <span>{one.message}</span>
        </li>
      ))}
    </ul>
  );
}

export function Seats({
  label,
  path,
  seats,
  put,
}: {
  label: string;
  path: string;
  seats: readonly Seat[];
  put(seats: Seat[]): void;
}) {
  const { world, issues } = useEditing();
  return (
    <WhoList<Seat>
      label={label}
      id={path}
      who={seats}
      world={world}
      error={firstIssue(issues, path)}
      put={put}
    />
  );
}

const whenWords = { legend: '条件', always: 'いつでも', some: '条件に合うときだけ' };

export function When({
  path,
  name,
  when,
  legend,
  put,
}: {
  path: string;
  name: string;
  when: string | undefined;
  legend?: string;
  put(when: string | undefined): void;
}) {
  const { fields, conditions, issues } = useEditing();
  return (
    <>
      <WhenBox
        name={name}
        when={when}
        fields={fields}
        conditions={conditions}
        error={firstIssue(issues, `${path}.when`)}
        words={legend === undefined ? whenWords : { ...whenWords, legend }}
        put={put}
      />
      <TrialRow when={when} />
    </>
  );
}

const most = 5;

export function DeadlineBox({
  path,
  value,
  about,
  put,
}: {
  path: string;
  value: Deadline | undefined;
  about: string;
  put(value: Deadline | undefined): void;
}) {
  return (
    <details className="fold-settings" open={value !== undefined || undefined}>
      <summary>期限</summary>
      <label className="choice">
        <input
          type="checkbox"
          checked={value !== undefined}
          onChange={(event) =>
            put(event.target.checked ? { days: 3, working: true, remind: [1], escalate: [] } : undefined)
          }
        />
        {about}
      </label>
      {value !== undefined && (
        <>
          <Told path={`${path}.deadline`} but={['escalate']} />
          <NumberSetting
            label="何日以内"
            value={value.days}
            min={1}
            max={365}
            whole
            onChange={(days) => days !== undefined && put({ ...value, days })}
          />
          <label className="choice">
            <input
              type="checkbox"
              checked={value.working}
              onChange={(event) => put({ ...value, working: event.target.checked })}
            />
            閉庁日を数えない
          </label>
          <Reminders value={value.remind} put={(remind) => put({ ...value, remind })} />
          <Seats
            label="過ぎたら知らせる相手"
            path={`${path}.deadline.escalate`}
            seats={value.escalate}
            put={(escalate) => put({ ...value, escalate })}
          />
        </>
      )}
    </details>
  );
}

function Reminders({ value, put }: { value: readonly number[]; put(value: number[]): void }) {
  return (
    <fieldset className="field">
      <legend>前もって知らせる</legend>
      <div className="process-days">
        {[7, 3, 1, 0].map((days) => (
          <label key={days} className="choice">
            <input
              type="checkbox"
              checked={value.includes(days)}
              disabled={!value.includes(days) && value.length >= most}
              onChange={(event) =>
                put(
                  event.target.checked
                    ? [...value, days].sort((a, b) => b - a)
                    : value.filter((one) => one !== days),
                )
              }
            />
            {days === 0 ? '当日' : `${days}日前`}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Fields, those among the chosen that the form no longer has too: they are seen where they are used, and can be taken out. */
export function FieldsSetting({
  label,
  path,
  value,
  put,
}: {
  label: string;
  path: string;
  value: readonly string[];
  put(value: string[]): void;
}) {
  const { fields } = useEditing();
  return (
    <>
      <Told path={path} />
      <SomeSetting label={label} value={value} choices={fieldChoices(fields, value)} onChange={put} />
    </>
  );
}

/** With what was chosen and is gone. */
export function fieldChoices(
  fields: readonly { code: string; label: { ja: string } }[],
  chosen: readonly string[],
): { value: string; label: string }[] {
  const gone = chosen.filter((code) => code !== '' && !fields.some((one) => one.code === code));
  return [
    ...gone.map((code) => ({ value: code, label: `${code}（フォームからなくなった項目）` })),
    ...fields.map((one) => ({ value: one.code, label: one.label.ja })),
  ];
}

/** A form of what is chosen: what it is, and the button that takes it away. */
export function PartForm({
  kind,
  title,
  remove,
  children,
}: {
  kind: string;
  title: string;
  remove?: { text: string; run(): void };
  children: ReactNode;
}) {
  return (
    <div className="process-form settings">
      <h2 id="process-part" tabIndex={-1}>
        <span className="quiet">{kind}</span>
        {title}
      </h2>
      {children}
      {remove && (
        <p>
          <button type="button" className="button button-danger" onClick={remove.run}>
            {remove.text}
          </button>
        </p>
      )}
    </div>
  );
}
