/** Columns that every record has; see `FieldColumn.system`. */
import type { FieldColumn } from '../column.ts';
import { systemColumn, textColumn, timestampColumn, uuidColumn, uuidsColumn } from '../column-kinds.ts';

export const statusColumn: FieldColumn = /* @__PURE__ */ systemColumn(textColumn, 'state');
export const assigneeColumn: FieldColumn = /* @__PURE__ */ systemColumn(uuidsColumn, 'assignees');
export const createdByColumn: FieldColumn = /* @__PURE__ */ systemColumn(uuidColumn, 'created_by');
export const createdAtColumn: FieldColumn = /* @__PURE__ */ systemColumn(timestampColumn, 'created_at');
export const updatedByColumn: FieldColumn = /* @__PURE__ */ systemColumn(uuidColumn, 'updated_by');
export const updatedAtColumn: FieldColumn = /* @__PURE__ */ systemColumn(timestampColumn, 'updated_at');
