/** What residents find of a procedure that has no full definition. Browser-safe. */
export interface Listing {
  name: string;
  /** Hiragana; may be empty. */
  reading: string;
  words: string[];
  kind: string;
  department: string;
  summary: string;
  place: string;
  deadline: string;
  channels: string[];
  law: string;
  lawId: string;
  article: string;
}

/** One of them, by its code in the stock-take. */
export interface Listed extends Listing {
  code: string;
}
