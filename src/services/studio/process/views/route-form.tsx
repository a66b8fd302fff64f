/** One route: for which records, and its steps with who has a seat in each. */
import type { RouteStep } from '#core/definitions';
import { CheckSetting, SelectSetting, TextSetting } from '../../designer/views/setting-controls.tsx';
import { moved, type Route, removeRoute, setRoute, stepWords, withStep } from '../model.ts';
import { useEditing } from './editing.ts';
import { DeadlineBox, firstIssue, PartForm, Seats, Told, When } from './part.tsx';

const kinds = [
  { value: 'approve', label: '承認' },
  { value: 'consult', label: '合議（ほかの所属の意見をきく）' },
  { value: 'decide', label: '決裁（最後に決める）' },
  { value: 'inform', label: '供覧（見てもらうだけ）' },
];

export function RouteForm({ route, index }: { route: Route; index: number }) {
  const { issues, step } = useEditing();
  const path = `work.process.routes[${index}]`;
  const name = route.title.ja;
  const put = (next: Route, merge?: string) =>
    step((now) => setRoute(now, route.id, next, `経路「${name}」を変えました。`, merge));
  return (
    <PartForm
      kind="決裁の経路"
      title={name || '（名前なし）'}
      remove={{ text: 'この経路を消す', run: () => step((now) => removeRoute(now, route.id)) }}
    >
      <Told path={path} but={['title', 'when', 'steps']} />
      <TextSetting
        label="名前"
        value={name}
        error={firstIssue(issues, `${path}.title`)}
        onChange={(ja) => put({ ...route, title: { ...route.title, ja } }, `route-${route.id}`)}
      />
      <When
        path={path}
        name={`when-${route.id}`}
        when={route.when}
        legend="どの記録をこの経路で回すか"
        put={(when) => {
          const { when: _old, ...rest } = route;
          put(when === undefined ? rest : { ...rest, when }, `route-when-${route.id}`);
        }}
      />
      <CheckSetting
        label="専決（規程により、上の職に代わって決める）"
        value={route.delegated}
        onChange={(delegated) => put({ ...route, delegated })}
      />
      <Told path={`${path}.steps`} alone />
      <ol className="process-steps">
        {route.steps.map((one, at) => (
          <StepCard
            key={one.id}
            step={one}
            number={at + 1}
            last={at === route.steps.length - 1}
            path={`${path}.steps[${at}]`}
            put={(next, merge) =>
              put({ ...route, steps: route.steps.map((each) => (each.id === one.id ? next : each)) }, merge)
            }
            move={(by) => put({ ...route, steps: moved(route.steps, at, by) })}
            remove={() => put({ ...route, steps: route.steps.filter((each) => each.id !== one.id) })}
          />
        ))}
      </ol>
      <p className="button-row">
        {(Object.keys(stepWords) as RouteStep['kind'][])
          .filter((kind) => kind !== 'decide' || !route.steps.some((one) => one.kind === 'decide'))
          .map((kind) => (
            <button
              key={kind}
              type="button"
              className="button button-quiet"
              onClick={() => put(withStep(route, kind))}
            >
              {stepWords[kind]}を加える
            </button>
          ))}
      </p>
    </PartForm>
  );
}

interface CardProps {
  step: RouteStep;
  number: number;
  last: boolean;
  path: string;
  put(step: RouteStep, merge?: string): void;
  move(by: -1 | 1): void;
  remove(): void;
}

function StepCard({ step, number, last, path, put, move, remove }: CardProps) {
  const { issues } = useEditing();
  const needs = step.needs === 'all' ? 'all' : String(step.needs);
  const seats = Math.max(step.seats.length, 1);
  return (
    <li className="process-step">
      <div className="process-step-head">
        <h3>
          {number}．{step.title.ja || stepWords[step.kind]}
        </h3>
        <span className="card-tools">
          <button
            type="button"
            disabled={number === 1}
            aria-label={`${number}番目の段階を前へ`}
            onClick={() => move(-1)}
          >
            前へ
          </button>
          <button
            type="button"
            disabled={last}
            aria-label={`${number}番目の段階を後ろへ`}
            onClick={() => move(1)}
          >
            後ろへ
          </button>
          <button type="button" aria-label={`${number}番目の段階を消す`} onClick={remove}>
            消す
          </button>
        </span>
      </div>
      <Told path={path} but={['title', 'seats', 'when', 'deadline']} />
      <div className="process-pair">
        <TextSetting
          label="段階の名前"
          value={step.title.ja}
          error={firstIssue(issues, `${path}.title`)}
          onChange={(ja) => put({ ...step, title: { ...step.title, ja } }, `step-${path}`)}
        />
        <SelectSetting
          label="すること"
          value={step.kind}
          choices={kinds}
          onChange={(kind) => put({ ...step, kind: kind as RouteStep['kind'] })}
        />
      </div>
      <Seats
        label="だれに回すか"
        path={`${path}.seats`}
        seats={step.seats}
        put={(all) => put({ ...step, seats: all, needs: fitting(step.needs, all.length) })}
      />
      {(step.seats.length > 1 || step.needs !== 'all') && step.kind !== 'inform' && (
        <SelectSetting
          label="何人で次へ進むか"
          value={needs}
          choices={[
            { value: 'all', label: '全員' },
            ...Array.from({ length: seats }, (_one, at) => ({
              value: String(at + 1),
              label: `${at + 1}人（早い人から）`,
            })),
          ]}
          onChange={(value) => put({ ...step, needs: value === 'all' ? 'all' : Number(value) })}
        />
      )}
      <When
        path={path}
        name={`when-${path}`}
        when={step.when}
        legend="この段階を通る記録"
        put={(when) => {
          const { when: _old, ...rest } = step;
          put(when === undefined ? rest : { ...rest, when }, `step-when-${path}`);
        }}
      />
      {step.kind !== 'inform' && (
        <DeadlineBox
          path={path}
          value={step.deadline}
          about="この段階の日数を決める"
          put={(deadline) => {
            const { deadline: _old, ...rest } = step;
            put(deadline === undefined ? rest : { ...rest, deadline });
          }}
        />
      )}
    </li>
  );
}

const fitting = (needs: RouteStep['needs'], seats: number): RouteStep['needs'] =>
  needs === 'all' ? needs : Math.max(1, Math.min(needs, seats));
