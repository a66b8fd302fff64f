/** The rules of an app, edited in place; everything is posted as one, so that a half-changed set of rules is never kept. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Form } from 'react-router';
import { conditionFields } from '#core/conditions';
import type { WorkApp } from '#core/definitions';
import { completeFields } from '#core/fields';
import { recordScope } from '#core/forms';
import { accessConcerns, prepareAccess, type WhoNames } from '#core/policy';
import { Csrf, Section, type Shortcut, Submit, useShortcuts } from '#ui/staff';
import { FieldRuleCard } from './field-rule-card.tsx';
import { type AccessState, type FieldRule, gapsIn, type Rule, stateOf, withAccess } from './model.ts';
import type { Picks } from './people.server.ts';
import { Concerns, RuleCard, type Said } from './rule-card.tsx';
import { sayAccess } from './say-access.ts';
import { WhoList, type WhoWorld } from './who-list.tsx';

interface Props {
  appId: string;
  app: WorkApp;
  revision: number;
  names: WhoNames;
  picks: Picks;
  top: string[];
  /** What was said of the rules as they were last saved. */
  issues: readonly Said[];
  /** Warnings that need the whole city: nobody left to manage. */
  warnings: readonly Said[];
}

const personTypes = ['user', 'assignee', 'created-by', 'updated-by', 'department', 'group'];
const keyed = <T,>(all: T[], next: () => string) => all.map((one) => ({ key: next(), one }));

