/** One rule: who may do what, with which records, and what is to be said about it. */

import { useState } from 'react';
import type { ConditionField } from '#core/conditions';
import type { RecordAct } from '#core/definitions';
import type { Field } from '#core/fields';
import { actHelp, actWords, recordActs } from '#core/policy';
import { Glyph } from '#ui/staff';
import type { Grant, Rule } from './model.ts';
import { WhenBox } from './when-box.tsx';
import { WhoList, type WhoWorld } from './who-list.tsx';

export interface Said {
  path: string;
  message: string;
}

export const saidOf = (all: readonly Said[], path: string): string | undefined =>
  all.find((one) => one.path === path || one.path.startsWith(`${path}[`))?.message;

interface Shared {
  world: WhoWorld;
  fields: readonly Field[];
  conditions: readonly ConditionField[];
  issues: readonly Said[];
}

/** The rule as one would say it. */
function sentenceOf({ who, may, when }: Rule, { say }: WhoWorld): string {
  const people = who.length === 0 ? '（だれが？）' : who.map(say.who).join('、');
  const records =
    when === undefined
      ? 'すべてのレコードを'
      : when === ''
        ? '（どのレコードを？）'
        : `「${say.when(when)}」のレコードを`;
  const acts = may.length === 0 ? '（何をできる？）' : `${may.map(say.act).join('・')}`;
  return `${people}は、${may.length === 1 && may[0] === 'manage' ? 'このアプリを' : records}　${acts}`;
}

export function GrantBox({
  grant,
  path,
  name,
  label,
  put,
  world,
  fields,
  conditions,
  issues,
}: Shared & { grant: Grant; path: string; name: string; label: string; put(grant: Grant): void }) {
  return (
    <>
      <WhoList
        label={label}
        id={`${path}.who`}
        who={grant.who}
        world={world}
        error={saidOf(issues, `${path}.who`)}
        put={(who) => put({ ...grant, who })}
      />
      <WhenBox
        name={name}
        when={grant.when}
        fields={fields}
        conditions={conditions}
        error={saidOf(issues, `${path}.when`)}
        put={(when) => {
          const { when: _old, ...rest } = grant;
          put(when === undefined ? rest : { ...rest, when });
        }}
      />
    </>
  );
}

export function RuleCard({
  rule,
  number,
  name,
  concerns,
  put,
  drop,
  ...shared
}: Shared & {
  rule: Rule;
  number: number;
  name: string;
  concerns: readonly Said[];
  put(rule: Rule): void;
  drop(): void;
}) {
  const path = `work.access[${number - 1}]`;
  const { issues } = shared;
  const toggle = (act: RecordAct, on: boolean) =>
    put({ ...rule, may: recordActs.filter((one) => (one === act ? on : rule.may.includes(one))) });
  const wrong = saidOf(issues, `${path}.may`);
  const [opened, setOpen] = useState(rule.who.length === 0);
  // What is to be mended is never behind a fold.
  const open = opened || issues.some((one) => one.path.startsWith(path));
  return (
    <li className="rule-card" id={path}>
      <div className="rule-head">
        <h3>きまり {number}</h3>
        <div className="rule-buttons">
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? 'たたむ' : '直す'}
            <span className="visually-hidden">（きまり {number}）</span>
          </button>
          <button type="button" className="button button-quiet" onClick={drop}>
            消す<span className="visually-hidden">（きまり {number}）</span>
          </button>
        </div>
      </div>
      <p className="rule-sentence">{sentenceOf(rule, shared.world)}</p>
      {open && (
        <>
          <GrantBox
            {...shared}
            grant={rule}
            path={path}
            name={name}
            label="だれが"
            put={(grant) => put({ may: rule.may, ...grant })}
          />
          <fieldset
            className={wrong ? 'rule-acts field-wrong' : 'rule-acts'}
            id={`${path}.may`}
            tabIndex={-1}
          >
            <legend>何をできるか</legend>
            {wrong && (
              <p className="error">
                <Glyph name="alert" />
                {wrong}
              </p>
            )}
            <div className="rule-boxes">
              {recordActs.map((act) => (
                <label key={act} className="choice" title={actHelp[act]}>
                  <input
                    type="checkbox"
                    checked={rule.may.includes(act)}
                    onChange={(event) => toggle(act, event.target.checked)}
                  />
                  {actWords[act]}
                </label>
              ))}
            </div>
          </fieldset>
        </>
      )}
      <Concerns all={concerns} />
    </li>
  );
}

/** Told, not forbidden. */
export function Concerns({ all }: { all: readonly Said[] }) {
  if (all.length === 0) return null;
  return (
    <ul className="concerns">
      {all.map((one) => (
        <li key={one.message}>
          <Glyph name="alert" />
          <span>
            <b>確かめてください：</b>
            {one.message}
          </span>
        </li>
      ))}
    </ul>
  );
}
