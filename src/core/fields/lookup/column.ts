import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

/** `{ key, record }`; sorted, filtered and seen by formulas as the key. */
export const lookupColumn: FieldColumn = /* @__PURE__ */ jsonColumn((column) => `${column}->>'key'`);
