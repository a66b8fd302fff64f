import type { FieldColumn } from '../column.ts';
import { jsonColumn } from '../column-kinds.ts';

export const annotatedPhotoColumn: FieldColumn = /* @__PURE__ */ jsonColumn(() => null);
