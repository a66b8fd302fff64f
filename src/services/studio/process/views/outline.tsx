/** The same process as a list: every state with what may be done in it, then the routes. Whoever does not use the drawing works here. */
import { addRoute, addState, type Picked, samePick, stepWords } from '../model.ts';
import { seatText } from '../seat-words.ts';
import { issuesAt, useEditing } from './editing.ts';

const added = [
  ['open', '状態'],
  ['approval', '決裁'],
  ['end', '終わり'],
] as const;

export function Outline() {
  const { process, world, step } = useEditing();
  const title = (id: string) => process.states.find((one) => one.id === id)?.title.ja ?? '（今はない状態）';
  return (
    <div className="process-outline">
      <h2>状態と操作</h2>
      <ol className="plain-list">
        {process.states.map((state, index) => (
          <li key={state.id}>
            <Choice picked={{ kind: 'state', id: state.id }} path={`work.process.states[${index}]`}>
              <b>{state.title.ja || '（名前なし）'}</b>
              {index === 0 && <span className="quiet">はじめ</span>}
              {state.kind === 'approval' && <span className="quiet">決裁</span>}
              {state.kind === 'end' && <span className="quiet">終わり</span>}
            </Choice>
            <ul className="plain-list">
              {process.acts
                .map((act, at) => ({ act, at }))
                .filter(({ act }) => act.from.includes(state.id))
                .map(({ act, at }) => (
                  <li key={act.id}>
                    <Choice picked={{ kind: 'act', id: act.id }} path={`work.process.acts[${at}]`}>
                      {act.title.ja || '（名前なし）'}
                      <span className="quiet">
                        → {title(act.to)}
                        {act.who.length > 0 &&
                          `（${act.who.map((one) => seatText(one, world.names)).join('、')}）`}
                      </span>
                    </Choice>
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
      <p className="button-row">
        {added.map(([kind, words]) => (
          <button
            key={kind}
            type="button"
            className="button button-quiet"
            onClick={() => step((now) => addState(now, kind))}
          >
            {words}を加える
          </button>
        ))}
      </p>
      <h2>決裁の経路</h2>
      {process.routes.length === 0 && <p className="quiet">経路はまだありません。</p>}
      <ol className="plain-list">
        {process.routes.map((route, index) => (
          <li key={route.id}>
            <Choice picked={{ kind: 'route', id: route.id }} path={`work.process.routes[${index}]`}>
              <b>{route.title.ja || '（名前なし）'}</b>
              {route.when !== undefined && <span className="quiet">{world.say.when(route.when)}</span>}
              {route.delegated && <span className="quiet">専決</span>}
            </Choice>
            <ol className="process-way">
              {route.steps.map((one) => (
                <li key={one.id}>
                  <b>{stepWords[one.kind]}</b>
                  <span>
                    {one.seats.map((seat) => seatText(seat, world.names)).join('、') || '（だれに？）'}
                  </span>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      <p className="button-row">
        <button type="button" className="button button-quiet" onClick={() => step(addRoute)}>
          経路を加える
        </button>
      </p>
      <h2>止まったとき</h2>
      <Choice picked={{ kind: 'keepers' }} path="work.process.keepers">
        だれも操作できなくなったときに、回議先を決める人
        <span className="quiet">
          {process.keepers.length === 0
            ? 'このアプリを管理する人'
            : process.keepers.map((one) => seatText(one, world.names)).join('、')}
        </span>
      </Choice>
    </div>
  );
}

function Choice({ picked, path, children }: { picked: Picked; path: string; children: React.ReactNode }) {
  const { picked: now, pick, issues } = useEditing();
  const wrong = issuesAt(issues, path).length > 0;
  return (
    <button
      type="button"
      className="process-choice"
      aria-pressed={samePick(now, picked)}
      onClick={() => pick(picked)}
    >
      {children}
      {wrong && <span className="process-wrong">直すところがあります</span>}
    </button>
  );
}
