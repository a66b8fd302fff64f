/** Lines over time, named where they end. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { figure } from '../figures.ts';
import type { ChartData } from '../model.ts';
import { below, FrameOfTime, tall } from './frame-of-time.tsx';
import { MarkGroup, moveAmongMarks, type OpenCell } from './mark-group.tsx';
import { fitted, textWidth } from './use-width.ts';

interface Props {
  data: ChartData;
  width: number;
  label: string;
  open: OpenCell;
}

export function Lines({ data, width, label, open }: Props) {
  const { categories, series, unit } = data;
  const count = Math.max(1, series.length);
  const values = categories.flatMap((one) => one.marks.map((mark) => mark.value ?? 0));
  const y = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(1e-9, ...values)])
    .nice(4)
    .range([tall - below, 22]);
  const left =
    Math.max(...y.ticks(4).map((one) => textWidth(figure(String(one), one === 0 ? unit : ''), 12))) + 10;
  const named = series.length > 1;
  const lastTexts = categories.at(-1)?.marks.map((one) => one.text) ?? [];
  const right = Math.min(
    Math.max(...(named ? series : lastTexts).map((one) => textWidth(one, 12)), 20) + 20,
    width * 0.32,
  );
  const x = scalePoint<number>()
    .domain(categories.map((_one, index) => index))
    .range([left + 8, width - right])
    .padding(categories.length === 1 ? 0.5 : 0);
  const at = (index: number): number => x(index) ?? 0;
  const lines = Array.from({ length: count }, (_one, index) => index);
  const ends = spread(
    lines.map((index) =>
      y([...categories].reverse().find((one) => one.marks[index]?.value !== null)?.marks[index]?.value ?? 0),
    ),
  );
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
        right={right}
        y={y}
        unit={unit}
        names={categories.map((one) => one.label)}
        at={at}
      />
      {lines.map((index) => (
        <g key={series[index] ?? ''}>
          <path
            className={`chart-line stroke-${index + 1}`}
            d={
              line<(typeof categories)[number]>()
                .defined((one) => one.marks[index]?.value !== null)
                .x((_one, place) => at(place))
                .y((one) => y(one.marks[index]?.value ?? 0))(categories) ?? ''
            }
          />
          {categories.map((category, place) => {
            const mark = category.marks[index];
            if (mark === undefined || mark.value === null) return null;
            const name = named ? `${category.label}・${series[index]}` : category.label;
            return (
              <MarkGroup
                key={category.label}
                mark={mark}
                name={name}
                first={index === 0 && place === 0}
                open={open}
              >
                <circle className="chart-hit" cx={at(place)} cy={y(mark.value)} r={12} />
                <circle className={`series-${index + 1}`} cx={at(place)} cy={y(mark.value)} r={4} />
              </MarkGroup>
            );
          })}
          <text className="chart-name" x={width - right + 10} y={ends[index]} dominantBaseline="central">
            <title>{named ? series[index] : lastTexts[index]}</title>
            {fitted((named ? series[index] : lastTexts[index]) ?? '', right - 12, 12)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Names that would lie over each other give way, downwards and back into the picture. */
function spread(places: readonly number[]): number[] {
  const gap = 16;
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  for (let at = 1; at < order.length; at++)
    order[at]!.place = Math.max(order[at]!.place, order[at - 1]!.place + gap);
  for (let at = order.length - 1, most = tall - below; at >= 0; at--, most -= gap)
    order[at]!.place = Math.min(order[at]!.place, most);
  const found: number[] = [];
  for (const { place, index } of order) found[index] = place;
  return found;
}
