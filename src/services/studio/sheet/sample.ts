/** The beginning of a spreadsheet: enough to guess its types by, small enough to travel sealed in the page. */
export interface Sample {
  heading: string[];
  /** The number of each row is that of the spreadsheet, so that a remark leads to its cell. */
  rows: { number: number; cells: string[] }[];
  /** There are more rows below. */
  more: boolean;
}

export const sampled = 200;
/** Longer cells are cut: their type shows before that. */
export const cellLength = 400;
export const mostColumns = 100;
