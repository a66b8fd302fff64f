/** What can be asked, in one entry of the table of operators. */

/** What a person fills in. `where` is a condition about a line. */
export type Takes = 'nothing' | 'text' | 'number' | 'days' | 'date' | 'time' | 'values' | 'where';

export interface Operator {
  /** As it stands after the name of the field. */
  label: string;
  takes: Takes;
  /** How many of them; one unless said. `values` takes any number. */
  count?: 2;
  /**
   * Places: `F` the field, `A` and `B` what was filled in, `W` the condition about a line, `REST` all values of a list of arguments,
   * `EACH` the formula `each` once for every value.
   */
  form: string;
  /** Instead, for a single value. */
  single?: string;
  each?: string;
  /** Other ways to say the same that are recognised. */
  also?: readonly string[];
}
