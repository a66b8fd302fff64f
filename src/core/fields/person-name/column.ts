import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

/** Sorts by the reading where there is one, else by the name. */
export const personNameColumn: FieldColumn = /* @__PURE__ */ jsonColumn(
  (column) =>
    `coalesce(${column}#>>'{kana,family}', ${column}#>>'{kana,single}', ${column}->>'romanised', ${column}->>'family', ${column}->>'single')` +
    ` || ' ' || coalesce(${column}#>>'{kana,given}', ${column}->>'given', '')`,
);
