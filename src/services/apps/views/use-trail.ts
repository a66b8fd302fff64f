import { useEffect, useRef } from 'react';
import { keepTrail } from '../record/trail.ts';
import type { Rows } from './use-rows.ts';

/** Rows beyond this are not walked from record to record. */
const furthest = 2000;

/** Leaving the list keeps the order of the rows that were read, for 前へ and 次へ on the page of a record. */
export function useTrail(appId: string, rows: Rows): void {
  const now = useRef(rows);
  now.current = rows;
  useEffect(
    () => () => {
      const ids: string[] = [];
      for (let index = 0; index < Math.min(now.current.length, furthest); index++) {
        const row = now.current.at(index);
        if (row !== undefined) ids.push(row.id);
      }
      keepTrail(appId, ids);
    },
    [appId],
  );
}