export function AccessEditor({
  appId,
  app,
  revision,
  names: known,
  picks,
  top,
  issues: told,
  warnings,
}: Props) {
  const counter = useRef(0);
  const next = () => {
    counter.current += 1;
    return String(counter.current);
  };
  const begun = useMemo(() => stateOf(app), [app]);
  const [rules, setRules] = useState(() => keyed(begun.rules, next));
  const [fieldRules, setFieldRules] = useState(() => keyed(begun.fieldRules, next));
  const [views, setViews] = useState(begun.views);
  const [learnt, setLearnt] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const state: AccessState = {
    rules: rules.map((one) => one.one),
    fieldRules: fieldRules.map((one) => one.one),
    views,
  };
  const text = JSON.stringify(state);
  const changed = text !== JSON.stringify(begun);
  const fields = useMemo(() => completeFields(app.fields), [app]);
  const conditions = useMemo(() => conditionFields(fields, recordScope(fields)), [fields]);
  const edited = useMemo(() => withAccess(app, JSON.parse(text) as AccessState), [app, text]);
  const concerns = useMemo(
    () => accessConcerns(edited, new Set(top)).map(({ path, ja }) => ({ path, message: ja })),
    [edited, top],
  );
  const broken = useMemo(() => prepareAccess(edited).issues, [edited]);
  const gaps = tried ? gapsIn(state) : [];
  const issues: Said[] = [
    ...gaps,
    ...broken.filter((one) => !gaps.some((gap) => gap.path === one.path)),
    ...told,
  ];
  const everyName = {
    ...known,
    staff: { ...known.staff, ...learnt },
    departments: {
      ...Object.fromEntries(picks.departments.map((one) => [one.code, one.name.trim()])),
      ...known.departments,
    },
    groups: { ...Object.fromEntries(picks.groups.map((one) => [one.id, one.name])), ...known.groups },
  };
  const world: WhoWorld = {
    appId,
    names: everyName,
    say: sayAccess(app, everyName),
    picks,
    personFields: fields
      .filter((field) => personTypes.includes(field.type))
      .map((field) => ({ code: field.code, label: field.label.ja })),
    learn: (id, name) => setLearnt((before) => ({ ...before, [id]: name })),
  };
  const shared = { world, fields, conditions, issues };
  const shortcuts = useMemo<Shortcut[]>(
    () => [{ keys: 'mod+s', label: '下書きに保存する', run: () => form.current?.requestSubmit() }],
    [],
  );
  useShortcuts(shortcuts);
  // What is not saved is not lost by a slip of the mouse.
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [changed]);
  const elsewhere = concerns.filter((one) => !one.path.startsWith('work.access['));
  return (
    <Form
      method="post"
      ref={form}
      className="access-editor"
      onSubmit={(event) => {
        setTried(true);
        const [first] = gapsIn(state);
        if (first === undefined) return;
        event.preventDefault();
        document.getElementById(first.path)?.focus();
      }}
    >
      <Csrf />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="state" value={text} />
      <Concerns all={[...warnings, ...elsewhere]} />
      <Section title="だれが何をできるか" id="rules">
        <p className="quiet">
          どのきまりにも当てはまらない人は、何もできません。当てはまるきまりが複数あるときは、できることが合わさります。直す・消す・書き出すは、見られるレコードだけが対象です。
        </p>
        <ol className="rule-list">
          {rules.map(({ key, one }, index) => (
            <RuleCard
              key={key}
              rule={one}
              number={index + 1}
              name={`when-${key}`}
              concerns={concerns.filter((each) => each.path === `work.access[${index}]`)}
              put={(rule) => setRules(rules.map((each) => (each.key === key ? { key, one: rule } : each)))}
              drop={() => setRules(rules.filter((each) => each.key !== key))}
              {...shared}
            />
          ))}
        </ol>
        {rules.length === 0 && <p className="empty">きまりがありません。このままでは、だれも使えません。</p>}
        <button
          type="button"
          className="button button-plain"
          onClick={() =>
            setRules([...rules, { key: next(), one: { who: [], may: ['view'] } satisfies Rule }])
          }
        >
          きまりを加える
        </button>
      </Section>
      <Section title="項目ごとに絞る" id="field-rules">
        <p className="quiet">
          レコードは見られても、一部の項目だけは読めない・直せないようにできます。読めない項目は、一覧・検索・並べ替え・集計・書出しにも出ません。
        </p>
        <ol className="rule-list">
          {fieldRules.map(({ key, one }, index) => (
            <FieldRuleCard
              key={key}
              rule={one}
              number={index + 1}
              name={`field-${key}`}
              put={(rule) =>
                setFieldRules(fieldRules.map((each) => (each.key === key ? { key, one: rule } : each)))
              }
              drop={() => setFieldRules(fieldRules.filter((each) => each.key !== key))}
              {...shared}
            />
          ))}
        </ol>
        <button
          type="button"
          className="button button-plain"
          onClick={() =>
            setFieldRules([...fieldRules, { key: next(), one: { fields: [] } satisfies FieldRule }])
          }
        >
          項目のきまりを加える
        </button>
      </Section>
      {views.length > 0 && (
        <Section title="一覧を出す相手" id="views">
          <p className="quiet">
            一覧を選ぶところに出す相手です。見られるレコードや項目は、上のきまりで決まります。
          </p>
          <ul className="rule-list">
            {views.map((view, index) => (
              <li key={view.id} className="rule-card">
                <h3>{view.title}</h3>
                <label className="choice">
                  <input
                    type="checkbox"
                    checked={view.who === undefined}
                    onChange={(event) =>
                      setViews(
                        views.map((each) =>
                          each.id !== view.id
                            ? each
                            : {
                                id: each.id,
                                title: each.title,
                                ...(event.target.checked ? {} : { who: [] }),
                              },
                        ),
                      )
                    }
                  />
                  このアプリを使う人みんなに出す
                </label>
                {view.who !== undefined && (
                  <WhoList
                    label="出す相手"
                    id={`work.views[${index}].who`}
                    who={view.who}
                    world={world}
                    error={issues.find((one) => one.path === `work.views[${index}].who`)?.message}
                    put={(who) =>
                      setViews(views.map((each) => (each.id === view.id ? { ...each, who } : each)))
                    }
                  />
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <div className="access-save">
        <Submit>下書きに保存する</Submit>
        <p role="status" className="quiet">
          {changed ? '保存していない変更があります。' : ''}
        </p>
      </div>
    </Form>
  );
}
