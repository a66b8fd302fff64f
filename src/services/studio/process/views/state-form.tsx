/** One state: its name, what may be changed in it, who is in charge, and where its approval leads. */
import type { ProcessState } from '#core/definitions';
import { SelectSetting, SomeSetting, TextSetting } from '../../designer/views/setting-controls.tsx';
import { addAct, beginWith, removeState, setState } from '../model.ts';
import { useEditing } from './editing.ts';
import { EffectList } from './effect-list.tsx';
import { DeadlineBox, FieldsSetting, firstIssue, PartForm, Seats, Told } from './part.tsx';

const kinds = [
  { value: 'open', label: 'ふつうの状態' },
  { value: 'approval', label: '決裁（経路にそって回す）' },
  { value: 'end', label: '終わり' },
];
const locks = [
  { value: 'open', label: '直せる' },
  { value: 'additions', label: 'ファイルの追加と、下で選ぶ項目だけ' },
  { value: 'closed', label: '下で選ぶ項目だけ（選ばなければ直せない）' },
];
const usual = { open: 'open', approval: 'additions', end: 'closed' } as const;
const ends = [
  ['decided', '決裁されたら'],
  ['sentBack', '差し戻し・引き戻しのとき'],
  ['dropped', '廃案のとき'],
] as const;

export function StateForm({ state, index }: { state: ProcessState; index: number }) {
  const { process, issues, step } = useEditing();
  const path = `work.process.states[${index}]`;
  const name = state.title.ja;
  const put = (part: Partial<ProcessState>, merge?: string) =>
    step((now) => setState(now, state.id, { ...state, ...part }, `状態「${name}」を変えました。`, merge));
  const others = process.states.filter((one) => one.id !== state.id);
  const choices = others.map((one) => ({ value: one.id, label: one.title.ja || '（名前なし）' }));
  const wrongLock = ['lock', 'editable'].some((part) => firstIssue(issues, `${path}.${part}`) !== undefined);
  const lock = state.lock ?? usual[state.kind];
  return (
    <PartForm
      kind="状態"
      title={name || '（名前なし）'}
      remove={{ text: 'この状態を消す', run: () => step((now) => removeState(now, state.id)) }}
    >
      <Told path={path} but={['title', 'approval', 'editable', 'lock', 'assign', 'deadline', 'effects']} />
      <TextSetting
        label="名前"
        value={name}
        error={firstIssue(issues, `${path}.title`)}
        onChange={(ja) => put({ title: { ...state.title, ja } }, `state-${state.id}`)}
      />
      {index > 0 ? (
        <p>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => step((now) => beginWith(now, state.id))}
          >
            記録をこの状態から始める
          </button>
        </p>
      ) : (
        <p className="quiet">新しい記録は、この状態から始まります。</p>
      )}
      <SelectSetting
        label="種類"
        value={state.kind}
        choices={kinds}
        onChange={(kind) => put(ofKind(state, kind as ProcessState['kind'], process.routes))}
      />
      {state.kind === 'approval' && (
        <>
          <SomeSetting
            label="使う経路"
            help="上から順に、条件に合う最初の経路で回ります。"
            value={state.approval?.routes ?? []}
            choices={process.routes.map((one) => ({ value: one.id, label: one.title.ja }))}
            onChange={(chosen) => {
              const routes = process.routes.map((one) => one.id).filter((id) => chosen.includes(id));
              put({ approval: { ...approvalOf(state), routes } });
            }}
          />
          <Told path={`${path}.approval.routes`} />
          {ends.map(([end, label]) => (
            <div key={end} className="process-control">
              <Told path={`${path}.approval.${end}`} />
              <SelectSetting
                label={label}
                value={state.approval?.[end] ?? ''}
                choices={choices}
                none="（選んでください）"
                onChange={(to) => put({ approval: { ...approvalOf(state), [end]: to } })}
              />
            </div>
          ))}
        </>
      )}
      {choices.length > 0 && state.kind !== 'approval' && (
        <SelectSetting
          label="次へ進む操作を加える"
          value=""
          none="（進む先を選ぶ）"
          choices={choices}
          onChange={(to) => to !== '' && step((now) => addAct(now, state.id, to))}
        />
      )}
      <details className="fold-settings" open={wrongLock || undefined}>
        <summary>この状態で直せること</summary>
        <Told path={`${path}.lock`} />
        <SelectSetting
          label="記録の内容"
          help="直せる人は、アクセス権で決まります。"
          value={lock}
          choices={locks}
          onChange={(value) => {
            const { lock: _old, ...rest } = state;
            step((now) =>
              setState(
                now,
                state.id,
                value === usual[state.kind] ? rest : { ...rest, lock: value as typeof lock },
                `状態「${name}」を変えました。`,
              ),
            );
          }}
        />
        {lock !== 'open' && (
          <FieldsSetting
            label="それでも直せる項目"
            path={`${path}.editable`}
            value={state.editable}
            put={(editable) => put({ editable })}
          />
        )}
      </details>
      <details className="fold-settings" open={state.assign.length > 0 || undefined}>
        <summary>担当</summary>
        <Seats
          label="この状態になったら担当になる人"
          path={`${path}.assign`}
          seats={state.assign}
          put={(assign) => put({ assign })}
        />
      </details>
      {state.kind !== 'end' && (
        <DeadlineBox
          path={path}
          value={state.deadline}
          about="この状態でいてよい日数を決める"
          put={(deadline) => {
            const { deadline: _old, ...rest } = state;
            step((now) =>
              setState(
                now,
                state.id,
                deadline === undefined ? rest : { ...rest, deadline },
                `状態「${name}」の期限を変えました。`,
              ),
            );
          }}
        />
      )}
      <EffectList
        title="この状態になったら自動ですること"
        path={path}
        effects={state.effects}
        put={(effects) => put({ effects })}
      />
    </PartForm>
  );
}

const approvalOf = (state: ProcessState): NonNullable<ProcessState['approval']> =>
  state.approval ?? { routes: [], decided: '', sentBack: '', dropped: '' };

function ofKind(
  state: ProcessState,
  kind: ProcessState['kind'],
  routes: readonly { id: string }[],
): Partial<ProcessState> {
  return kind === 'approval'
    ? { kind, approval: state.approval ?? { ...approvalOf(state), routes: routes.map((one) => one.id) } }
    : { kind, approval: undefined };
}
