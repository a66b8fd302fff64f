/** Shares of a whole, at most five, each named beside its slice. */
import { arc, pie } from 'd3-shape';
import { percent } from '../figures.ts';
import type { ChartData } from '../model.ts';
import { MarkGroup, moveAmongMarks, type OpenCell } from './mark-group.tsx';
import { fitted } from './use-width.ts';

interface Props {
  data: ChartData;
  width: number;
  label: string;
  open: OpenCell;
}

export function Pie({ data, width, label, open }: Props) {
  const { categories } = data;
  const sizes = categories.map((one) => Math.max(0, one.marks[0]?.value ?? 0));
  const whole = sizes.reduce((sum, one) => sum + one, 0);
  // Names stand at the right; on a phone below.
  const narrow = width < 480;
  const radius = narrow ? Math.min(110, width / 2 - 8) : 130;
  const lineHeight = 44;
  const height = narrow
    ? radius * 2 + 24 + categories.length * lineHeight
    : Math.max(radius * 2 + 16, categories.length * lineHeight + 16);
  const [cx, cy] = narrow ? [width / 2, radius + 8] : [radius + 8, height / 2];
  const slices = pie<number>().sort(null)(sizes);
  const shape = arc<(typeof slices)[number]>().innerRadius(0).outerRadius(radius);
  const listLeft = narrow ? 8 : radius * 2 + 56;
  const listTop = narrow ? radius * 2 + 32 : (height - categories.length * lineHeight) / 2;
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
        const mark = category.marks[0]!;
        const slice = slices[index]!;
        const share = percent(sizes[index]!, whole);
        const [mx, my] = shape.centroid(slice);
        const top = listTop + index * lineHeight;
        return (
          <MarkGroup
            key={category.label}
            mark={{ ...mark, text: `${mark.text}（${share}）` }}
            name={category.label}
            first={index === 0}
            open={open}
            words={
              <>
                {slice.endAngle - slice.startAngle > 0.45 && (
                  <text
                    className={`chart-inside on-${index + 1}`}
                    x={cx + mx * 1.15}
                    y={cy + my * 1.15}
                    textAnchor="middle"
                    dominantBaseline="central"
                  >
                    {share}
                  </text>
                )}
                <text className="chart-name" x={listLeft + 24} y={top + 14} dominantBaseline="central">
                  {fitted(category.label, width - listLeft - 28)}
                </text>
                <text className="chart-value" x={listLeft + 24} y={top + 33} dominantBaseline="central">
                  {mark.text}（{share}）
                </text>
              </>
            }
          >
            <path
              className={`series-${index + 1} chart-slice`}
              d={shape(slice) ?? ''}
              transform={`translate(${cx} ${cy})`}
            />
            <rect className="chart-hit" x={listLeft} y={top} width={width - listLeft} height={lineHeight} />
            <rect
              className={`series-${index + 1} chart-slice`}
              x={listLeft}
              y={top + 6}
              width={16}
              height={16}
            />
          </MarkGroup>
        );
      })}
    </svg>
  );
}
