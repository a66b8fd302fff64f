/** Bars under each other, each with its name before it and its value behind it. Zero is always in the picture. */
import { scaleBand, scaleLinear } from 'd3-scale';
import type { ChartData } from '../model.ts';
import { MarkGroup, moveAmongMarks, type OpenCell } from './mark-group.tsx';
import { fitted, textWidth } from './use-width.ts';

interface Props {
  data: ChartData;
  width: number;
  label: string;
  open: OpenCell;
}

const bar = 22;

export function Bars({ data, width, label, open }: Props) {
  const { categories, series, kind } = data;
  const stacked = kind === 'stacked';
  const perRow = stacked ? 1 : Math.max(1, series.length);
  const row = perRow * bar + 14;
  const height = categories.length * row + 8;
  const left = Math.min(Math.max(...categories.map((one) => textWidth(one.label))) + 12, width * 0.36);
  const texts = categories.flatMap((one) => (stacked ? [one.total] : one.marks.map((mark) => mark.text)));
  const right = Math.max(...texts.map((one) => textWidth(one))) + 12;
  const ends = categories.flatMap((one) =>
    stacked
      ? [one.marks.reduce((sum, mark) => sum + (mark.value ?? 0), 0)]
      : one.marks.map((mark) => mark.value ?? 0),
  );
  const low = Math.min(0, ...ends);
  const x = scaleLinear()
    .domain([low, Math.max(low < 0 ? 0 : 1e-9, ...ends)])
    .range([left + (low < 0 ? right : 0), width - right]);
  const y = scaleBand<number>()
    .domain(categories.map((_one, index) => index))
    .range([4, height - 4])
    .paddingInner(14 / row);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing that groups its marks
    <svg
      className="chart"
      role="group"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      onKeyDown={moveAmongMarks}
    >
      {categories.map((category, index) => {
        const top = y(index) ?? 0;
        let from = 0;
        return (
          <g key={category.label}>
            <text
              className="chart-name"
              x={left - 8}
              y={top + y.bandwidth() / 2}
              textAnchor="end"
              dominantBaseline="central"
            >
              <title>{category.label}</title>
              {fitted(category.label, left - 10)}
            </text>
            {category.marks.map((mark, at) => {
              const value = mark.value ?? 0;
              const begin = stacked ? from : 0;
              from += stacked ? value : 0;
              const [a, b] = [x(begin), x(begin + value)];
              const up = stacked ? top : top + at * bar;
              const size = stacked ? y.bandwidth() : bar - 2;
              const name = series[at] === undefined ? category.label : `${category.label}・${series[at]}`;
              const wide = Math.abs(b - a);
              return (
                <MarkGroup
                  key={series[at] ?? ''}
                  mark={mark}
                  name={name}
                  first={index === 0 && at === 0}
                  open={open}
                  words={
                    stacked ? (
                      wide > textWidth(mark.text, 12) + 6 && (
                        <text
                          className={`chart-inside on-${at + 1}`}
                          x={(a + b) / 2}
                          y={up + size / 2}
                          textAnchor="middle"
                          dominantBaseline="central"
                        >
                          {mark.text}
                        </text>
                      )
                    ) : (
                      <text
                        className="chart-value"
                        x={b + (value < 0 ? -6 : 6)}
                        y={up + size / 2}
                        textAnchor={value < 0 ? 'end' : 'start'}
                        dominantBaseline="central"
                      >
                        {mark.text}
                      </text>
                    )
                  }
                >
                  <rect
                    className="chart-hit"
                    x={left}
                    y={up}
                    width={width - left}
                    height={stacked ? 0 : size}
                  />
                  <rect
                    className={`series-${at + 1}`}
                    x={Math.min(a, b)}
                    y={up}
                    width={Math.max(wide, value === 0 ? 0 : 1)}
                    height={size}
                  />
                </MarkGroup>
              );
            })}
            {stacked && (
              <text
                className="chart-value"
                x={x(from) + 6}
                y={top + y.bandwidth() / 2}
                dominantBaseline="central"
              >
                {category.total}
              </text>
            )}
          </g>
        );
      })}
      <line className="chart-zero" x1={x(0)} x2={x(0)} y1={0} y2={height} />
    </svg>
  );
}
