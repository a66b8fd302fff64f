/** What charts over time share: lines at round figures, names of the periods below, as many as there is room for. */
import type { ScaleLinear } from 'd3-scale';
import { figure } from '../figures.ts';
import { textWidth } from './use-width.ts';

export const tall = 300;
export const below = 34;

interface Props {
  width: number;
  left: number;
  right: number;
  y: ScaleLinear<number, number>;
  unit: string;
  names: readonly string[];
  /** The middle of each period. */
  at(index: number): number;
}

export function FrameOfTime({ width, left, right, y, unit, names, at }: Props) {
  const room = names.length < 2 ? width : Math.abs(at(1) - at(0));
  const widest = Math.max(...names.map((one) => textWidth(shortName(one), 12))) + 10;
  const every = Math.max(1, Math.ceil(widest / room));
  return (
    <g>
      {y.ticks(4).map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'chart-zero' : 'chart-grid'}
            x1={left}
            x2={width - right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text className="chart-tick" x={left - 6} y={y(tick)} textAnchor="end" dominantBaseline="central">
            {figure(String(tick), tick === 0 ? unit : '')}
          </text>
        </g>
      ))}
      {names.map((name, index) =>
        // Counted from the end: the last period is what people look for.
        (names.length - 1 - index) % every === 0 ? (
          <text key={name} className="chart-tick" x={at(index)} y={tall - below + 18} textAnchor="middle">
            {shortName(name, names[index - every])}
          </text>
        ) : null,
      )}
    </g>
  );
}

/** 2026年 is said once: 2026年11月, 12月, 2027年1月. */
function shortName(name: string, before?: string): string {
  const [, year, rest] = /^(\d{4})年(.+)$/.exec(name) ?? [];
  return year !== undefined && rest !== undefined && before?.startsWith(`${year}年`) ? rest : name;
}
