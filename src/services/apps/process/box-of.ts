/** The box that a record was opened from, as its address says; null: it was not. Browser-safe. */
import { type BoxAsked, readBoxAsked } from '#core/record-process';

export const boxOf = (search: URLSearchParams): BoxAsked | null =>
  search.has('box') ? readBoxAsked(search) : null;
