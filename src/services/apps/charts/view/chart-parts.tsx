/** Which chart, of what, split by what. */
import type { ReactNode } from 'react';
import { errorFor } from '#ui/staff';
import { chartWords, type Draft } from '../editor-model.ts';
import { GroupingControl, MeasureControl } from './group-controls.tsx';
import type { PartProps } from './part-props.ts';

const advice: Record<Draft['chart'], string> = {
  bar: '大きさを比べるときに。',
  line: '時とともにどう変わったかを見るときに。',
  pie: '全体に占める割合を見るときに。五つまで、残りは「その他」になります。',
  stacked: '全体と、その内訳をいっしょに見るときに。',
};

export function ChartParts({ data, draft, put, issues }: PartProps) {
  return (
    <>
      <fieldset className="field">
        <legend>グラフの形</legend>
        <div className="choices-row">
          {Object.entries(chartWords).map(([chart, label]) => (
            <label className="choice" key={chart}>
              <input
                type="radio"
                name="chart"
                value={chart}
                checked={draft.chart === chart}
                onChange={() => put({ chart: chart as Draft['chart'] })}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
        <p className="help">{advice[draft.chart]}</p>
      </fieldset>
      <Part legend="何ごとに" error={errorFor(issues, 'x')}>
        <GroupingControl
          id="x"
          label="何ごとに分けるか"
          data={data}
          value={draft.x}
          put={(x) => put({ x })}
        />
      </Part>
      <Part legend="何を" error={errorFor(issues, 'measures')}>
        <MeasureControl
          id="measures"
          label="表す数"
          data={data}
          value={draft.measure}
          put={(measure) => put({ measure })}
        />
      </Part>
      {draft.chart !== 'pie' && (
        <Part
          legend={draft.chart === 'stacked' ? '積み上げるものの分け方' : 'さらに分けるなら'}
          error={errorFor(issues, 'series')}
        >
          <GroupingControl
            id="series"
            label="内訳の項目"
            data={data}
            value={draft.series}
            none={draft.chart === 'stacked' ? undefined : '分けない'}
            put={(series) => put({ series })}
          />
        </Part>
      )}
    </>
  );
}

function Part({
  legend,
  error,
  children,
}: {
  legend: string;
  error: string | undefined;
  children: ReactNode;
}) {
  return (
    <fieldset className={error === undefined ? 'field' : 'field field-wrong'}>
      <legend>{legend}</legend>
      {error !== undefined && <p className="error">{error}</p>}
      {children}
    </fieldset>
  );
}
