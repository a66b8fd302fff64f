import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

/** A JSON list; `@>` finds one of its values. */
export const multipleChoiceColumn: FieldColumn = /* @__PURE__ */ jsonColumn((column) => `${column}::text`);
