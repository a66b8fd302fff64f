/** Columns over time, beside or upon each other. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { figure } from '../figures.ts';
import type { ChartData } from '../model.ts';
import { below, FrameOfTime, tall } from './frame-of-time.tsx';
import { MarkGroup, moveAmongMarks, type OpenCell } from './mark-group.tsx';
import { textWidth } from './use-width.ts';

interface Props {
  data: ChartData;
  width: number;
  label: string;
  open: OpenCell;
}

export function Columns({ data, width, label, open }: Props) {
  const { categories, series, kind, unit } = data;
  const stacked = kind === 'stacked';
  const totals = categories.map((one) => one.marks.reduce((sum, mark) => sum + (mark.value ?? 0), 0));
  const ends = stacked ? totals : categories.flatMap((one) => one.marks.map((mark) => mark.value ?? 0));
  const y = scaleLinear()
    .domain([Math.min(0, ...ends), Math.max(1e-9, ...ends)])
    .nice(4)
    .range([tall - below, 22]);
  const left =
    Math.max(...y.ticks(4).map((one) => textWidth(figure(String(one), one === 0 ? unit : ''), 12))) + 10;
  const x = scaleBand<number>()
    .domain(categories.map((_one, index) => index))
    .range([left, width - 8])
    .padding(0.2);
  const inner = scaleBand<number>()
    .domain((stacked ? [0] : (categories[0]?.marks ?? [])).map((_one, index) => index))
    .range([0, x.bandwidth()]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing that groups its marks
    <svg
      className="chart"
      role="group"
      aria-label={label}
      viewBox={`0 0 ${width} ${tall}`}
      onKeyDown={moveAmongMarks}
    >
      <FrameOfTime
        width={width}
        left={left}
        right={8}
        y={y}
        unit={unit}
        names={categories.map((one) => one.label)}
        at={(index) => (x(index) ?? 0) + x.bandwidth() / 2}
      />
      {categories.map((category, index) => {
        let from = 0;
        return (
          <g key={category.label}>
            {category.marks.map((mark, at) => {
              const value = mark.value ?? 0;
              const begin = stacked ? from : 0;
              from += stacked ? value : 0;
              const [a, b] = [y(begin), y(begin + value)];
              const start = (x(index) ?? 0) + (stacked ? 0 : (inner(at) ?? 0));
              const wide = inner.bandwidth();
              const name = series[at] === undefined ? category.label : `${category.label}・${series[at]}`;
              const fits = !stacked && wide >= textWidth(mark.text, 12) - 2;
              return (
                <MarkGroup
                  key={series[at] ?? ''}
                  mark={mark}
                  name={name}
                  first={index === 0 && at === 0}
                  open={open}
                  words={
                    fits &&
                    value !== 0 && (
                      <text
                        className="chart-value"
                        x={start + wide / 2}
                        y={value < 0 ? b + 14 : b - 6}
                        textAnchor="middle"
                      >
                        {mark.text}
                      </text>
                    )
                  }
                >
                  <rect
                    className="chart-hit"
                    x={start}
                    y={stacked ? Math.min(a, b) : 22}
                    width={wide}
                    height={stacked ? Math.abs(a - b) : tall - below - 22}
                  />
                  <rect
                    className={`series-${at + 1}`}
                    x={start}
                    y={Math.min(a, b)}
                    width={Math.max(1, wide - 1)}
                    height={Math.abs(a - b)}
                  />
                </MarkGroup>
              );
            })}
            {stacked && x.bandwidth() >= textWidth(category.total, 12) - 2 && totals[index] !== 0 && (
              <text
                className="chart-value"
                x={(x(index) ?? 0) + x.bandwidth() / 2}
                y={y(from) - 6}
                textAnchor="middle"
              >
                {category.total}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
