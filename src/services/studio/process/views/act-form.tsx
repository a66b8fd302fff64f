/** One act: from where to where, who may do it, when, and what must be filled in before. */
import type { ProcessAct } from '#core/definitions';
import { SelectSetting, SomeSetting, TextSetting } from '../../designer/views/setting-controls.tsx';
import { removeAct, setAct } from '../model.ts';
import { useEditing } from './editing.ts';
import { EffectList } from './effect-list.tsx';
import { FieldsSetting, firstIssue, PartForm, Seats, Told, When } from './part.tsx';

const notes = [
  { value: 'optional', label: '書いてもよい' },
  { value: 'required', label: '必ず書く' },
  { value: 'none', label: '書かない' },
];

export function ActForm({ act, index }: { act: ProcessAct; index: number }) {
  const { process, issues, step } = useEditing();
  const path = `work.process.acts[${index}]`;
  const name = act.title.ja;
  const put = (part: Partial<ProcessAct>, merge?: string) =>
    step((now) => setAct(now, act.id, { ...act, ...part }, `操作「${name}」を変えました。`, merge));
  const states = process.states.map((one) => ({ value: one.id, label: one.title.ja || '（名前なし）' }));
  const target = process.states.find((one) => one.id === act.to);
  return (
    <PartForm
      kind="操作（記録の画面のボタン）"
      title={name || '（名前なし）'}
      remove={{ text: 'この操作を消す', run: () => step((now) => removeAct(now, act.id)) }}
    >
      <Told path={path} but={['title', 'from', 'to', 'who', 'when', 'require', 'effects']} />
      <TextSetting
        label="ボタンの名前"
        value={name}
        error={firstIssue(issues, `${path}.title`)}
        onChange={(ja) => put({ title: { ...act.title, ja } }, `act-${act.id}`)}
      />
      {target?.kind === 'approval' && (
        <p className="quiet">押すと起案になり、「{target.title.ja}」の経路で回りはじめます。</p>
      )}
      <SomeSetting
        label="どの状態でできるか"
        value={act.from}
        choices={states.filter(
          (one) => process.states.find((state) => state.id === one.value)?.kind !== 'approval',
        )}
        onChange={(chosen) =>
          put({ from: states.map((one) => one.value).filter((id) => chosen.includes(id)) })
        }
      />
      <Told path={`${path}.from`} />
      <Told path={`${path}.to`} />
      <SelectSetting
        label="どの状態へ進むか"
        value={act.to}
        choices={states}
        none="（選んでください）"
        onChange={(to) => put({ to })}
      />
      <Seats label="だれができるか" path={`${path}.who`} seats={act.who} put={(who) => put({ who })} />
      <When
        path={path}
        name={`when-${act.id}`}
        when={act.when}
        legend="いつできるか"
        put={(when) => {
          const { when: _old, ...rest } = act;
          step((now) =>
            setAct(
              now,
              act.id,
              when === undefined ? rest : { ...rest, when },
              `操作「${name}」の条件を変えました。`,
              `act-when-${act.id}`,
            ),
          );
        }}
      />
      <details className="fold-settings" open={act.require.length > 0 || undefined}>
        <summary>前もって入力しておく項目</summary>
        <FieldsSetting
          label="入力がないと、この操作はできません"
          path={`${path}.require`}
          value={act.require}
          put={(require) => put({ require })}
        />
      </details>
      <SelectSetting
        label="操作するときのひとこと"
        value={act.note}
        choices={notes}
        onChange={(note) => put({ note: note as ProcessAct['note'] })}
      />
      <EffectList
        title="この操作で自動ですること"
        path={path}
        effects={act.effects}
        put={(effects) => put({ effects })}
      />
    </PartForm>
  );
}
