/** The fields of a wish: what, in which shape. Shared by single exports and regular outputs. */
import { Facts, type FormIssue } from '#ui/staff';
import type { ColumnChoice, SourceName } from '../model.ts';
import { ColumnBoxes } from './column-boxes.tsx';
import { ShapeRadios } from './shape-radios.tsx';

interface Props {
  source: SourceName;
  query: string;
  filter: [string, string][];
  rows: number;
  columns: ColumnChoice[];
  /** Null when the filter names no procedure: then there are headers only. */
  procedure: string | null;
  issues?: readonly FormIssue[];
}

export function WishFields({ source, query, filter, rows, columns, procedure, issues }: Props) {
  return (
    <>
      <input type="hidden" name="source" value={source} />
      <input type="hidden" name="query" value={query} />
      <Facts rows={[['いまの件数', `${rows.toLocaleString('ja-JP')}件`], ...filter]} />
      <ColumnBoxes
        columns={columns.map((one) => ({
          ...one,
          chosen: !/^f\d/.test(one.key) && one.classification === 'internal',
        }))}
        help={
          source === 'cases' && procedure === null
            ? '手続を一つに絞ると、その手続の項目も選べます。'
            : undefined
        }
        issues={issues}
      />
      <ShapeRadios issues={issues} />
    </>
  );
}
