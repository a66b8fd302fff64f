/**
 * 関連レコード: records of another app that point here or hold the same value. Read when shown, stored nowhere; formulas
 * see them as a collection.
 */
import type { FieldContract } from '../contract.ts';
import type { Json } from '../model.ts';

export type RelatedOptions = {
  /** Id of the other app. */
  app: string;
  /** Code of its reference field that points here … */
  by?: string;
  /** … or the codes of two fields, here and there, that hold the same value. */
  match?: { own: string; theirs: string };
  /** Codes of its fields, as columns. */
  show: string[];
  /** Code of its field that orders the rows; absent: newest first. */
  sort?: { field: string; descending?: boolean };
  /** Rows shown at once. */
  limit: number;
};

export const relatedContract: FieldContract<Json, RelatedOptions> = {
  readOnly: true,
  classification: 'public',
  missing: 'required.add',
  parse: () => ({ value: null, issues: [] }),
  validate: () => [],
  toTyped: () => ({}),
  print: () => '',
  formulaType: 'collection',
  toFormula: () => [],
};
