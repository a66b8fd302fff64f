/** Papers made of records: what is set, and what is kept of it. Browser-safe. */
import type { FileRef, Signature } from '#core/fields';

export interface Pair {
  label: string;
  value: string;
}

export interface PaperPhoto {
  /** As the record names it, with its marks. */
  file: FileRef;
  sha256: string;
  caption: string;
  name: string;
}

/** A block with every place filled. */
export type PaperBlock =
  | { type: 'title' | 'addressee' | 'date' | 'heading'; text: string }
  | { type: 'text'; text: string; align: 'left' | 'center' | 'right' }
  | { type: 'fields'; rows: Pair[]; columns: number }
  | { type: 'figures'; rows: Pair[] }
  | {
      type: 'grid';
      columns: string[];
      rows: { label: string; cells: string[]; strong: boolean }[];
    }
  | {
      type: 'table';
      columns: { header: string; align: 'left' | 'right' }[];
      rows: string[][];
      totals: Pair[];
    }
  | { type: 'photos'; groups: { heading: string; rows: Pair[]; photos: PaperPhoto[] }[]; note: string }
  | { type: 'signature'; label: string; drawn: Signature | null; text: string }
  | { type: 'sum'; label: string; value: string }
  | { type: 'break' };

export interface PaperData {
  title: string;
  orientation: 'portrait' | 'landscape';
  number: string | null;
  /** Who issues it, for the page of verification. */
  issuer: string;
  code: string | null;
  blocks: PaperBlock[];
}

export const documentStates = ['rendering', 'waiting-repair', 'issued', 'revoked', 'void'] as const;
export type RecordDocumentState = (typeof documentStates)[number];
