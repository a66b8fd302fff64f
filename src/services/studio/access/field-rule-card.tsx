/** Fields that fewer people read or change than the record allows. */

import { useState } from 'react';
import type { ConditionField } from '#core/conditions';
import type { Field } from '#core/fields';
import { Glyph } from '#ui/staff';
import type { FieldRule, Grant } from './model.ts';
import { GrantBox, type Said, saidOf } from './rule-card.tsx';
import type { WhoWorld } from './who-list.tsx';

interface Props {
  rule: FieldRule;
  number: number;
  name: string;
  world: WhoWorld;
  fields: readonly Field[];
  conditions: readonly ConditionField[];
  issues: readonly Said[];
  put(rule: FieldRule): void;
  drop(): void;
}

const sides = {
  read: {
    title: '読める人',
    all: 'レコードを見られる人は読める',
    none: 'だれも読めない',
    some: '次の人だけが読める',
  },
  edit: {
    title: '直せる人',
    all: 'レコードを直せる人は直せる',
    none: 'だれも直せない',
    some: '次の人だけが直せる',
  },
} as const;

export function FieldRuleCard({ rule, number, name, put, drop, ...shared }: Props) {
  const path = `work.fieldAccess[${number - 1}]`;
  const wrong = saidOf(shared.issues, `${path}.fields`);
  const choose = (code: string, on: boolean) =>
    put({
      ...rule,
      fields: shared.fields
        .map((one) => one.code)
        .filter((one) => (one === code ? on : rule.fields.includes(one))),
    });
  const [opened, setOpen] = useState(rule.fields.length === 0);
  const open = opened || shared.issues.some((one) => one.path.startsWith(path));
  const names = shared.fields.filter((one) => rule.fields.includes(one.code)).map((one) => one.label.ja);
  return (
    <li className="rule-card" id={path}>
      <div className="rule-head">
        <h3>項目のきまり {number}</h3>
        <div className="rule-buttons">
          <button
            type="button"
            className="button button-quiet"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? 'たたむ' : '直す'}
            <span className="visually-hidden">（項目のきまり {number}）</span>
          </button>
          <button type="button" className="button button-quiet" onClick={drop}>
            消す<span className="visually-hidden">（項目のきまり {number}）</span>
          </button>
        </div>
      </div>
      <p className="rule-sentence">
        {names.length === 0 ? '（どの項目？）' : names.map((name) => `「${name}」`).join('')}
        {sideSentence('読める', rule.read, shared.world)}
        {sideSentence('直せる', rule.edit, shared.world)}
      </p>
      {open && (
        <>
          <details
            className={wrong ? 'rule-fields field-wrong' : 'rule-fields'}
            id={`${path}.fields`}
            open={names.length === 0}
          >
            <summary>どの項目：{names.length === 0 ? '選んでください' : names.join('、')}</summary>
            {wrong && (
              <p className="error">
                <Glyph name="alert" />
                {wrong}
              </p>
            )}
            <div className="rule-boxes">
              {shared.fields.map((field) => (
                <label key={field.code} className="choice">
                  <input
                    type="checkbox"
                    checked={rule.fields.includes(field.code)}
                    onChange={(event) => choose(field.code, event.target.checked)}
                  />
                  {field.label.ja}
                </label>
              ))}
            </div>
          </details>
          {(['read', 'edit'] as const).map((side) => (
            <Side
              key={side}
              side={side}
              name={`${name}-${side}`}
              path={`${path}.${side}`}
              grants={rule[side]}
              put={(grants) => {
                const { [side]: _old, ...rest } = rule;
                put(grants === undefined ? rest : { ...rest, [side]: grants });
              }}
              {...shared}
            />
          ))}
        </>
      )}
    </li>
  );
}

function sideSentence(verb: string, grants: Grant[] | undefined, { say }: WhoWorld): string {
  if (grants === undefined) return '';
  if (grants.length === 0) return `　だれも${verb.slice(0, -1)}ません。`;
  const people = grants.map(({ who, when }) => {
    const named = who.length === 0 ? '（だれが？）' : who.map(say.who).join('、');
    return when === undefined || when === '' ? named : `${named}（${say.when(when)}とき）`;
  });
  return `　${verb}のは、${people.join('、')}だけです。`;
}

function Side({
  side,
  name,
  path,
  grants,
  put,
  ...shared
}: Omit<Props, 'rule' | 'number' | 'put' | 'drop'> & {
  side: 'read' | 'edit';
  path: string;
  grants: Grant[] | undefined;
  put(grants: Grant[] | undefined): void;
}) {
  const words = sides[side];
  const how = grants === undefined ? 'all' : grants.length === 0 ? 'none' : 'some';
  const choose = { all: () => put(undefined), none: () => put([]), some: () => put([{ who: [] }]) };
  return (
    <fieldset className="rule-side">
      <legend>{words.title}</legend>
      {(['all', 'some', 'none'] as const).map((one) => (
        <label key={one} className="choice">
          <input type="radio" name={`${name}-how`} checked={how === one} onChange={choose[one]} />
          {words[one]}
        </label>
      ))}
      {grants?.map((grant, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grants of a field rule are only appended and taken from the end
        <div key={at} className="rule-grant">
          <GrantBox
            {...shared}
            grant={grant}
            path={`${path}[${at}]`}
            name={`${name}-${at}`}
            label="だれが"
            put={(next) => put(grants.map((one, index) => (index === at ? next : one)))}
          />
        </div>
      ))}
      {grants !== undefined && grants.length > 0 && (
        <p className="rule-more">
          <button type="button" className="button button-quiet" onClick={() => put([...grants, { who: [] }])}>
            別の条件の人を加える
          </button>
          {grants.length > 1 && (
            <button type="button" className="button button-quiet" onClick={() => put(grants.slice(0, -1))}>
              最後の条件を消す
            </button>
          )}
        </p>
      )}
    </fieldset>
  );
}
