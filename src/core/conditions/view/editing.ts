/** What the parts of the builder share. */
import type { Place } from '../edit.ts';
import type { Condition, ConditionField } from '../model.ts';
import type { Find } from './pick-values.tsx';

export interface Editing {
  fields: readonly ConditionField[];
  idBase: string;
  /** What is not filled in, by path. */
  gaps: ReadonlyMap<string, string>;
  find: Find | undefined;
  /** `focusOn`: the control to go to afterwards, by `data-place`. */
  set(place: Place, next: Condition, focusOn?: string): void;
  remove(place: Place, what: string, focusOn: string): void;
}
