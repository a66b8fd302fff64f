/** A chart with what it shows said above it, its table one click away, and what it is made of below. */
import { type ReactNode, useId, useRef } from 'react';
import type { ChartData, PivotData } from '../model.ts';
import { Bars } from './bars.tsx';
import { Columns } from './columns.tsx';
import { Lines } from './lines.tsx';
import type { OpenCell } from './mark-group.tsx';
import { Pie } from './pie.tsx';
import { PivotTable } from './pivot-table.tsx';
import { useWidth } from './use-width.ts';

interface Props {
  chart: ChartData | null;
  table: PivotData;
  title: string;
  /** Source, period, number of records. */
  below: ReactNode;
  open: OpenCell;
}

export function ChartFigure({ chart, table, title, below, open }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const id = useId();
  const tableLabel = `${title}の表`;
  const empty = table.rows.length === 0;
  const notes = [...new Set([...(chart?.notes ?? []), ...table.notes])];
  return (
    <figure className="chart-figure" aria-labelledby={`${id}-head`}>
      <figcaption>
        <h2 id={`${id}-head`} className={chart === null && !empty ? 'visually-hidden' : undefined}>
          {empty ? 'まだ表すものがありません' : (chart?.finding ?? title)}
        </h2>
        {chart !== null && !empty && (
          <p className="quiet">
            {chart.x}の{chart.measure}
            {chart.unit !== '' && `（${chart.unit}）`}
          </p>
        )}
      </figcaption>
      {empty && <p className="empty">当てはまるレコードがありません。レコードが増えると、ここに表れます。</p>}
      {!empty && chart !== null && (
        <>
          {chart.series.length > 1 && chart.kind !== 'line' && (
            <ul className="chart-legend">
              {chart.series.map((one, index) => (
                <li key={one}>
                  <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
                    <rect className={`series-${index + 1} chart-slice`} width="14" height="14" />
                  </svg>
                  {one}
                </li>
              ))}
            </ul>
          )}
          <div className="chart-box" ref={box}>
            <Drawing chart={chart} width={width} label={title} open={open} />
          </div>
        </>
      )}
      {notes.map((one) => (
        <p key={one} className="note">
          {one}
        </p>
      ))}
      {!empty &&
        (chart === null ? (
          <PivotTable data={table} label={tableLabel} open={open} />
        ) : (
          <details className="fold-box">
            <summary>表で見る</summary>
            <PivotTable data={table} label={tableLabel} open={open} />
          </details>
        ))}
      <p className="chart-source">{below}</p>
    </figure>
  );
}

function Drawing(props: { chart: ChartData; width: number; label: string; open: OpenCell }) {
  const { chart, ...rest } = props;
  const all = { data: chart, ...rest };
  if (chart.kind === 'pie') return <Pie {...all} />;
  if (chart.kind === 'line') return <Lines {...all} />;
  return chart.upright ? <Columns {...all} /> : <Bars {...all} />;
}
