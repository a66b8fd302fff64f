import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

export const photoColumn: FieldColumn = /* @__PURE__ */ jsonColumn(() => null);
